"""Sentences on what is lost when records are written in a format that cannot hold all of them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from topictag.labelled.formats.fields import own_fields
from topictag.labelled.formats.format import Record
from topictag.labelled.quotes import count_of, quote, quote_fields

_SENTENCES = {
    "id": "The ids of texts are lost.",
    "article": "Which texts belong to one article is lost.",
    "unknown": "It is lost which topics are unknown: they count as absent.",
    "known": "It is lost which topics were looked for: all others count as absent.",
    "annotations": "What each annotator said is lost; the tags remain.",
}
BREAKS = {"[\r\n]": "Line breaks in {n} become spaces."}

_BREAK = re.compile("[\r\n]")


def lost_fields(records: Sequence[Record], held: Collection[str], *, holds_others: bool = False) -> Iterator[str]:
    """Yield a sentence on each field that some record has and the format does not hold.

    Parameters
    ----------
    records : sequence of mapping
        In native form.
    held : collection of str
        Those fields of the native form that the format holds.
    holds_others : bool, default=False
        Whether it holds fields that the native form does not know.

    Examples
    --------
    >>> list(lost_fields([{"id": "a1", "text": "Нефть дорожает.", "tags": [], "outlet": "X"}], ["id"]))
    ['Fields that topictag does not need are lost: outlet.']
    """
    for name, sentence in _SENTENCES.items():
        if name not in held and any(name in record for record in records):
            yield sentence
    if not holds_others and (others := own_fields(records)):
        yield f"Fields that topictag does not need are lost: {quote_fields(others)}."


def lost_values(records: Sequence[Record]) -> Iterator[str]:
    """Yield a sentence on values that a table cannot hold, since a cell is a text."""
    names = own_fields(records)
    if others := [name for name in names if any(not _is_text(record, name) for record in records)]:
        yield f"Values of {quote_fields(others)} that are not texts are read back as texts."
    if empty := [name for name in names if not name or any(record.get(name, "x") in ("", None) for record in records)]:
        yield f"Fields without a name or a value are lost, such as {quote(empty[0])}."


def lost_texts(records: Sequence[Record], wrong: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence on texts that cannot be held as they are.

    Parameters
    ----------
    records : sequence of mapping
    wrong : mapping of str to str
        A regular expression of what such texts contain, to a sentence with ``{n}`` for their number.
    """
    for pattern, sentence in wrong.items():
        if n := sum(re.search(pattern, record["text"]) is not None for record in records):
            yield sentence.format(n=count_of(n, "text"))


def lost_names(records: Sequence[Record], taken: Collection[str]) -> Iterator[str]:
    """Yield a sentence on fields whose names mean something else in the format."""
    if lost := [name for name in own_fields(records) if name in taken]:
        yield f"Fields whose names mean something else in the format are lost: {quote_fields(lost)}."


def lost_nuls(records: Sequence[Record]) -> Iterator[str]:
    """Yield a sentence if there are NUL characters, which no text file should contain."""
    if any("\0" in value for record in records for value in record.values() if isinstance(value, str)):
        yield "NUL characters are left out."


def without_breaks(text: str) -> str:
    r"""Return a text on one line.

    Examples
    --------
    >>> without_breaks("Нефть\r\nдорожает.")
    'Нефть дорожает.'
    """
    return _BREAK.sub(" ", text.replace("\r\n", " "))


def _is_text(record: Mapping[str, Any], name: str) -> bool:
    return record.get(name) is None or isinstance(record[name], str)
