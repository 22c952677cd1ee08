"""Topics that have a field each, with yes, no or nothing in it; and topics that are numbers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from topictag.errors import DataError
from topictag.labelled.quotes import quote, quote_fields

_YES = frozenset(["1", "1.0", "true", "t", "yes", "y", "x", "+", "да"])
_NO = frozenset(["0", "0.0", "false", "f", "no", "n", "-", "нет"])


def read_marks(record: Mapping[str, Any], topics: Sequence[str], place: str) -> dict[str, list[str]]:
    """Return what fields of topics say: "tags", "known" and, where one is empty, "unknown".

    Raises
    ------
    DataError
        A field says something else, or is missing.

    Examples
    --------
    >>> read_marks({"energy": "1", "sport": "no", "culture": ""}, ["energy", "sport", "culture"], "news.csv:2")
    {'tags': ['energy'], 'known': ['energy', 'sport', 'culture'], 'unknown': ['culture']}
    """
    said = {topic: _read_mark(record, topic, place) for topic in topics}
    unknown = [topic for topic, own in said.items() if own is None]
    tags = [topic for topic, own in said.items() if own]
    return {"tags": tags, "known": list(topics), **({"unknown": unknown} if unknown else {})}


def are_fields(topics: Sequence[str], names: Iterable[str], place: str) -> bool:
    """Return whether topics are fields; raises `DataError` if only some of them are."""
    known = set(names)
    missing = [topic for topic in topics if topic not in known]
    if missing and len(missing) < len(topics):
        raise DataError(
            f"{place}: no column {quote(missing[0])} for a topic (the columns are {quote_fields(names)}). Give topics "
            "that are columns: --topic-names."
        )
    return bool(topics) and not missing


def name_topics(values: Iterable[Any], names: Sequence[str], place: str) -> list[Any]:
    """Return topics by name where they are numbers; others as they are.

    Raises
    ------
    DataError
        A number has no name.

    Examples
    --------
    >>> name_topics([1, "0"], ["energy", "sport"], "news.jsonl:1")
    ['sport', 'energy']
    """
    return [_name_topic(value, names, place) for value in values]


def number_without_name(value: Any, names: Sequence[str], place: str) -> DataError:
    """Return the error about a topic that is a number, where only these names are given."""
    known = "There are no names."
    if names:
        known = f"The names given are {quote_fields(names)}, for 0 to {len(names) - 1}, so one is missing for {value}."
    return DataError(
        f"{place}: the topic {quote(value)} is a number without a name. {known} Give the names of all topics in order "
        "of their numbers: --topic-names."
    )


def _name_topic(value: Any, names: Sequence[str], place: str) -> Any:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if isinstance(value, str):
        if not names or value in names or not value.isdecimal():
            return value
        number = int(value[:20])
    elif is_number:
        number = value
    else:
        return value
    if not 0 <= number < len(names):
        raise number_without_name(value, names, place)
    return names[number]


def _read_mark(record: Mapping[str, Any], topic: str, place: str) -> bool | None:
    value = record.get(topic)
    bare = str(value).strip().lower() if isinstance(value, str | bool | int | float) else value
    if bare is None or bare == "":
        return None
    if bare in _YES:
        return True
    if bare in _NO:
        return False
    raise DataError(
        f"{place}: {quote(value)} does not say whether the text has the topic {quote(topic)}. Write 1 or 0, yes or no, "
        "or nothing if it is unknown."
    )
