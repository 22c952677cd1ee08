"""Reading a corpus: plain text or JSONL, packed or not, one paragraph at a time, so that any size will do."""

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from topictag.errors import DataError, InputTypeError
from topictag.labelled.lines import iter_places, parse_line
from topictag.labelled.opening import bare_name, check_decoded, files_below, open_text
from topictag.text.reading import read_paragraphs

_FORMATS = {".txt": ".txt", ".jsonl": ".jsonl", ".ndjson": ".jsonl"}
_READABLE = ".txt, .jsonl, .ndjson, or one of these with .gz, .xz or .zst behind it"


def corpus_files(source: str | PathLike[str]) -> list[Path]:
    """Return the files that a path names: itself, or every file below a folder that can be read.

    Raises
    ------
    DataError
        There is nothing at the path, or nothing that can be read.
    """
    path = Path(source)
    if path.is_dir():
        files = files_below(path, lambda found: bool(_format(found)))
        if not files:
            raise DataError(f"{path}: the folder holds no text. Give files that end in {_READABLE}.")
        return files
    if not path.exists():
        raise DataError(f"{path}: no such file or folder. Give the path of a corpus of texts.")
    if not _format(path):
        raise DataError(f"{path}: cannot tell what is in it by its name. Rename it so that it ends in {_READABLE}.")
    return [path]


def take_corpus(corpus: str | PathLike[str] | Iterable[str]) -> tuple[Iterable[str], list[Path]]:
    """Return the paragraphs of a corpus that comes as a path or as paragraphs, and the files that they are read from.

    Raises
    ------
    DataError
        There is nothing at the path that can be read.
    InputTypeError
        It is neither a path nor an iterable of str.
    """
    if isinstance(corpus, str | PathLike):
        files = corpus_files(corpus)
        return iter_corpus(files), files
    if not isinstance(corpus, Iterable) or isinstance(corpus, bytes):
        raise InputTypeError(f"A corpus must be a path or an iterable of str, not {corpus!r:.80}.")
    return corpus, []


def iter_corpus(files: Iterable[Path]) -> Iterator[str]:
    """Yield the paragraphs of files, in order.

    Plain text holds a paragraph a line; a JSONL record holds paragraphs in its field "text".

    Parameters
    ----------
    files : iterable of path
        As `corpus_files` names them.

    Raises
    ------
    DataError
        A line cannot be read, with ``file:line``; or a file is truncated, damaged or not readable.
    MissingExtraError
        A file is packed with Zstandard, and the package for that is not installed.
    """
    for path in files:
        for text in _iter_lines(path) if _format(path) == ".txt" else _iter_texts(path):
            yield from (text[span.start : span.end] for span in read_paragraphs(text))


def iter_records(files: Iterable[Path]) -> Iterator[tuple[str, Any]]:
    """Yield ``("file:line", value)`` for each record of JSONL files, in order.

    Raises
    ------
    DataError
        A file is plain text, or what `iter_corpus` raises.
    """
    for path in files:
        if _format(path) != ".jsonl":
            raise DataError(f'{path}: plain text has no ids. Give JSONL with the fields "id" and "text".')
        with open_text(path) as lines:
            for place, line in iter_places(lines, str(path)):
                yield place, parse_line(line, place)


def record_text(record: Any, place: str) -> str:
    """Return a record's field "text"; raises `DataError` where it is none."""
    if not isinstance(record, Mapping):
        raise DataError(f'{place}: a record must be an object with a field "text", not {record!r:.60}.')
    text = record.get("text")
    if not isinstance(text, str):
        fields = ", ".join(map(str, record)) or "none"
        raise DataError(f'{place}: the field "text" must be a string (the fields are {fields}).')
    return text


def _format(path: Path) -> str:
    """Return ``.txt`` or ``.jsonl``, or nothing for a name that says neither."""
    return next((kind for ending, kind in _FORMATS.items() if bare_name(path).endswith(ending)), "")


def _iter_lines(path: Path) -> Iterator[str]:
    with open_text(path) as lines:
        for number, line in enumerate(lines, 1):
            check_decoded(line, f"{path}:{number}", lines.encoding)
            yield line


def _iter_texts(path: Path) -> Iterator[str]:
    for place, record in iter_records([path]):
        yield record_text(record, place)
