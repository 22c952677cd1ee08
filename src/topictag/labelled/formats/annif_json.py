"""Annif's JSON: a document per line, or per file, with "subjects"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from topictag.errors import DataError
from topictag.labelled.formats.fields import other_fields
from topictag.labelled.formats.foreign import require_field
from topictag.labelled.formats.format import Head, PassedOver, ReadOptions, Record
from topictag.labelled.formats.json_reading import iter_json
from topictag.labelled.formats.losing import lost_fields
from topictag.labelled.formats.subjects import URIS, Subjects, is_own_name, is_uri, own_uris
from topictag.labelled.quotes import quote
from topictag.labelled.records import NATIVE
from topictag.labelled.writing import write_json_lines

_OWN = ("metadata", "subjects")
_UNLABELLED = PassedOver("nobody gave them subjects")


class AnnifJsonFormat:
    """Documents of Annif as JSON."""

    name = "annif-jsonl"
    summary = 'JSONL of Annif, with "subjects"'
    ending = ".jsonl"

    def recognises(self, head: Head) -> bool:
        """Return whether the first record has a list of subjects."""
        return "text" in head.record and isinstance(head.record.get("subjects"), list)

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield the documents; their metadata are kept as fields."""
        subjects = Subjects(options.tags)
        for place, document in iter_json(path, options):
            try:
                yield place, _convert(document, subjects, options, place) if isinstance(document, dict) else document
            except DataError as error:
                yield place, error

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Return what no field of a document can hold."""
        return list(lost_fields(records, ["id"], holds_others=True))

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:  # noqa: ARG002
        """Write a document per line; Annif allows no other keys."""
        write_json_lines(map(_document, records), path)


def _convert(
    document: dict[str, Any], subjects: Subjects, options: ReadOptions, place: str
) -> dict[str, Any] | PassedOver:
    if document.get("subjects") is None:
        return _UNLABELLED
    own, others = _fields(document, options, place)
    tagged = subjects.read(_pairs(document["subjects"], place), place)
    if URIS in tagged and URIS in others:
        others[f"meta.{URIS}"] = others.pop(URIS)
    return {**own, **others, **tagged}


def _fields(document: dict[str, Any], options: ReadOptions, place: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return id, article and text, which may be given among the metadata, and all other fields."""
    metadata = document.get("metadata") or {}
    if not isinstance(metadata, Mapping):
        raise DataError(f'{place}: "metadata" must be an object, not {quote(metadata)}.')
    names = (("id", options.id), ("article", options.article), ("text", options.text))
    given = {name: column for name, column in names if column}
    usual = {name: column for name, column in (("id", "document_id"), ("text", "text")) if name not in given}
    further = {name: value for name, value in document.items() if name not in (*_OWN, *usual.values())}
    others = {**metadata, **further}
    for column in given.values():
        require_field({**metadata, **document}, column, place)
    own = {name: document.get(column) for name, column in usual.items()}
    own |= {name: others.get(column) for name, column in given.items()}
    filled = {name: value for name, value in own.items() if value not in (None, "")}
    return filled, other_fields(others, given.values())


def _pairs(subjects: Any, place: str) -> Iterator[tuple[str, str]]:
    if not isinstance(subjects, list):
        raise DataError(f'{place}: "subjects" must be a list of {{"uri", "label"}}, not {quote(subjects)}.')
    for subject in subjects:
        own = subject if isinstance(subject, Mapping) else {}
        uri, label = own.get("uri") or "", own.get("label") or ""
        if not own or not isinstance(uri, str) or not isinstance(label, str):
            raise DataError(f'{place}: a subject must be an object with "uri" or "label", not {quote(subject)}.')
        yield uri, label


def _document(record: Record) -> dict[str, Any]:
    uris = own_uris(record)
    others = {name: value for name, value in record.items() if name not in NATIVE and not (uris and name == URIS)}
    return {
        **({"document_id": record["id"]} if "id" in record else {}),
        "text": record["text"],
        **({"metadata": others} if others else {}),
        "subjects": list(_subjects(record["tags"], uris)),
    }


def _subjects(tags: Iterable[str], uris: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for tag in tags:
        if tag in uris:
            yield {"uri": uris[tag], "label": tag}
        else:
            yield {"uri": tag} if is_uri(tag) and not is_own_name(tag) else {"label": tag}
