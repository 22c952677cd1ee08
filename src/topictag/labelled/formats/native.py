"""topictag's own form: JSON records, one a line, with "text" and "tags". It holds all that there is to say."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from topictag.errors import DataError
from topictag.labelled.formats.foreign import require_field
from topictag.labelled.formats.format import Head, ReadOptions, Record
from topictag.labelled.formats.json_reading import iter_json
from topictag.labelled.formats.misspelling import Misspellings
from topictag.labelled.writing import write_json_lines

_FIELDS = ("tags", "annotations", "paragraphs", "sha256")


class NativeFormat:
    """Records of the native form."""

    name = "native"
    summary = 'JSONL with "text" and "tags"'
    ending = ".jsonl"

    def recognises(self, head: Head) -> bool:
        """Return whether the first record has a field that only native ones have."""
        return any(field in head.record for field in _FIELDS)

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield the records as they are; with names of other fields, under the names of native ones."""
        names = {
            given: own
            for given, own in (
                (options.text, "text"),
                (options.tags, "tags"),
                (options.id, "id"),
                (options.article, "article"),
            )
            if given and given != own
        }
        misspellings = Misspellings()
        for place, record in iter_json(path, options):
            try:
                native = _rename(record, names, place) if names and isinstance(record, dict) else record
                if isinstance(native, dict):
                    misspellings.warn(native, place)
                yield place, native
            except DataError as error:
                yield place, error

    def losses(self, records: Sequence[Record]) -> list[str]:  # noqa: ARG002  # the protocol
        """Return nothing: the native form holds everything."""
        return []

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:  # noqa: ARG002
        """Write one record a line."""
        write_json_lines(records, path)


def _rename(record: dict[str, Any], names: dict[str, str], place: str) -> dict[str, Any]:
    """Return the record with fields under their native names; a field that had such a name gives way.

    Raises
    ------
    DataError
        The record lacks one of the fields.
    """
    for given in names:
        require_field(record, given, place)
    replaced = {own: f"meta.{own}" for own in names.values()}
    return {names.get(field, replaced.get(field, field)): value for field, value in record.items()}
