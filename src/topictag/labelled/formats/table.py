"""CSV and TSV with a header: the tags in one cell, or one column a topic."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from topictag.caution import warn_caller
from topictag.errors import DataError, DataWarning
from topictag.labelled.formats.blanks import describe_blank
from topictag.labelled.formats.cells import DEFAULT, are_numbers, guess_separator, join_cells, split_cell
from topictag.labelled.formats.fields import (
    LISTS,
    TAG_NAMES,
    TEXT_NAMES,
    Columns,
    choose_columns,
    other_fields,
    own_fields,
)
from topictag.labelled.formats.format import Head, ReadOptions, Record
from topictag.labelled.formats.losing import lost_fields, lost_nuls, lost_values
from topictag.labelled.formats.marks import name_topics, number_without_name, read_marks
from topictag.labelled.lines import iter_parts
from topictag.labelled.opening import bare_name, open_text
from topictag.labelled.quotes import quote
from topictag.labelled.quoting import NAME_QUOTING, choose_quoting
from topictag.labelled.table_rows import Table, find_delimiter, format_cell, format_row, guess_delimiter
from topictag.labelled.writing import write_text

_HELD = ("id", "article", "unknown", "known")


class TableFormat:
    """CSV, or TSV if the name says so."""

    name = "csv"
    summary = "CSV or TSV with a header; tags in one cell, or one column a topic"
    ending = ".csv"

    def recognises(self, head: Head) -> bool:
        """Return whether the header has a column with a usual name for texts, and one for topics."""
        if head.kind != "table" or not head.lines:
            return False
        cells = next(csv.reader(head.lines[:1], delimiter=guess_delimiter(head.lines[0])), [])
        names = {cell.strip().lower() for cell in cells}
        return not names.isdisjoint(TEXT_NAMES) and not names.isdisjoint(TAG_NAMES)

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield the rows; all columns that are not used are kept."""
        return read_table(path, options)

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Return what is not a text in a cell."""
        return [
            *lost_fields(records, _HELD, holds_others=True),
            *lost_values(records),
            *lost_nuls(records),
        ]

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:  # noqa: ARG002
        """Write a row per record: "id", "article", "text", "tags", "unknown", "known" and other fields."""
        columns = {name: [format_cell(record.get(name)) for record in records] for name in ("id", "article", "text")}
        columns |= _list_columns(records)
        columns |= {name: [format_cell(record.get(name)) for record in records] for name in own_fields(records) if name}
        optional = ("id", "article", *LISTS)
        columns = {name: cells for name, cells in columns.items() if name not in optional or any(cells)}
        delimiter = "\t" if bare_name(path).endswith(".tsv") else ","
        rows = [format_row(columns, delimiter, is_header=True)]
        rows += (format_row(row, delimiter) for row in zip(*columns.values(), strict=True))
        write_text("".join(rows).replace("\0", ""), path)


def read_table(path: Path, options: ReadOptions, *, is_export: bool = False) -> Iterator[tuple[str, Any]]:
    """Yield the records of a table; all columns that are not used are kept.

    Parameters
    ----------
    path : path
    options : ReadOptions
    is_export : bool, default=False
        Whether a labelling tool wrote the table. If not, whole numbers are numbers of classes, which need names.

    Raises
    ------
    DataError
        As `Format.read` does.
    """
    with open_text(path, encoding=options.encoding) as stream:
        table = _open_table(iter_parts(stream), path, options)
        if not table.columns:
            return
        columns, rows = choose_columns(table.columns, options, table.place), ((place, row) for place, row, _ in table)
        if columns.topics:
            yield from _iter_marked(rows, columns, str(path))
        else:
            yield from _list_tagged([*rows], columns, str(path), options, is_export=is_export)


def _open_table(parts: Iterable[str], path: Path, options: ReadOptions) -> Table:
    limit, quoting = options.max_line_bytes, options.quoting
    delimiter, parts = find_delimiter(parts, "\t" if bare_name(path).endswith(".tsv") else "")
    if not quoting:
        quoting, parts = choose_quoting(parts, str(path), delimiter, limit)
    return Table(
        parts,
        str(path),
        delimiter,
        quoting=quoting,
        encoding=options.encoding,
        quoting_way_out=NAME_QUOTING,
        max_line_bytes=limit,
    )


def _list_tagged(
    rows: Sequence[tuple[str, dict[str, str] | DataError]],
    columns: Columns,
    name: str,
    options: ReadOptions,
    *,
    is_export: bool,
) -> list[tuple[str, Any]]:
    """Return the records of rows with all tags in one cell; tell of empty cells."""
    separator = options.separator or _tell_separator(rows, columns, name)
    if not options.topics and not is_export:
        _refuse_numbers(rows, columns.tags, separator)
    records = [*_convert(rows, lambda row, place: _tagged(row, columns, separator, options.topics, place))]
    cells = (columns.tags, *columns.lists)
    blank = {
        place for place, row in rows if not isinstance(row, DataError) and not any(row[own].strip() for own in cells)
    }
    if blank and not options.skip_empty:
        warn_caller(describe_blank(name, len(blank), "row"), DataWarning)
    return records


def _refuse_numbers(rows: Iterable[tuple[str, dict[str, str] | DataError]], column: str, separator: str) -> None:
    """Raise `DataError` if all tags are whole numbers that nobody marked as names, by quotes in a list."""
    cells = [(place, row[column]) for place, row in rows if not isinstance(row, DataError) and row[column].strip()]
    if cells and all(are_numbers(cell, separator) for _, cell in cells):
        place, cell = cells[0]
        raise number_without_name(cell.split(separator)[0].strip(), (), place)


def _iter_marked(
    rows: Iterable[tuple[str, dict[str, str] | DataError]], columns: Columns, name: str
) -> Iterator[tuple[str, Any]]:
    """Yield the records of rows with a column for each topic; tell of columns that only say yes."""
    given, denied, silent = set[str](), set[str](), set[str]()
    for place, record in _convert(rows, lambda row, place: _marked(row, columns, place)):
        if not isinstance(record, DataError):
            tags, unknown = record["tags"], record.get("unknown", ())
            given.update(tags)
            silent.update(unknown)
            denied.update({*record["known"]}.difference(tags, unknown))
        yield place, record
    if only_given := sorted((given & silent) - denied):
        warn_caller(
            f"{name}: no text is without the topic {quote(only_given[0])}, because an empty cell means that it is "
            "unknown. Write 0 where the text does not have the topic.",
            DataWarning,
        )


def _convert(
    rows: Iterable[tuple[str, dict[str, str] | DataError]], make: Callable[[dict[str, str], str], dict[str, Any]]
) -> Iterator[tuple[str, Any]]:
    for place, row in rows:
        try:
            yield place, row if isinstance(row, DataError) else make(row, place)
        except DataError as error:
            yield place, error


def _tell_separator(rows: Sequence[tuple[str, dict[str, str] | DataError]], columns: Columns, name: str) -> str:
    """Return the separator that the cells show; the user learns of one that topictag itself does not write."""
    good = [row for _, row in rows if not isinstance(row, DataError)]
    separator = guess_separator((row[column] for row in good for column in (columns.tags, *columns.lists)), name)
    if separator != DEFAULT:
        warn_caller(
            f'{name}: "{separator}" separates the topics of a cell, it seems. If so, say it: --separator '
            f'"{separator}". If each cell is one topic: --separator "{DEFAULT}".',
            DataWarning,
        )
    return separator


def _tagged(row: dict[str, str], columns: Columns, separator: str, names: Sequence[str], place: str) -> dict[str, Any]:
    lists = {"tags": columns.tags, **{name: name for name in columns.lists if row[name].strip()}}
    return {
        **_common(row, columns),
        **{name: name_topics(split_cell(row[own], separator, place), names, place) for name, own in lists.items()},
    }


def _marked(row: dict[str, str], columns: Columns, place: str) -> dict[str, Any]:
    return {**_common(row, columns), **read_marks(row, columns.topics, place)}


def _common(row: dict[str, str], columns: Columns) -> dict[str, Any]:
    """Return the text and what else is neither a tag nor empty."""
    own = {"id": columns.id, "text": columns.text, "article": columns.article}
    others = other_fields(row, [*columns.taken, ""])
    filled = {name: row[column] for name, column in own.items() if column and (name == "text" or row[column])}
    return {**filled, **{name: value for name, value in others.items() if value}}


def _list_columns(records: Sequence[Record]) -> dict[str, list[str]]:
    """Return the columns of lists of topics, all in the same form."""
    names = ("tags", *LISTS)
    lists = [record.get(name) or () for name in names for record in records]
    cells, n = join_cells(lists), len(records)
    columns = {name: cells[place * n : (place + 1) * n] for place, name in enumerate(names)}
    # No topic was looked for: this is not the same as an empty cell, which means that all were.
    columns["known"] = [
        "[]" if "known" in record and not cell else cell for record, cell in zip(records, columns["known"], strict=True)
    ]
    columns["tags"] = [cell or "[]" for cell in columns["tags"]]  # an empty cell may mean that nobody labelled the text
    return columns
