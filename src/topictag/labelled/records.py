"""From a JSON record to examples, with every field checked.

Three shapes: a paragraph ``{"id", "text", "tags": [...]}`` (with ``"article"`` when the paragraphs of one article are
separate records), an article ``{"id", "title", "paragraphs": [{"text", "tags"}]}``, and a label by identifier ``{"id",
"sha256", "tags"}`` (with ``"article"``), whose text is in a corpus. An article may also have one list of tags, beside
paragraphs without any: it is one example of several paragraphs. Beside every "tags", a list "unknown" may name the
topics of which nobody said whether the text has them, or a list "known" the only topics that were looked for. A text
that several people labelled has "annotations" in place of "tags" (`topictag.labelled.annotators`); beside "tags",
they only say how these came about. The caller may name
a field with the example's group, such as "outlet", and one with its part of a split; a paragraph of an article may have
its own. Other fields are ignored. `place` is the record's ``file:line``, with which every message begins.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from topictag.errors import DataError, InputTypeError
from topictag.labelled.example import Example, Label
from topictag.labelled.identifiers import read_identifier
from topictag.labelled.quotes import quote, quote_fields
from topictag.labelled.tags import check_tags, check_unknown

NATIVE = frozenset({"id", "text", "tags", "unknown", "known", "annotations", "article", "paragraphs", "sha256"})
"""Fields that mean something in the native form."""

_DIGEST = re.compile("[0-9a-f]{64}")
_JSON_NAMES = {dict: "an object", list: "a list", str: "a string", bool: "a boolean", type(None): "null"}


@dataclass(frozen=True)
class FieldNames:
    """Names of fields that only the caller knows.

    Attributes
    ----------
    group, split : str or None
        The field with the group of an example, and the one with its part of a split; None if they do not matter.
    """

    group: str | None = None
    split: str | None = None

    def read(self, record: Mapping[str, Any], place: str) -> dict[str, Any]:
        """Return group and split of a record; empty where it has no such field."""
        return {"group": read_field(record, self.group, place), "split": read_field(record, self.split, place)}


_NO_NAMES = FieldNames()
_TAGGED = frozenset({"tags", "annotations"})


def iter_examples(record: Any, place: str, names: FieldNames = _NO_NAMES) -> Iterator[Example | Label]:
    """Yield the examples of one record: one for a paragraph, one per paragraph of an article, or a label."""
    if not isinstance(record, Mapping):
        shape = '{"id", "text", "tags"}'
        raise DataError(f"{place}: a record must be an object like {shape}, not {_kind(record)}.{_hint(record)}")
    record = join_article(record, place)
    if "paragraphs" in record:
        yield from _article(record, place, names)
    elif "sha256" in record and "text" not in record:
        yield _label(record, place, names)
    else:
        yield _paragraph(record, place, names)


def join_article(record: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    """Return an article with one list of tags as a record of a text; the title is its first paragraph.

    Other records are returned as they are, and so are articles of which some paragraph has tags of its own.
    """
    paragraphs = record.get("paragraphs")
    if not isinstance(paragraphs, list) or not paragraphs or _TAGGED.isdisjoint(record):
        return record
    if any(isinstance(own, Mapping) and not _TAGGED.isdisjoint(own) for own in paragraphs):
        return record
    title = _string(record, "title", place) if "title" in record else ""
    texts = [" ".join(title.split())] if title.strip() else []
    for number, paragraph in enumerate(paragraphs, 1):
        inner = f"{place}, paragraph {number}"
        if not isinstance(paragraph, Mapping):
            raise DataError(f'{inner}: must be an object {{"text"}}, not {_kind(paragraph)}.')
        texts.append(_string(paragraph, "text", inner))
    rest = {name: value for name, value in record.items() if name not in ("title", "paragraphs")}
    return rest | {"text": "\n\n".join(texts)}


def check_field_name(name: str, field: Any) -> None:
    """Raise `InputTypeError` unless the parameter `name` is the name of a field."""
    if not isinstance(field, str) or not field.strip():
        example = {"group": "outlet"}.get(name, name)
        raise InputTypeError(f"{name} must be the name of a field, such as '{example}', not {quote(field)}.")


def read_known(record: Mapping[str, Any], place: str) -> frozenset[str] | None:
    """Return the topics that were looked for, as "known" says; None if all were.

    Raises
    ------
    DataError
        It is not a list of topics.
    """
    if "known" not in record:
        return None
    value = record["known"]
    if not isinstance(value, (list, tuple, set, frozenset)):
        raise DataError(
            f'{place}: "known" must be a list of topics, not {_kind(value)}. Leave it out if all topics are known.'
        )
    return check_tags(value, place)


def read_field(record: Mapping[str, Any], field: str | None, place: str) -> str:
    """Return what a record's field says, as a string; empty if there is no such field, or nothing in it.

    Raises
    ------
    DataError
        The field contains neither a string nor a whole number nor a boolean.
    """
    value = None if field is None else record.get(field)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if field is None or value is None or value == "" else read_identifier(record, field, place)


def _paragraph(record: Mapping[str, Any], place: str, names: FieldNames) -> Example:
    name = read_identifier(record, "id", place) if "id" in record else place
    return Example(
        id=name,
        text=_string(record, "text", place),
        tags=_tags(record, place),
        article=read_identifier(record, "article", place) if "article" in record else name,
        place=place,
        has_own_id="id" in record,
        has_own_article="id" in record or "article" in record,
        has_own_text=True,
        unknown=_unknown(record, place),
        **names.read(record, place),
    )


def _article(record: Mapping[str, Any], place: str, names: FieldNames) -> Iterator[Example]:
    name = read_identifier(record, "id", place) if "id" in record else place
    if not isinstance(record.get("title", ""), str):
        raise DataError(f'{place}: "title" must be a string, not {_kind(record["title"])}.')
    paragraphs = record["paragraphs"]
    if not isinstance(paragraphs, list) or not paragraphs:
        raise DataError(f'{place}: "paragraphs" must be a list of {{"text", "tags"}}, not {_kind(paragraphs)}.')
    shared = names.read(record, place)
    for number, paragraph in enumerate(paragraphs, 1):
        inner = f"{place}, paragraph {number}"
        if not isinstance(paragraph, Mapping):
            raise DataError(f'{inner}: must be an object {{"text", "tags"}}, not {_kind(paragraph)}.')
        own = names.read(paragraph, inner)
        yield Example(
            id=f"{name}#{number}",
            text=_string(paragraph, "text", inner),
            tags=_tags(paragraph, inner),
            article=name,
            place=inner,
            has_own_id="id" in record,
            has_own_article="id" in record,
            has_own_text=True,
            unknown=_unknown(paragraph, inner),
            **{field: own[field] or value for field, value in shared.items()},
        )


def _label(record: Mapping[str, Any], place: str, names: FieldNames) -> Label:
    if "id" not in record:
        raise DataError(f'{place}: a label with "sha256" and without "text" needs the "id" of its text.')
    name = read_identifier(record, "id", place)
    digest = _string(record, "sha256", place)
    if not _DIGEST.fullmatch(digest):
        raise DataError(f'{place}: "sha256" must be 64 hexadecimal digits in lower case, not {quote(digest)}.')
    article = read_identifier(record, "article", place) if "article" in record else name
    tags = _tags(record, place)
    unknown = check_unknown(_unknown(record, place), tags, place)
    own = names.read(record, place)
    return Label(id=name, sha256=digest, tags=tags, article=article, place=place, unknown=unknown, **own)


def _tags(record: Mapping[str, Any], place: str) -> frozenset[str]:
    if "tags" not in record:
        raise DataError(
            f'{place}: no "tags" (the fields are {quote_fields(record)}). Write [] for a text without topics.'
        )
    value = record["tags"]
    if not isinstance(value, (list, tuple, set, frozenset)):
        raise DataError(f'{place}: "tags" must be a list of strings, not {_kind(value)}. Write [] for no topic.')
    return check_tags(value, place)


def _unknown(record: Mapping[str, Any], place: str) -> frozenset[str]:
    value = record.get("unknown", ())
    if not isinstance(value, (list, tuple, set, frozenset)):
        raise DataError(
            f'{place}: "unknown" must be a list of topics, not {_kind(value)}. Leave it out if all topics are known.'
        )
    return check_tags(value, place)


def _string(record: Mapping[str, Any], field: str, place: str) -> str:
    if field not in record:
        raise DataError(f'{place}: no "{field}" (the fields are {quote_fields(record)}).')
    value = record[field]
    if not isinstance(value, str):
        raise DataError(f'{place}: "{field}" must be a string, not {_kind(value)}.')
    return value


def _kind(value: Any) -> str:
    if isinstance(value, list) and not value:
        return "an empty list"
    return _JSON_NAMES.get(type(value), quote(value))


def _hint(record: Any) -> str:
    way_out = " Give a path by itself, not in a list, and texts with their tags: zip(texts, tags)."
    return way_out if isinstance(record, str) else ""
