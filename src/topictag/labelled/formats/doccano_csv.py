"""doccano's export as CSV: a table whose labels are joined by a hash sign.

doccano writes such tables, but does not split them when it imports them: there, a row has one label. So give it JSONL
(`topictag.labelled.formats.doccano`).
"""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

from topictag.labelled.formats.cells import split_cell
from topictag.labelled.formats.doccano import COMMENTS, TAKEN, as_doccano, tell_annotators
from topictag.labelled.formats.foreign import tell_renamed
from topictag.labelled.formats.format import Head, ReadOptions, Record
from topictag.labelled.formats.losing import lost_nuls, lost_values
from topictag.labelled.formats.table import read_table
from topictag.labelled.table_rows import guess_delimiter
from topictag.labelled.writing import write_text

_SEPARATOR = "#"
_LISTS = ("label", "unknown", "known")


class DoccanoCsvFormat:
    """Tables of doccano."""

    name = "doccano-csv"
    summary = "doccano, CSV"
    ending = ".csv"

    def recognises(self, head: Head) -> bool:
        """Return whether the table has the columns that doccano always writes, and none that would say more."""
        if head.kind != "table" or not head.lines:
            return False
        columns = next(csv.reader(head.lines[:1], delimiter=guess_delimiter(head.lines[0])), [])
        return "tags" not in columns and {"id", "text", "label", COMMENTS}.issubset(columns)

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield the rows as records; all columns are kept."""
        own = replace(options, tags=options.tags or "label", separator=options.separator or _SEPARATOR)
        return read_table(path, own, is_export=True)

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Tell what is not a text in a cell, and which names the hash sign would split."""
        sentences = [*tell_renamed(records, TAKEN), *tell_annotators(records)]
        lists = (as_doccano(record).get(name, ()) for record in records for name in _LISTS)
        if any(split_cell(_SEPARATOR.join(own), _SEPARATOR, "") != [*own] for own in lists):
            sentences.append(f'Topics with "{_SEPARATOR}" in their names are read back as several.')
        if any(record.get("known") == [] for record in records):
            sentences.append("Texts in which no topic at all was looked for are read back as if all had been.")
        return [*sentences, *lost_values(records), *lost_nuls(records)]

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:  # noqa: ARG002  # the protocol
        """Write a row per record, as doccano exports them."""
        rows = [as_doccano(record) for record in records]
        columns = [*dict.fromkeys(["id", "text", "label", COMMENTS, *(name for row in rows for name in row)])]
        stream = StringIO(newline="")
        table = csv.writer(stream, lineterminator="\r\n")  # so that a \r is quoted, too
        table.writerow(columns)
        table.writerows([_cell(row.get(name), is_list=name in _LISTS) for name in columns] for row in rows)
        write_text(stream.getvalue(), path)


def _cell(value: Any, *, is_list: bool) -> str:
    if value is None:
        return ""
    if is_list:
        return _SEPARATOR.join(value)
    return value.replace("\0", "") if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
