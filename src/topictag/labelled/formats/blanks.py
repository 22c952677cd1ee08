"""Tables in which some cells of tags are empty: rows without a topic, or rows that nobody has labelled yet."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from topictag.labelled.formats.format import PassedOver


def leave_out_blank(records: Sequence[tuple[str, Any]], blank: Collection[str], name: str) -> list[tuple[str, Any]]:
    """Return the records of a table, without those that nobody has labelled if the others have one tag each.

    Parameters
    ----------
    records : sequence of (str, mapping or DataError)
        The place and the record of each row.
    blank : collection of str
        The places of rows whose cell of tags is empty.
    name : str
        Name of the table in messages.

    Examples
    --------
    >>> rows = [("a.csv:2", {"text": "Нефть.", "tags": ["energy"]}), ("a.csv:3", {"text": "Матч.", "tags": []})]
    >>> leave_out_blank(rows, {"a.csv:3"}, "a.csv")[1][1].unit
    'row'
    """
    numbers = [len(own["tags"]) for place, own in records if isinstance(own, Mapping) and place not in blank]
    if max(numbers, default=0) != 1:
        return [*records]
    unfilled = PassedOver(
        f"in {name}, they have no tags, and each other row has one. Write [] for a text without a topic", unit="row"
    )
    return [(place, unfilled if place in blank else own) for place, own in records]


def describe_blank(name: str, n_blank: int, unit: str) -> str:
    """Return the message about rows or lines without tags, which count as texts without a topic.

    Examples
    --------
    >>> print(describe_blank("news.csv", 2, "row"))
    news.csv: 2 rows have no tags, which means no topic. Remove those that nobody has labelled.
    """
    verb = f"{unit} has" if n_blank == 1 else f"{unit}s have"
    return f"{name}: {n_blank} {verb} no tags, which means no topic. Remove those that nobody has labelled."
