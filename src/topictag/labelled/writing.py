"""Writing texts: compressed if the name of the file says so, completely or not at all, always the same bytes."""

import gzip
import json
import lzma
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from topictag.errors import OutputError
from topictag.files import write_atomically


def write_text(text: str, path: Path) -> None:
    """Write a text in UTF-8.

    Raises
    ------
    OutputError
        The file cannot be written, or its name ends in .zst.
    """
    write_atomically(pack(text.encode("utf-8"), path), path)


def write_json_lines(records: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write one record a line; raises `OutputError` as `write_text` does."""
    write_text("".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records), path)


def write_json(records: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write one array, a record a line; raises `OutputError` as `write_text` does."""
    lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    write_text(f"[\n{lines}\n]\n" if lines else "[]\n", path)


def pack(data: bytes, path: Path) -> bytes:
    """Return the bytes that a file of this name contains; raises `OutputError` if its name ends in .zst."""
    ending = path.suffix.lower()
    if ending == ".gz":
        return gzip.compress(data, mtime=0)  # no time in it: the same data gives the same bytes
    if ending == ".xz":
        return lzma.compress(data)
    if ending == ".zst":
        raise OutputError(f"{path}: Zstandard is read, but not written. Give a name that ends in .gz or .xz.")
    return data
