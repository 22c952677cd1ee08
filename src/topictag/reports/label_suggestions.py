"""Suggested texts as a table at a terminal."""

from collections.abc import Sequence

from topictag.labelled.quotes import shorten
from topictag.reports.table import format_table
from topictag.results.suggestion import Suggestion


def format_suggested(suggestions: Sequence[Suggestion]) -> str:
    """Return suggestions as a table: their rank, id, reason, tags and the beginning of the text."""
    rows = [[str(own.rank), own.id, own.note, ", ".join(own.tags), shorten(own.text)] for own in suggestions]
    return format_table(rows, ["rank", "id", "reason", "tags now", "text"], left={1, 2, 3, 4})


def count_reasons(suggestions: Sequence[Suggestion]) -> str:
    """Return how many texts were suggested, and for which topics.

    Examples
    --------
    >>> own = Suggestion("1", "Газ дешевеет.", 1, "uncertain", "energy", {"energy": 0.4}, ())
    >>> print(count_reasons([own]))
    1 text: 1 for energy
    """
    topics = dict[str, int]()
    for own in suggestions:
        if not own.is_audit:
            topics[own.topic] = topics.get(own.topic, 0) + 1
    parts = [f"{n} for {topic}" for topic, n in sorted(topics.items(), key=lambda item: -item[1])]
    if n_audit := sum(own.is_audit for own in suggestions):
        parts.append(f"{n_audit} at random for the audit")
    return f"{len(suggestions)} text{'s' * (len(suggestions) != 1)}: {', '.join(parts)}"
