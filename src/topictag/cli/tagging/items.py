"""The item: what is tagged, in one shape for all kinds of input. Each part of an item has a text."""

import json
from dataclasses import dataclass
from typing import Any

from topictag.errors import DataError
from topictag.labelled.quotes import quote_fields


@dataclass(frozen=True, slots=True)
class Part:
    """A text, and the object that contains it and gets its tags; a title has no such object."""

    text: str
    holder: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Item:
    """A record, or a paragraph of plain text.

    Attributes
    ----------
    place : str
        Where it was read, ``file:line``; for messages.
    record : dict
        The JSON object as it was read, or the columns of a row.
    parts : tuple of Part
        The record itself, or an article's title and paragraphs.
    is_article : bool
    span : tuple of int, optional
        Start and end of a paragraph of plain text, in characters.
    """

    place: str
    record: dict[str, Any]
    parts: tuple[Part, ...]
    is_article: bool = False
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that cannot be tagged, with its error and its text; the text of one that is too long is empty."""

    place: str
    error: DataError
    written: str

    @property
    def reason(self) -> str:
        """The message of the error, without the place."""
        return str(self.error).removeprefix(f"{self.place}: ")


def make_item(record: Any, place: str, field: str | None) -> Item | BadRecord:
    """Return a record as an item.

    Parameters
    ----------
    record : object
        A JSON value.
    place : str
    field : str or None
        The field with the text. None: ``paragraphs`` if the record has it, otherwise ``text``.
    """
    try:
        return _make_item(record, place, field)
    except DataError as error:
        return BadRecord(place, error, json.dumps(record, ensure_ascii=False))


def _make_item(record: Any, place: str, field: str | None) -> Item:
    if not isinstance(record, dict):
        raise _wrong_shape(place)
    if field is not None or "paragraphs" not in record:
        return Item(place, record, (_part(record, place, field or "text"),))
    paragraphs = record["paragraphs"]
    if not isinstance(paragraphs, list) or not all(isinstance(paragraph, dict) for paragraph in paragraphs):
        raise _wrong_shape(place)
    title = record.get("title")
    if title is not None and not isinstance(title, str):
        raise DataError(
            f'{place}: "title" must be a string, not {_kind(title)}. Use --skip-bad FILE to skip the record.'
        )
    head = () if title is None else (Part(title, None),)
    return Item(place, record, (*head, *(_part(paragraph, place, "text") for paragraph in paragraphs)), is_article=True)


def _part(holder: dict[str, Any], place: str, field: str) -> Part:
    if field not in holder:
        raise DataError(
            f'{place}: no "{field}" (the fields are {quote_fields(holder)}). '
            "Give the field with the text: --field NAME."
        )
    text = holder[field]
    if not isinstance(text, str):
        raise DataError(
            f'{place}: "{field}" must be a string, not {_kind(text)}. Use --skip-bad FILE to skip the record.'
        )
    return Part(text, holder)


def _kind(value: Any) -> str:
    return "null" if value is None else type(value).__name__


def _wrong_shape(place: str) -> DataError:
    return DataError(f'{place}: a record must be an object with "text", or with "paragraphs" that each have a "text".')
