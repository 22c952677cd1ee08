"""Rows of CSV and TSV files, one by one; reading goes on after a bad one.

CSV may use semicolons or tabs, as spreadsheets do in countries with a decimal comma; the first line decides.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from topictag.cli.tagging.items import BadRecord, Item, make_item
from topictag.cli.tagging.records import WAY_OUT
from topictag.cli.tagging.sources import look_ahead
from topictag.errors import DataError
from topictag.labelled.opening import check_decoded, show_bad_bytes

_LONGEST_CELL = 1 << 27  # chosen: characters; a longer one has a quotation mark that is not closed


def read_csv(lines: Iterable[str], name: str, encoding: str, field: str | None) -> Iterator[Item | BadRecord]:
    """Yield the rows of a CSV file below its header; raises `DataError` if the header cannot be used."""
    lines = iter(lines)
    ahead = look_ahead(lines)
    delimiter = max(",;\t", key="".join(ahead).count)
    yield from _read_rows(chain(ahead, lines), name, encoding, field or "text", delimiter)


def read_tsv(lines: Iterable[str], name: str, encoding: str, field: str | None) -> Iterator[Item | BadRecord]:
    """Yield the rows of a TSV file below its header; raises `DataError` if the header cannot be used."""
    yield from _read_rows(lines, name, encoding, field or "text", "\t")


def _read_rows(
    lines: Iterable[str], name: str, encoding: str, field: str, delimiter: str
) -> Iterator[Item | BadRecord]:
    columns: list[str] = []
    for place, row, written in _iter_rows(lines, name, delimiter):
        try:
            if isinstance(row, csv.Error):
                raise DataError(f"{place}: not CSV ({row}).")
            _check_cells(row, place, encoding)
            _check_number(row, columns or row, place)
        except DataError as error:
            if not columns:
                raise
            yield BadRecord(place, error, show_bad_bytes(written))
            continue
        if columns:
            yield make_item(dict(zip(columns, row, strict=True)), place, field)
        else:
            _check_columns(row, place, field)
            columns = row


def _iter_rows(lines: Iterable[str], name: str, delimiter: str) -> Iterator[tuple[str, list[str] | csv.Error, str]]:
    """Yield each row that is not empty: its place, its cells or the error, and the row as it was written."""
    csv.field_size_limit(_LONGEST_CELL)
    written: list[str] = []
    reader = csv.reader(_record(lines, written), delimiter=delimiter, strict=True)
    row: list[str] | csv.Error
    while True:
        written.clear()
        place = f"{name}:{reader.line_num + 1}"
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            row = error
        if row:
            yield place, row, "".join(written).rstrip("\r\n")


def _record(lines: Iterable[str], written: list[str]) -> Iterator[str]:
    for line in lines:
        written.append(line)
        yield line


def _check_cells(row: list[str], place: str, encoding: str) -> None:
    for cell in row:
        check_decoded(cell, place, encoding, WAY_OUT)


def _check_columns(columns: list[str], place: str, field: str) -> None:
    if field not in columns:
        raise DataError(f'{place}: no column "{field}" (the columns are {", ".join(columns)}). Name one with --field.')
    for column, count in Counter(columns).items():
        if count > 1:
            raise DataError(f'{place}: there are two columns "{column}". Rename one.')


def _check_number(row: list[str], columns: list[str], place: str) -> None:
    if len(row) != len(columns):
        raise DataError(
            f"{place}: {len(row)} cells instead of {len(columns)}. Add the missing cells, or quote the cell that "
            "contains the delimiter."
        )
