"""Annif's tables: CSV with "text" and "subject_uris", and TSV without a header."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from topictag.errors import DataError
from topictag.labelled.formats.fields import find_own, find_text, other_fields, own_fields
from topictag.labelled.formats.format import Head, ReadOptions, Record
from topictag.labelled.formats.losing import (
    BREAKS,
    lost_fields,
    lost_names,
    lost_nuls,
    lost_texts,
    lost_values,
    without_breaks,
)
from topictag.labelled.formats.subjects import Subjects, is_uri, lost_labels, own_uris, to_uri, without_uris
from topictag.labelled.lines import iter_lines, iter_parts
from topictag.labelled.opening import NAME_ENCODING, check_decoded, open_text
from topictag.labelled.quotes import shorten
from topictag.labelled.quoting import NAME_QUOTING
from topictag.labelled.table_rows import Table, format_cell, format_row
from topictag.labelled.writing import write_text

_URIS = "subject_uris"
_ID = "document_id"
_URI = re.compile(r"<([^<>]*)>|(\S+)")
_LOST = BREAKS | {
    "\t": "Tabs in {n} become spaces.",
    "^\ufeff": "A byte order mark at the beginning of {n} is lost.",
}


class AnnifCsvFormat:
    """CSV of Annif, whose subjects are URIs."""

    name = "annif-csv"
    summary = 'CSV of Annif, with "text" and "subject_uris"'
    ending = ".csv"

    def recognises(self, head: Head) -> bool:
        """Return whether the header has the column of subjects."""
        return head.kind == "table" and any(_URIS in line for line in head.lines[:1])

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield the rows; all columns that are not used are kept."""
        with open_text(path, encoding=options.encoding) as stream:
            table = Table(
                iter_parts(stream),
                str(path),
                quoting=options.quoting,
                encoding=options.encoding,
                quoting_way_out=NAME_QUOTING,
                max_line_bytes=options.max_line_bytes,
            )
            if table.columns:
                columns, subjects = _choose_columns(table, options), Subjects("")
                for place, row, _ in table:
                    yield place, row if isinstance(row, DataError) else _convert(row, columns, subjects, place)

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Return what is neither an id, a text nor a URI, nor a text in another column."""
        others = without_uris(records)
        return [
            *lost_fields(records, ["id"], holds_others=True),
            *lost_labels(records),
            *lost_values(others),
            *lost_names(others, (_ID, _URIS)),
            *lost_nuls(records),
        ]

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:  # noqa: ARG002
        """Write a row per record."""
        others = [name for name in own_fields(without_uris(records)) if name not in ("", _ID, _URIS)]
        rows = [format_row([_ID, "text", _URIS, *others], ",", is_header=True)]
        for record in records:
            cells = [record.get("id"), record["text"], _join_uris(record), *(record.get(name) for name in others)]
            rows.append(format_row(map(format_cell, cells), ","))
        write_text("".join(rows).replace("\0", ""), path)


class AnnifTsvFormat:
    """TSV of Annif: a text, a tab, URIs."""

    name = "annif-tsv"
    summary = "TSV of Annif: text, tab, URIs of subjects"
    ending = ".tsv"

    def recognises(self, head: Head) -> bool:
        """Return whether every line has a text, a tab and URIs; only a name in .tsv may have no URI at all."""
        if head.kind not in ("table", "text") or not head.lines:
            return False
        cells = [line.partition("\t") for line in head.lines[:-1] or head.lines]
        return all(tab and _are_uris(uris) for _, tab, uris in cells) and (
            head.ending == self.ending or any(uris.strip() for _, _, uris in cells)
        )

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield the lines that are not blank."""
        subjects = Subjects(options.tags)
        with open_text(path, encoding=options.encoding) as stream:
            for place, line in iter_lines(iter_parts(stream), str(path), options.max_line_bytes):
                try:
                    if isinstance(line, DataError):
                        raise line
                    if bare := line.removeprefix("\ufeff").rstrip("\r\n"):
                        yield place, _parse(bare, subjects, place, options.encoding)
                except DataError as error:
                    yield place, error

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Return what is neither a text on one line nor a URI."""
        others = without_uris(records)
        return [*lost_fields(others, ()), *lost_labels(records), *lost_texts(records, _LOST), *lost_nuls(records)]

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:  # noqa: ARG002
        """Write a line per record."""
        texts = (without_breaks(record["text"]).replace("\t", " ") for record in records)
        lines = (f"{text}\t{_join_uris(record)}\n" for text, record in zip(texts, records, strict=True))
        write_text("".join(lines).replace("\0", ""), path)


def _choose_columns(table: Table, options: ReadOptions) -> dict[str, str]:
    """Return the columns of what topictag needs; empty for an id or an article that the table does not have."""
    names, place = table.columns, table.place
    tags = find_own(names, options.tags, _URIS, place)
    if not tags:
        raise DataError(f'{place}: no column "{_URIS}". Add it, or say what the format is: --from csv.')
    return {
        "id": find_own(names, options.id, _ID, place),
        "article": options.article and find_own(names, options.article, "article", place),
        "text": find_text(names, options.text, place),
        "tags": tags,
    }


def _convert(row: dict[str, str], columns: dict[str, str], subjects: Subjects, place: str) -> dict[str, Any]:
    others = other_fields(row, [*columns.values(), ""])
    own = {name: row.get(columns[name]) for name in ("id", "article")}
    filled = {name: value for name, value in (own | others).items() if value}
    return {"text": row[columns["text"]], **filled, **subjects.read(_read_uris(row[columns["tags"]]), place)}


def _parse(line: str, subjects: Subjects, place: str, encoding: str) -> dict[str, Any]:
    check_decoded(line, place, encoding, NAME_ENCODING)
    text, tab, uris = line.partition("\t")
    if not tab:
        raise DataError(
            f"{place}: no tab between text and URIs: {shorten(line)}. Add it, also where there are no URIs."
        )
    return {"text": text, **subjects.read(_read_uris(uris), place)}


def _read_uris(cell: str) -> list[tuple[str, str]]:
    return [(bracketed or bare, "") for bracketed, bare in _URI.findall(cell) if bracketed or bare]


def _are_uris(cell: str) -> bool:
    return all(bracketed or is_uri(bare) for bracketed, bare in _URI.findall(cell))


def _join_uris(record: Record) -> str:
    uris = own_uris(record)
    return " ".join(f"<{to_uri(topic, uris)}>" for topic in record["tags"])
