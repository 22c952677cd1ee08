"""Terms and their weights as tables at a terminal; shared by all that `topictag inspect` prints."""

from collections.abc import Mapping, Sequence

from topictag.reports.figures import write_signed
from topictag.reports.table import format_table
from topictag.results.quality import Task
from topictag.results.term import TermWeight, WeightedTerm

TASKS: Mapping[Task, str] = {"multi": "any number of topics per text", "single": "one topic per text"}
MAX_TOPICS = 20  # chosen: topics on a screen; --topic and --json show any
_MAX_COLUMNS = 8  # chosen: topics side by side


def write_number(value: float) -> str:
    """Return a weight with its sign and two decimals."""
    return write_signed(value, 2)


def sides_table(terms_for: Sequence[TermWeight], terms_against: Sequence[TermWeight]) -> str:
    """Return terms for and against a topic side by side, the strongest first."""
    n = max(len(terms_for), len(terms_against))
    heading = ["for", "kind", "effect", "weight", "idf", "against", "kind", "effect", "weight", "idf"]
    columns = [[*map(_cells, terms), *[[""] * 5] * (n - len(terms))] for terms in (terms_for, terms_against)]
    return format_table([[*left, *right] for left, right in zip(*columns, strict=True)], heading, left=(0, 1, 5, 6))


def terms_table(terms: Sequence[TermWeight]) -> str:
    """Return terms with their kind, effect, weight and idf."""
    return format_table(list(map(_cells, terms)), ["term", "kind", "effect", "weight", "idf"], left=(0, 1))


def list_table(terms: Sequence[TermWeight], name: str) -> str:
    """Return terms of one kind, which has a name, with their effect, weight and idf."""
    rows = [[own.term, *_cells(own)[2:]] for own in terms]
    return format_table(rows, [name, "effect", "weight", "idf"])


def topics_table(terms: Sequence[WeightedTerm], topics: Sequence[str]) -> str:
    """Return terms with their idf and their weights for some topics: a row per term, or, for many topics, per topic."""
    if len(topics) <= _MAX_COLUMNS:
        rows = [[own.term, own.kind, f"{own.idf:.2f}", *_weights(own.weights, topics)] for own in terms]
        return format_table(rows, ["term", "kind", "idf", *topics], left=(0, 1))
    tables = []
    for own in terms:
        ranked = sorted(topics, key=lambda topic: -abs(own.weights[topic]))[:MAX_TOPICS]
        more = f" (the strongest {MAX_TOPICS} of {len(topics)} topics)" if len(ranked) < len(topics) else ""
        rows = [[topic, write_number(own.weights[topic])] for topic in ranked]
        tables.append(format_table(rows, [f"{own.term}: {own.kind}, idf {own.idf:.2f}{more}", "weight"]))
    return "\n\n".join(tables)


def _weights(weights: Mapping[str, float], topics: Sequence[str]) -> list[str]:
    return [write_number(weights[topic]) for topic in topics]


def _cells(own: TermWeight) -> list[str]:
    return [own.term, own.kind, write_number(own.effect), write_number(own.weight), f"{own.idf:.2f}"]
