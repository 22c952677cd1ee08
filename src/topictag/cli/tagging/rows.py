"""Rows of CSV and TSV files as items; reading continues after a bad one."""

from collections.abc import Iterable, Iterator

from topictag.cli.tagging.items import BadRecord, Item, make_item
from topictag.errors import DataError
from topictag.labelled.opening import show_bad_bytes
from topictag.labelled.quotes import quote_fields
from topictag.labelled.table_rows import Table


def read_csv(
    parts: Iterable[str], name: str, encoding: str, field: str | None, max_line_bytes: int, delimiter: str = ""
) -> Iterator[Item | BadRecord]:
    """Yield the rows of a CSV file below its header, which decides the delimiter unless one is given.

    Raises
    ------
    DataError
        The header cannot be used, or a row, with all its lines, is longer than `max_line_bytes`.
    """
    table = Table(parts, name, delimiter, encoding=encoding, max_line_bytes=max_line_bytes)
    field = field or "text"
    if table.columns and field not in table.columns:
        raise DataError(
            f'{table.place}: no column "{field}" (the columns are {quote_fields(table.columns)}). '
            "Give the column with the text: --field NAME."
        )
    for place, row, written in table:
        if isinstance(row, DataError):
            yield BadRecord(place, row, show_bad_bytes(written))
        else:
            yield make_item(row, place, field)


def read_tsv(
    parts: Iterable[str], name: str, encoding: str, field: str | None, max_line_bytes: int
) -> Iterator[Item | BadRecord]:
    """Yield the rows of a TSV file below its header; raises `DataError` as `read_csv` does."""
    yield from read_csv(parts, name, encoding, field, max_line_bytes, "\t")
