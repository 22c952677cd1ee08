"""Reading a corpus: plain text or JSONL, compressed or not, one paragraph at a time, so that any size will do."""

import gzip
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import IO, Any

from topictag.errors import DataError
from topictag.examples.lines import iter_json_lines
from topictag.text.paragraphs import iter_paragraphs

_OPENERS: Mapping[str, Callable[[Path], Any]] = {".gz": gzip.open, ".xz": lzma.open}
_READABLE = ".txt, .jsonl, or one of these with .gz or .xz behind it"


def corpus_files(source: str | PathLike[str]) -> list[Path]:
    """Return the files that a path names: itself, or every file below a folder that can be read.

    Raises
    ------
    DataError
        There is nothing at the path, or nothing that can be read.
    """
    path = Path(source)
    if path.is_dir():
        files = sorted(found for found in path.rglob("*") if found.is_file() and _format(found))
        if not files:
            raise DataError(f"{path}: the folder holds no text. Give files that end in {_READABLE}.")
        return files
    if not path.exists():
        raise DataError(f"{path}: no such file or folder. Give the path of a corpus of texts.")
    if not _format(path):
        raise DataError(f"{path}: cannot tell what is in it by its name. Rename it so that it ends in {_READABLE}.")
    return [path]


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
    """
    for path in files:
        with _opened(path) as lines:
            texts = _iter_plain(lines, path) if _format(path) == ".txt" else _iter_texts(lines, path)
            for text in texts:
                yield from (span.text for span in iter_paragraphs(text))


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
        with _opened(path) as lines:
            yield from iter_json_lines(lines, str(path))


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file, unpacked; what goes wrong while it is read is told with its name."""
    try:
        with _OPENERS.get(path.suffix.lower(), _open)(path) as lines:
            yield lines
    except (EOFError, lzma.LZMAError, gzip.BadGzipFile, zlib.error) as error:
        raise DataError(f"{path}: damaged or truncated ({error}). Compress it again.") from error
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}).") from error


def _format(path: Path) -> str:
    """Return ``.txt`` or ``.jsonl``, or nothing for a name that says neither."""
    name = path.name.lower()
    name = next((name.removesuffix(ending) for ending in _OPENERS if name.endswith(ending)), name)
    return next((ending for ending in (".txt", ".jsonl") if name.endswith(ending)), "")


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")


def _iter_plain(lines: Iterable[bytes], path: Path) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            place = f"{path}:{number}"
            raise DataError(f"{place}: not UTF-8 ({error.reason} at byte {error.start}). Save it as UTF-8.") from error


def _iter_texts(lines: Iterable[bytes], path: Path) -> Iterator[str]:
    for place, record in iter_json_lines(lines, str(path)):
        yield record_text(record, place)


def record_text(record: Any, place: str) -> str:
    """Return a record's field "text"; raises `DataError` where it is none."""
    if not isinstance(record, Mapping):
        raise DataError(f'{place}: a record must be an object with a field "text", not {record!r:.60}.')
    text = record.get("text")
    if not isinstance(text, str):
        fields = ", ".join(map(str, record)) or "none"
        raise DataError(f'{place}: the field "text" must be a string (the fields are {fields}).')
    return text
