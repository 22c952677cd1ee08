"""Rows of CSV and TSV, one after another, each with its place; reading continues after a bad one.

The first line is the header, and decides the delimiter of CSV. It may be a semicolon, as in countries with a decimal
comma.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain
from typing import Any, Literal

from topictag.errors import DataError
from topictag.labelled.lines import BLANK, iter_lines, look_ahead, too_long
from topictag.labelled.opening import NAME_ENCODING, check_decoded
from topictag.labelled.quotes import shorten

DELIMITERS = ",;\t"

_QUOTED = re.compile('"[^"]*"')
_SEPARATOR_LINE = re.compile(r"sep=(.)[\r\n]*")  # the first line that Excel writes and reads
_BREAK = re.compile(r"\r\n|\r|\n")
_REPAIR = (
    "Write each quotation mark of a text twice, and enclose the cell in quotation marks. If that is so already, "
    "enclose the names in the header, too."
)


class Table:
    r"""The header of a table and, in iteration, its rows.

    Parameters
    ----------
    parts : iterable of str
        The table, as `topictag.labelled.lines.iter_parts` yields it.
    name : str
        Name of the table in messages.
    delimiter : str, optional
        By default, that of the first line: a comma, a semicolon or a tab.
    quoting : {"", "csv", "none"}
        "csv" if quotation marks may enclose a cell, "none" if they are text. By default as "csv", but a row between
        tabs is an error if it may be several.
    encoding, way_out : str, optional
        As for `topictag.labelled.opening.check_decoded`.
    quoting_way_out : str, optional
        What to do where quotation marks are wrong.
    max_line_bytes : int
        Maximum length of a row, with all its lines, in bytes of UTF-8.

    Attributes
    ----------
    columns : list of str
        Their names; empty if the table is empty.
    place : str
        ``name:line`` of the header.
    is_header_quoted : bool
        Whether the first name is quoted, as in CSV.

    Raises
    ------
    DataError
        The header cannot be used; or, in iteration, a row is longer than `max_line_bytes`.

    Examples
    --------
    >>> table = Table(["text;tags\n", "Нефть дорожает.;energy\n"], "news.csv", max_line_bytes=100)
    >>> table.columns
    ['text', 'tags']
    >>> [(place, row) for place, row, _ in table]
    [('news.csv:2', {'text': 'Нефть дорожает.', 'tags': 'energy'})]
    """

    def __init__(
        self,
        parts: Iterable[str],
        name: str,
        delimiter: str = "",
        *,
        max_line_bytes: int,
        quoting: str = "",
        encoding: str = "",
        way_out: str = NAME_ENCODING,
        quoting_way_out: str = _REPAIR,
    ) -> None:
        delimiter, parts = find_delimiter(parts, delimiter)
        self._encoding, self._way_out, self._quoting_way_out = encoding, way_out, quoting_way_out
        self._rows = _iter_rows(parts, name, delimiter, quoting, max_line_bytes)
        self.place, header, written = next(self._rows, (f"{name}:1", [], ""))
        self.columns = self._cells(self.place, header)
        self.is_header_quoted = written.lstrip(BLANK).startswith('"')
        self._is_sure = bool(quoting) or delimiter != "\t" or self.is_header_quoted
        for column, count in Counter(self.columns).items():
            if count > 1:
                raise DataError(f'{self.place}: two columns have the name "{shorten(column)}". Rename one.')

    def __iter__(self) -> Iterator[tuple[str, dict[str, str] | DataError, str]]:
        """Yield for each row its place, its cells or the error that stands for them, and its original text."""
        for place, row, written in self._rows:
            try:
                cells = self._cells(place, row)
                _check_number(cells, self.columns, place)
                if not self._is_sure and _may_be_several(cells, written):
                    raise DataError(
                        f"{place}: what stands between quotation marks has tabs and line breaks: one cell, or several "
                        f"rows. {self._quoting_way_out}"
                    )
            except DataError as error:
                yield place, error, written
            else:
                yield place, dict(zip(self.columns, cells, strict=True)), written

    def _cells(self, place: str, row: list[str] | csv.Error) -> list[str]:
        if isinstance(row, csv.Error):
            raise DataError(f"{place}: not CSV ({row}). {self._quoting_way_out}")
        for cell in row:
            check_decoded(cell, place, self._encoding, self._way_out)
        return row


def find_delimiter(parts: Iterable[str], delimiter: str = "") -> tuple[str, Iterator[str]]:
    r"""Return the delimiter of a table, and its parts, in which a line like ``sep=;`` is now blank.

    Parameters
    ----------
    parts : iterable of str
    delimiter : str, optional
        What counts where there is no such line; by default, the header decides.

    Examples
    --------
    >>> delimiter, parts = find_delimiter(["sep=;\n", "text;tags\n"])
    >>> delimiter, [*parts]
    (';', ['\n', 'text;tags\n'])
    """
    parts = iter(parts)
    ahead = look_ahead(parts)
    if ahead and (found := _SEPARATOR_LINE.fullmatch(ahead[-1].lstrip(BLANK))):
        return found[1], chain(ahead[:-1], ["\n"], parts)
    return delimiter or guess_delimiter("".join(ahead)), chain(ahead, parts)


def is_separator_line(line: str) -> bool:
    """Return whether a line says what separates the cells of the table, as Excel writes it."""
    return _SEPARATOR_LINE.fullmatch(line.lstrip(BLANK)) is not None


def guess_delimiter(header: str) -> str:
    """Return the delimiter that a header has most often outside quotation marks; a comma if it has none.

    Examples
    --------
    >>> guess_delimiter('text;"a, b, c";tags')
    ';'
    """
    return max(DELIMITERS, key=_QUOTED.sub("", header).count)


def format_row(cells: Iterable[str], delimiter: str, *, is_header: bool = False) -> str:
    r"""Return a row with its line break.

    The names in a header are always quoted: a comma in a name could be taken for the delimiter.

    Examples
    --------
    >>> format_row(["Нефть, газ.", "energy"], ",")
    '"Нефть, газ.",energy\n'
    """
    line = StringIO()
    writer = csv.writer(
        line,
        delimiter=delimiter,
        lineterminator="\r\n",  # so that \r is quoted, too
        quoting=csv.QUOTE_ALL if is_header else csv.QUOTE_MINIMAL,
    )
    writer.writerow(cells)
    return line.getvalue().removesuffix("\r\n") + "\n"


def format_cell(value: Any) -> str:
    """Return a value as a cell: a text as it is, nothing for None, others as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _iter_rows(
    parts: Iterable[str], name: str, delimiter: str, quoting: str, max_line_bytes: int
) -> Iterator[tuple[str, list[str] | csv.Error, str]]:
    """Yield the place of each row that is not empty, its cells or its error, and its original text."""
    csv.field_size_limit(max_line_bytes)  # no cell is longer than its row
    written: list[str] = []
    lines = _iter_bounded(parts, name, written, max_line_bytes)
    style: Literal[0, 3] = csv.QUOTE_NONE if quoting == "none" else csv.QUOTE_MINIMAL
    reader = csv.reader(lines, delimiter=delimiter, quoting=style, strict=True)
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


def _may_be_several(cells: Sequence[str], written: str) -> bool:
    """Return whether one of the lines of a row has all its cells if quotation marks are text."""
    if not any("\t" in cell and _BREAK.search(cell) for cell in cells):
        return False
    return any(line.count("\t") == len(cells) - 1 for line in _BREAK.split(written))


def _check_number(row: list[str], columns: list[str], place: str) -> None:
    if len(row) != len(columns):
        raise DataError(
            f"{place}: {len(row)} cells, but the header has {len(columns)}. Add the missing cells, or quote the cell "
            "that contains the delimiter."
        )
