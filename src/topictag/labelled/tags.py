"""Names of topics in tags: printable, without spaces around them, composed (NFC)."""

import unicodedata
from collections.abc import Collection, Iterable
from typing import Any

from topictag.errors import DataError
from topictag.labelled.quotes import quote
from topictag.names import is_printable
from topictag.text.normalization import cap_marks


def check_tags(tags: Iterable[Any], place: str) -> frozenset[str]:
    """Return tags as a set of composed names, so that both spellings of й are one topic.

    Raises
    ------
    DataError
        A tag is not the name of a topic; the message begins with the place.

    Examples
    --------
    >>> check_tags(["energy", "energy"], "news.jsonl:1")
    frozenset({'energy'})
    """
    return frozenset(_check_tag(tag, place) for tag in tags)


def check_unknown(unknown: Iterable[Any], tags: Collection[str], place: str) -> frozenset[str]:
    """Return the topics of which nobody said whether the text has them, as a set of composed names.

    Raises
    ------
    DataError
        One is not the name of a topic, or is also a tag; the message begins with the place.

    Examples
    --------
    >>> check_unknown(["sport"], {"energy"}, "news.jsonl:1")
    frozenset({'sport'})
    """
    names = check_tags(unknown, place)
    if both := sorted(names.intersection(tags)):
        raise DataError(
            f'{place}: the topic {quote(both[0])} is in "tags" and in "unknown". Leave it in "tags" if the text has it.'
        )
    return names


def _check_tag(tag: Any, place: str) -> str:
    if not isinstance(tag, str) or not tag or tag != tag.strip() or not is_printable(tag) or tag != cap_marks(tag):
        raise DataError(
            f"{place}: the tag {quote(tag)} is not a topic name. Use a string of printable characters without spaces "
            "around it."
        )
    return unicodedata.normalize("NFC", tag)
