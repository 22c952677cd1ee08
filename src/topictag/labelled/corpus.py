"""Reading a corpus of any size as a stream of paragraphs: plain text or JSONL, compressed or not."""

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from topictag.errors import DataError, InputTypeError
from topictag.labelled.lines import MAX_LINE_BYTES, iter_lines, iter_parts, iter_places, parse_line
from topictag.labelled.opening import bare_name, check_decoded, files_below, kind_of_path, open_text
from topictag.labelled.quotes import quote, quote_fields
from topictag.text.reading import read_paragraphs

_FORMATS = {".txt": ".txt", ".jsonl": ".jsonl", ".ndjson": ".jsonl"}
_READABLE = ".txt, .jsonl or .ndjson, with .gz, .xz or .zst after it if compressed"


def corpus_files(source: str | PathLike[str]) -> list[Path]:
    """Return the files that a path names: itself, or every readable file in a folder and its subfolders.

    Raises
    ------
    DataError
        The path does not exist, or contains nothing that can be read.
    """
    path = Path(source)
    kind = kind_of_path(path)
    if kind == "folder":
        files = files_below(path, lambda found: bool(_format(found)))
        if not files:
            raise DataError(f"{path}: the folder contains no texts. Give files whose names end in {_READABLE}.")
        return files
    if not kind:
        raise DataError(f"{path}: does not exist. Give the path of a corpus of texts.")
    if not _format(path):
        raise DataError(
            f"{path}: the format is not clear from the name. Rename the file so that it ends in {_READABLE}."
        )
    return [path]


def take_corpus(
    corpus: str | PathLike[str] | Iterable[str], *, max_line_bytes: int = MAX_LINE_BYTES
) -> tuple[Iterable[str], list[Path]]:
    """Return the paragraphs of a corpus, given as a path or as paragraphs, and the files that they are read from.

    Raises
    ------
    DataError
        The path does not exist, or contains nothing that can be read.
    InputTypeError
        It is neither a path nor an iterable of str.
    """
    if isinstance(corpus, str | PathLike):
        files = corpus_files(corpus)
        return iter_corpus(files, max_line_bytes=max_line_bytes), files
    if not isinstance(corpus, Iterable) or isinstance(corpus, bytes):
        raise InputTypeError(f"A corpus must be a path or an iterable of str, not {quote(corpus)}.")
    return corpus, []


def iter_corpus(files: Iterable[Path], *, max_line_bytes: int = MAX_LINE_BYTES) -> Iterator[str]:
    """Yield the paragraphs of files, in order.

    Plain text has one paragraph per line; a JSONL record has paragraphs in its field "text".

    Parameters
    ----------
    files : iterable of path
        As `corpus_files` returns them.
    max_line_bytes : int, default=64,000,000
        Maximum length of a line, in bytes of UTF-8.

    Raises
    ------
    DataError
        A line cannot be read or is too long, with ``file:line``; or a file is truncated, damaged or not readable.
    MissingExtraError
        A file is compressed with Zstandard, and the package zstandard is not installed.
    """
    for path in files:
        read = _iter_plain if _format(path) == ".txt" else _iter_texts
        for text in read(path, max_line_bytes):
            yield from (text[span.start : span.end] for span in read_paragraphs(text))


def iter_records(files: Iterable[Path], *, max_line_bytes: int = MAX_LINE_BYTES) -> Iterator[tuple[str, Any]]:
    """Yield ``("file:line", value)`` for each record of JSONL files, in order.

    Raises
    ------
    DataError
        A file is plain text; or as for `iter_corpus`.
    """
    for path in files:
        if _format(path) != ".jsonl":
            raise DataError(f'{path}: plain text has no ids. Give JSONL with the fields "id" and "text".')
        with open_text(path) as stream:
            for place, line in iter_places(iter_parts(stream), str(path), max_line_bytes):
                yield place, parse_line(line, place)


def record_text(record: Any, place: str) -> str:
    """Return a record's field "text"; raises `DataError` if there is none."""
    if not isinstance(record, Mapping):
        raise DataError(f'{place}: a record must be an object with a field "text", not {quote(record)}.')
    text = record.get("text")
    if not isinstance(text, str):
        raise DataError(f'{place}: the field "text" must be a string (the fields are {quote_fields(record)}).')
    return text


def _format(path: Path) -> str:
    """Return ``.txt`` or ``.jsonl``, or an empty str for a name with another ending."""
    return next((kind for ending, kind in _FORMATS.items() if bare_name(path).endswith(ending)), "")


def _iter_plain(path: Path, max_line_bytes: int) -> Iterator[str]:
    with open_text(path) as stream:
        for place, line in iter_lines(iter_parts(stream), str(path), max_line_bytes):
            if isinstance(line, DataError):
                raise line
            check_decoded(line, place, stream.encoding)
            yield line


def _iter_texts(path: Path, max_line_bytes: int) -> Iterator[str]:
    for place, record in iter_records([path], max_line_bytes=max_line_bytes):
        yield record_text(record, place)
