"""The rows of the table of terms: the strongest terms, the others in one row, and what they sum to."""

from typing import NamedTuple

from topictag.reports.weighed_words import write_signed, write_word
from topictag.results.explanation import Contribution, TopicExplanation

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


def list_terms(text: str, topic: TopicExplanation, top: int) -> list[TermRow]:
    """Return the rows for a topic of one paragraph, at most `top` of terms; empty if the paragraph was not read."""
    if topic.score is None or topic.distance is None:
        return []
    kept, rest = topic.contributions[:top], topic.contributions[top:]
    rows = [_write_term(text, own) for own in kept]
    if rest:
        name = f"{len(rest)} more terms" if len(rest) > 1 else "1 more term"
        rows.append(_sum_row(name, sum(own.contribution for own in rest)))
    return [
        *rows,
        _sum_row("intercept", topic.intercept),
        _sum_row("score: the sum", topic.score),
        _sum_row("score that the tag needs", topic.score - topic.distance),
    ]


def list_written(text: str, own: Contribution) -> list[str]:
    """Return the words of a term as they are written, each once; the two words of a pair stand together."""
    words = [write_word(text, place) for place in own.places]
    if own.kind in ("pair", "negation"):
        words = [f"{first} + {second}" for first, second in zip(words[::2], words[1::2], strict=True)]
    return list(dict.fromkeys(words))


def _write_term(text: str, own: Contribution) -> TermRow:
    words = list_written(text, own)
    written = ", ".join(words[:_MAX_WRITTEN]) + (", …" if len(words) > _MAX_WRITTEN else "")
    numbers = f"{own.value:.2f}", write_signed(own.weight), write_signed(own.contribution)
    return TermRow((own.term, own.kind, written, *numbers), own.contribution)


def _sum_row(name: str, value: float) -> TermRow:
    return TermRow((name, "", "", "", "", write_signed(value)), value, is_sum=True)
