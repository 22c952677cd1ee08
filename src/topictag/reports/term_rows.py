"""The rows of the table of terms: the strongest terms, the others in one row, and what they sum to."""

from typing import NamedTuple

from topictag.reports.decided_figures import write_scores, write_signed
from topictag.reports.weighed_words import write_word
from topictag.results.contribution import Contribution
from topictag.results.explanation import Explanation

HEADING = ("term", "kind", "as written", "value", "weight", "contribution")

_MAX_WRITTEN = 4  # chosen: words as written, in one cell


class TermRow(NamedTuple):
    """A row; those of sums have a name and a number only.

    Attributes
    ----------
    cells : tuple of str
        As many as `HEADING` has.
    contribution : float
    is_sum : bool
        Whether the row is no term.
    """

    cells: tuple[str, ...]
    contribution: float
    is_sum: bool = False


def list_terms(explanation: Explanation, name: str, top: int) -> list[TermRow]:
    """Return the rows for a topic in its best paragraph, at most `top` of terms; empty if the text was not read."""
    topic, decision = explanation.topic(name), explanation.decision(name)
    if decision.score is None or decision.distance is None:
        return []
    kept, rest = topic.contributions[:top], topic.contributions[top:]
    rows = [_write_term(explanation.prose, own) for own in kept]
    if rest:
        label, total = (
            f"{len(rest)} more terms" if len(rest) > 1 else "1 more term",
            sum(own.contribution for own in rest),
        )
        rows.append(_sum_row(label, total, write_signed(total)))
    needed = decision.score - decision.distance
    shown = write_scores(decision.score, needed)
    return [
        *rows,
        _sum_row("intercept", topic.intercept, write_signed(topic.intercept)),
        _sum_row("score: the sum", decision.score, shown[0]),
        _sum_row("score that the tag needs", needed, shown[1]),
    ]


def list_written(prose: str, own: Contribution) -> list[str]:
    """Return the words of a term as they are written, each once; the two words of a pair stand together."""
    words = [write_word(prose, place) for place in own.places]
    if own.kind in ("pair", "negation"):
        words = [f"{first} + {second}" for first, second in zip(words[::2], words[1::2], strict=True)]
    return list(dict.fromkeys(words))


def _write_term(prose: str, own: Contribution) -> TermRow:
    words = list_written(prose, own)
    written = ", ".join(words[:_MAX_WRITTEN]) + (", …" if len(words) > _MAX_WRITTEN else "")
    numbers = f"{own.value:.2f}", write_signed(own.weight), write_signed(own.contribution)
    return TermRow((own.term, own.kind, written, *numbers), own.contribution)


def _sum_row(name: str, value: float, written: str) -> TermRow:
    return TermRow((name, "", "", "", "", written), value, is_sum=True)
