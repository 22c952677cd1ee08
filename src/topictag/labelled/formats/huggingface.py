"""JSON of Hugging Face data sets: topics as names, as numbers of classes, or a field each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from topictag.errors import DataError
from topictag.labelled.formats.class_labels import class_names_beside, read_labels
from topictag.labelled.formats.fields import (
    TAG_NAMES,
    TEXT_NAMES,
    Columns,
    choose_columns,
    other_fields,
)
from topictag.labelled.formats.format import Head, PassedOver, ReadOptions, Record
from topictag.labelled.formats.json_reading import iter_json
from topictag.labelled.formats.losing import lost_fields, lost_names
from topictag.labelled.formats.marks import read_marks
from topictag.labelled.records import NATIVE
from topictag.labelled.writing import write_json_lines

HELD = ("id", "article", "unknown", "known")
LABELS = "labels"


class HuggingFaceFormat:
    """Rows of a data set as JSON."""

    name = "huggingface"
    summary = 'JSONL of Hugging Face data sets, with "label" or "labels"'
    ending = ".jsonl"

    def recognises(self, head: Head) -> bool:
        """Return whether the first record has a text and topics, by the names of their fields."""
        names = {name.strip().lower() for name in head.record}
        return not names.isdisjoint(TEXT_NAMES) and not names.isdisjoint(TAG_NAMES)

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield the rows; numbers are named by the options, or by a dataset_info.json beside the file."""
        classes = {} if options.topics else class_names_beside(path)
        for place, row in iter_json(path, options):
            try:
                if isinstance(row, dict):
                    columns = choose_classes(row, classes, options, place)
                    yield place, convert_row(row, columns, classes.get(columns.tags, ()), options, place)
                else:
                    yield place, row
            except DataError as error:
                yield place, error

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Return what would be taken for something else."""
        taken = [name for record in records for name in record if name.strip().lower() in TAG_NAMES and name != "tags"]
        return [*lost_fields(records, HELD, holds_others=True), *lost_names(records, taken)]

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:  # noqa: ARG002
        """Write a row per record, with the names of topics in "labels"."""
        write_json_lines(map(_row, records), path)


def choose_classes(
    names: Mapping[str, Any] | Sequence[str], classes: Mapping[str, Sequence[str]], options: ReadOptions, place: str
) -> Columns:
    """Return the columns of a row; the only one with class labels has the tags if none has a usual name.

    Class labels may also say something else, such as the language. Raises as `choose_columns`.
    """
    known = [column for column in classes if column in names]
    is_usual = any(own.strip().lower() in TAG_NAMES for own in names if own != options.text)
    if len(known) == 1 and not is_usual and not options.tags and not options.topics:
        return choose_columns(list(names), replace(options, tags=known[0]), place)
    return choose_columns(list(names), options, place)


def convert_row(
    row: Mapping[str, Any], columns: Columns, classes: Sequence[str], options: ReadOptions, place: str
) -> dict[str, Any] | PassedOver:
    """Return the native record of a row.

    Parameters
    ----------
    row : mapping
    columns : Columns
    classes : sequence of str
        The names of numbers that the data set itself gives; the options have others.
    options : ReadOptions
    place : str

    Raises
    ------
    DataError
        The topics are malformed.
    """
    own = {name: row[column] for name, column in _singles(columns) if row.get(column) is not None}
    others = other_fields(row, columns.taken)
    if columns.topics:
        return {**own, **others, **read_marks(row, columns.topics, place)}
    names = options.topics or classes
    tags = read_labels(row.get(columns.tags), names, place, are_certain=bool(classes))
    if isinstance(tags, PassedOver):
        return tags
    lists = {name: row[name] for name in columns.lists if row.get(name) is not None}
    known = {"known": [*names]} if names else {}  # all names were to choose from
    return {**own, **others, "tags": tags, **known, **lists}


def _singles(columns: Columns) -> tuple[tuple[str, str], ...]:
    return ("id", columns.id), ("text", columns.text), ("article", columns.article)


def _row(record: Record) -> dict[str, Any]:
    own = {name: value for name, value in record.items() if name in HELD or name == "text"}
    others = {
        name: value for name, value in record.items() if name not in NATIVE and name.strip().lower() not in TAG_NAMES
    }
    return {**own, LABELS: [*record["tags"]], **others}
