"""From a JSON record to examples, with every field checked.

Three shapes: a paragraph ``{"id", "text", "tags": [...]}`` (with ``"article"``, when paragraphs of one article stand
apart), an article ``{"id", "title", "paragraphs": [{"text", "tags"}]}``, and a label by identifier ``{"id", "sha256",
"tags"}`` (with ``"article"``), whose text lies in a corpus. Other fields are the owner's own and are
left alone. `place` is where the record stands, ``file:line``, and begins every complaint.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from topictag.errors import DataError
from topictag.labelled.example import Example, Label
from topictag.labelled.identifiers import read_identifier
from topictag.text.normalization import cap_marks

_DIGEST = re.compile("[0-9a-f]{64}")
_JSON_NAMES = {dict: "an object", list: "a list", str: "a string", bool: "a boolean", type(None): "null"}


def iter_examples(record: Any, place: str) -> Iterator[Example | Label]:
    """Yield the examples of one record: one for a paragraph, one per paragraph for an article, or a label."""
    if not isinstance(record, Mapping):
        shape = '{"id", "text", "tags"}'
        raise DataError(f"{place}: a record must be an object like {shape}, not {_kind(record)}.{_hint(record)}")
    name = read_identifier(record, "id", place) if "id" in record else place
    if "paragraphs" in record:
        yield from _article(record, name, place)
    else:
        article = read_identifier(record, "article", place) if "article" in record else name
        make = _label if "sha256" in record and "text" not in record else _paragraph
        yield make(record, name, article, place)


def _article(record: Mapping[str, Any], name: str, place: str) -> Iterator[Example]:
    if not isinstance(record.get("title", ""), str):
        raise DataError(f'{place}: "title" must be a string, not {_kind(record["title"])}.')
    paragraphs = record["paragraphs"]
    if not isinstance(paragraphs, list) or not paragraphs:
        raise DataError(f'{place}: "paragraphs" must be a list of {{"text", "tags"}}, not {_kind(paragraphs)}.')
    for number, paragraph in enumerate(paragraphs, 1):
        inner = f"{place}, paragraph {number}"
        if not isinstance(paragraph, Mapping):
            raise DataError(f'{inner}: must be an object {{"text", "tags"}}, not {_kind(paragraph)}.')
        yield _paragraph(paragraph, f"{name}#{number}", name, inner)


def _paragraph(record: Mapping[str, Any], name: str, article: str, place: str) -> Example:
    text = _string(record, "text", place)
    return Example(id=name, text=text, tags=_tags(record, place), article=article, place=place)


def _label(record: Mapping[str, Any], name: str, article: str, place: str) -> Label:
    if "id" not in record:
        raise DataError(f'{place}: a label with "sha256" and without "text" needs the "id" of its text.')
    digest = _string(record, "sha256", place)
    if not _DIGEST.fullmatch(digest):
        raise DataError(f'{place}: "sha256" must be 64 hexadecimal digits in lower case, not {digest!r:.80}.')
    return Label(id=name, sha256=digest, tags=_tags(record, place), article=article, place=place)


def _tags(record: Mapping[str, Any], place: str) -> frozenset[str]:
    if "tags" not in record:
        fields = ", ".join(map(str, record))
        raise DataError(f'{place}: no "tags" (the fields are {fields}). Write [] for a text without topics.')
    value = record["tags"]
    if not isinstance(value, (list, tuple, set, frozenset)):
        raise DataError(f'{place}: "tags" must be a list of strings, not {_kind(value)}. Write [] for no topic.')
    for tag in value:
        if (
            not isinstance(tag, str)
            or not tag.strip()
            or tag != tag.strip()
            or not tag.isprintable()
            or tag != cap_marks(tag)
        ):
            raise DataError(
                f"{place}: the tag {tag!r:.80} is no topic name: a string of printable characters, no spaces around it."
            )
    return frozenset(unicodedata.normalize("NFC", tag) for tag in value)


def _string(record: Mapping[str, Any], field: str, place: str) -> str:
    if field not in record:
        raise DataError(f'{place}: no "{field}" (the fields are {", ".join(map(str, record)) or "none"}).')
    value = record[field]
    if not isinstance(value, str):
        raise DataError(f'{place}: "{field}" must be a string, not {_kind(value)}.')
    if not value.strip():
        raise DataError(f'{place}: "{field}" is empty. Fill it or remove the record.')
    return value


def _kind(value: Any) -> str:
    if isinstance(value, list) and not value:
        return "an empty list"
    return _JSON_NAMES.get(type(value), f"{value!r}")


def _hint(record: Any) -> str:
    return " A path is given by itself, not in a list." if isinstance(record, str) else ""
