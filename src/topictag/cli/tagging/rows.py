"""Rows of CSV and TSV files, one after another; reading continues after a bad one.

The first line decides the delimiter of CSV. It may be a semicolon, as in countries with a decimal comma.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from topictag.cli.tagging.items import BadRecord, Item, make_item
from topictag.cli.tagging.records import WAY_OUT
from topictag.cli.tagging.sources import look_ahead
from topictag.errors import DataError
from topictag.labelled.lines import iter_lines, too_long
from topictag.labelled.opening import check_decoded, show_bad_bytes
from topictag.labelled.quotes import quote_fields, shorten


def read_csv(
    parts: Iterable[str], name: str, encoding: str, field: str | None, max_line_bytes: int
) -> Iterator[Item | BadRecord]:
    """Yield the rows of a CSV file below its header.

    Raises
    ------
    DataError
        The header cannot be used, or a row, with all its lines, is longer than `max_line_bytes`.
    """
    parts = iter(parts)
    ahead = look_ahead(parts)
    delimiter = max(",;\t", key="".join(ahead).count)
    yield from _read_rows(chain(ahead, parts), name, encoding, field or "text", delimiter, max_line_bytes)


def read_tsv(
    parts: Iterable[str], name: str, encoding: str, field: str | None, max_line_bytes: int
) -> Iterator[Item | BadRecord]:
    """Yield the rows of a TSV file below its header; raises `DataError` as `read_csv` does."""
    yield from _read_rows(parts, name, encoding, field or "text", "\t", max_line_bytes)


def _read_rows(
    parts: Iterable[str], name: str, encoding: str, field: str, delimiter: str, max_line_bytes: int
) -> Iterator[Item | BadRecord]:
    columns: list[str] = []
    for place, row, written in _iter_rows(parts, name, delimiter, max_line_bytes):
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


def _iter_rows(
    parts: Iterable[str], name: str, delimiter: str, max_line_bytes: int
) -> Iterator[tuple[str, list[str] | csv.Error, str]]:
    """Yield the place of each row that is not empty, its cells or its error, and its original text."""
    csv.field_size_limit(max_line_bytes)  # no cell is longer than its row
    written: list[str] = []
    lines = _iter_bounded(parts, name, written, max_line_bytes)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
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


def _iter_bounded(parts: Iterable[str], name: str, written: list[str], max_line_bytes: int) -> Iterator[str]:
    """Yield lines and note them in `written`, which the caller empties before each row."""
    n_bytes = 0
    for place, line in iter_lines(parts, name, max_line_bytes):
        if isinstance(line, DataError):
            raise line
        n_bytes = (n_bytes if written else 0) + len(line.encode("utf-8", "surrogatepass"))
        if n_bytes > max_line_bytes:
            raise too_long(f"{place}: the row, which begins {len(written)} lines above,", max_line_bytes)
        written.append(line)
        yield line


def _check_cells(row: list[str], place: str, encoding: str) -> None:
    for cell in row:
        check_decoded(cell, place, encoding, WAY_OUT)


def _check_columns(columns: list[str], place: str, field: str) -> None:
    if field not in columns:
        raise DataError(
            f'{place}: no column "{field}" (the columns are {quote_fields(columns)}). '
            "Give the column with the text: --field NAME."
        )
    for column, count in Counter(columns).items():
        if count > 1:
            raise DataError(f'{place}: two columns have the name "{shorten(column)}". Rename one.')


def _check_number(row: list[str], columns: list[str], place: str) -> None:
    if len(row) != len(columns):
        raise DataError(
            f"{place}: {len(row)} cells, but the header has {len(columns)}. Add the missing cells, or quote the cell "
            "that contains the delimiter."
        )
