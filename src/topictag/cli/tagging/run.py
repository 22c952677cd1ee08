"""The run over all sources: read, answer, write. Everything that is read before a failure is tagged and written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Generic, TextIO, TypeVar

from topictag.cli.tagging.answers import Answered, Answers
from topictag.cli.tagging.bad_records import BadRecords
from topictag.cli.tagging.items import BadRecord, Item, Part
from topictag.cli.tagging.records import read_json, read_json_lines
from topictag.cli.tagging.rows import read_csv, read_tsv
from topictag.cli.tagging.sources import Kind, Source, check_not_output, tell_kind
from topictag.cli.tagging.texts import iter_pieces
from topictag.cli.tagging.writers import Format, Writer, make_writer
from topictag.errors import DataError, OutputError
from topictag.labelled.lines import MAX_LINE_BYTES, iter_parts, limit_total, look_ahead
from topictag.labelled.opening import NAME_ENCODING, PACKED, check_decoded, open_text, show_bad_bytes

_Reader = Callable[[Iterable[str], str, str, str | None, int], Iterator[Item | BadRecord]]
_Thing = TypeVar("_Thing")

READERS: Mapping[Kind, _Reader] = {"jsonl": read_json_lines, "json": read_json, "csv": read_csv, "tsv": read_tsv}
FORMATS: Mapping[Kind, Format] = {
    "page": "text",
    "text": "text",
    "jsonl": "jsonl",
    "json": "jsonl",
    "csv": "csv",
    "tsv": "tsv",
}

_LINE_BREAKS = ("\n", "\r")
_ENDINGS: Mapping[str, Format] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".txt": "text"}

# Chosen: results appear soon and a file of any size fits into memory; threads need larger chunks to be busy.
_CHUNK_RECORDS, _CHUNK_RECORDS_FOR_THREADS = 512, 16_384
_CHUNK_CHARACTERS = 1 << 24


@dataclass
class Run:
    """The output and options of a run.

    Attributes
    ----------
    answers : Answers
    output : text stream
    bad : BadRecords
    encoding : str
        Of all sources; empty if unknown.
    form : Format or None
        Of the output; None for that of the input.
    text_field : str or None
        The field of a record that holds its text.
    names_files : bool
        Whether records name their file.
    is_styled : bool
        Whether text is for a terminal.
    max_line_bytes : int
        Maximum size, in bytes of UTF-8, of a JSON line, of a row of a table, and of what is read whole: a JSON
        document, a page. Lines of text need no limit: long ones are cut.
    """

    answers: Answers
    output: TextIO
    bad: BadRecords
    encoding: str = ""
    form: Format | None = None
    text_field: str | None = None
    names_files: bool = False
    is_styled: bool = False
    max_line_bytes: int = MAX_LINE_BYTES
    _writers: dict[Format, Writer] = field(default_factory=dict)

    def tag(self, source: Source, on_read: Callable[[int], object] | None = None) -> None:
        """Tag a source; raises `DataError` where it cannot be read, after writing everything before."""
        check_not_output(source, self.output)
        with open_text(source.path, encoding=self.encoding, on_read=on_read) as stream:
            kind, parts = read_kind(stream, source.kind, self.max_line_bytes)
            writer = self._writer(self.form or FORMATS[kind])
            writer.start(source.name if self.names_files else "")
            if kind in READERS:
                read = READERS[kind]
                records = read(parts, source.name, stream.encoding, self.text_field, self.max_line_bytes)
                self._tag_records(records, writer, source)
            else:
                if kind == "page":
                    parts = limit_total(parts, f"{source.name}: the page, which is read whole,", self.max_line_bytes)
                good = self._good_lines(parts, source.name, stream.encoding)
                self._tag_text(good, writer, source, is_page=kind == "page")

    def _writer(self, form: Format) -> Writer:
        if form not in self._writers:
            self._writers[form] = make_writer(
                form,
                self.output,
                styled=self.is_styled,
                with_silence=self.answers.with_silence,
                with_why=self.answers.with_why,
            )
        return self._writers[form]

    def _tag_text(self, lines: Iterator[str], writer: Writer, source: Source, *, is_page: bool) -> None:
        good = _Before(lines)
        for piece in iter_pieces(good, self.answers.paragraphs, is_page=is_page, is_live=source.is_live):
            for paragraph, answer in self.answers.of_piece(piece):
                span = piece.start + paragraph.start, piece.start + paragraph.end
                item = Item("", {"text": paragraph.text}, (Part(paragraph.text, None),), span=span)
                writer.write(Answered(item, answer, [answer]))
            self.output.flush()
        good.raise_error()

    def _tag_records(self, records: Iterator[Item | BadRecord], writer: Writer, source: Source) -> None:
        good = _Before(self._good_records(records))
        n_records = 1 if source.is_live else _CHUNK_RECORDS
        for chunk in _iter_chunks(good, n_records if self.answers.n_jobs == 1 else _CHUNK_RECORDS_FOR_THREADS):
            for answered in self.answers.of_items(chunk):
                writer.write(answered)
            self.output.flush()
        good.raise_error()

    def _good_records(self, records: Iterator[Item | BadRecord]) -> Iterator[Item]:
        for record in records:
            if isinstance(record, BadRecord):
                self.bad.take(record)
            else:
                yield record

    def _good_lines(self, lines: Iterator[str], name: str, encoding: str) -> Iterator[str]:
        number = 1
        for line in lines:
            place = f"{name}:{number}"
            try:
                check_decoded(line, place, encoding, NAME_ENCODING)
            except DataError as error:
                self.bad.take(BadRecord(place, error, show_bad_bytes(line.rstrip("\r\n"))))
            else:
                yield line
            number += line.endswith(_LINE_BREAKS)


def read_kind(stream: TextIO, kind: Kind, max_line_bytes: int) -> tuple[Kind, Iterator[str]]:
    """Return the kind of a stream, and its lines, long ones in parts."""
    parts = iter_parts(stream)
    if kind in READERS:
        return kind, parts
    ahead = look_ahead(parts) or [""]
    first = [ahead.pop()]
    if not kind and first[0].startswith("{") and not first[0].endswith(_LINE_BREAKS):
        first += _rest_of_line(parts, max_line_bytes)  # only a whole line can be recognised as a record
    return tell_kind("".join(first), kind), chain(ahead, first, parts)


def _rest_of_line(parts: Iterator[str], max_line_bytes: int) -> list[str]:
    rest, n_characters = list[str](), 0
    for part in parts:
        rest.append(part)
        n_characters += len(part)
        if part.endswith(_LINE_BREAKS) or n_characters > max_line_bytes:
            break
    return rest


def choose_format(sources: Iterable[Source], output: Path | None) -> Format | None:
    """Return the output format if the user gives none; None means the format of each input.

    The name of the output decides. Otherwise, inputs of several formats are all written as JSONL.

    Raises
    ------
    OutputError
        The name of the output asks for compression, which is not supported.
    """
    if output is not None and output.suffix.lower() in PACKED:
        raise OutputError(
            f"{output}: output cannot be compressed. Remove {output.suffix} from the name, and compress it afterwards."
        )
    named = None if output is None else _ENDINGS.get(output.suffix.lower())
    own = {FORMATS[source.kind] for source in sources if source.kind}
    return named or ("jsonl" if len(own) > 1 else None)


class _Before(Generic[_Thing]):
    """The items before an error; the error is raised after they have been processed."""

    def __init__(self, things: Iterator[_Thing]) -> None:
        self._things = things
        self._error: DataError | None = None

    def __iter__(self) -> Iterator[_Thing]:
        try:
            yield from self._things
        except DataError as error:
            self._error = error

    def raise_error(self) -> None:
        """Raise the error, if there was one."""
        if self._error:
            raise self._error


def _iter_chunks(items: Iterable[Item], n_records: int) -> Iterator[list[Item]]:
    chunk, n_characters = list[Item](), 0
    for item in items:
        chunk.append(item)
        n_characters += sum(len(part.text) for part in item.parts)
        if len(chunk) >= n_records or n_characters >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, n_characters = [], 0
    if chunk:
        yield chunk
