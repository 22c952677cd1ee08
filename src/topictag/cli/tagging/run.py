"""The run over all sources: read, tag, write. Whatever ends it, everything read before is tagged and written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Generic, TextIO, TypeVar

from topictag.cli.tagging.answers import Answered, Answers
from topictag.cli.tagging.bad_records import BadRecords
from topictag.cli.tagging.items import BadRecord, Item, Part
from topictag.cli.tagging.records import WAY_OUT, read_json, read_json_lines
from topictag.cli.tagging.rows import read_csv, read_tsv
from topictag.cli.tagging.sources import Kind, Source, check_not_output, look_ahead, tell_kind
from topictag.cli.tagging.texts import iter_lines, iter_pieces
from topictag.cli.tagging.writers import Format, Writer, make_writer
from topictag.errors import DataError, OutputError
from topictag.labelled.opening import PACKED, check_decoded, open_text, show_bad_bytes

_Reader = Callable[[Iterable[str], str, str, str | None], Iterator[Item | BadRecord]]
_Thing = TypeVar("_Thing")

_READERS: Mapping[Kind, _Reader] = {"jsonl": read_json_lines, "json": read_json, "csv": read_csv, "tsv": read_tsv}
FORMATS: Mapping[Kind, Format] = {
    "page": "text",
    "text": "text",
    "jsonl": "jsonl",
    "json": "jsonl",
    "csv": "csv",
    "tsv": "tsv",
}

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
        Whether tags are bold, in text.
    """

    answers: Answers
    output: TextIO
    bad: BadRecords
    encoding: str = ""
    form: Format | None = None
    text_field: str | None = None
    names_files: bool = False
    is_styled: bool = False
    _writers: dict[Format, Writer] = field(default_factory=dict)

    def tag(self, source: Source, on_read: Callable[[int], object] | None = None) -> None:
        """Tag a source; raises `DataError` where it cannot be read, after writing everything before."""
        check_not_output(source, self.output)
        with open_text(source.path, encoding=self.encoding, on_read=on_read) as stream:
            kind, lines = _read_kind(stream, source.kind)
            writer = self._writer(self.form or FORMATS[kind])
            writer.start(source.name if self.names_files else "")
            if kind in _READERS:
                self._tag_records(_READERS[kind](lines, source.name, stream.encoding, self.text_field), writer, source)
            else:
                self._tag_text(
                    self._good_lines(lines, source.name, stream.encoding), writer, source, is_page=kind == "page"
                )

    def _writer(self, form: Format) -> Writer:
        if form not in self._writers:
            self._writers[form] = make_writer(
                form, self.output, styled=self.is_styled, with_silence=self.answers.with_silence
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
                check_decoded(line, place, encoding, WAY_OUT)
            except DataError as error:
                self.bad.take(BadRecord(place, error, show_bad_bytes(line.rstrip("\r\n"))))
            else:
                yield line
            number += line.endswith(("\n", "\r"))


def _read_kind(stream: TextIO, kind: Kind) -> tuple[Kind, Iterator[str]]:
    """Return the kind of a stream, and its lines."""
    if kind in _READERS:
        return kind, iter(stream)
    ahead = look_ahead(iter_lines(stream)) or [""]
    if ahead[-1].startswith("{") and not ahead[-1].endswith("\n"):
        ahead[-1] += stream.readline()  # a paragraph may be cut, a record may not
    kind = tell_kind(ahead[-1], kind)
    return kind, chain(ahead, iter(stream) if kind in _READERS else iter_lines(stream))


def choose_format(sources: Iterable[Source], output: Path | None) -> Format | None:
    """Return the format of the output if the user names none; None for that of the input.

    The name of the output decides; inputs of several kinds are all written as JSONL.

    Raises
    ------
    OutputError
        The name asks for compression, which is not supported.
    """
    if output is not None and output.suffix.lower() in PACKED:
        raise OutputError(
            f"{output}: the output cannot be compressed. Name it without {output.suffix}, and compress it afterwards."
        )
    named = None if output is None else _ENDINGS.get(output.suffix.lower())
    own = {FORMATS[source.kind] for source in sources if source.kind}
    return named or ("jsonl" if len(own) > 1 else None)


class _Before(Generic[_Thing]):
    """Yields what comes before an error, and keeps the error until that is tagged."""

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
