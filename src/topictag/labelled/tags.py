"""Names of topics in tags: printable, without spaces around them, composed (NFC)."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from topictag.errors import DataError
from topictag.labelled.quotes import quote
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


def _check_tag(tag: Any, place: str) -> str:
    if not isinstance(tag, str) or not tag or tag != tag.strip() or not tag.isprintable() or tag != cap_marks(tag):
        raise DataError(
            f"{place}: the tag {quote(tag)} is not a topic name. Use a string of printable characters without spaces "
            "around it."
        )
    return unicodedata.normalize("NFC", tag)
