"""The inputs: files, files in folders, standard input; and the kind of each."""

import json
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import UnsupportedOperation
from pathlib import Path
from typing import Literal, TextIO

from topictag.errors import DataError
from topictag.labelled.lines import BLANK
from topictag.labelled.opening import bare_name, files_below, kind_of_path
from topictag.reports.escapes import printable

# "page": markup, in which line breaks do not end paragraphs. "": the content decides.
Kind = Literal["", "text", "page", "jsonl", "json", "csv", "tsv"]

_JSON_BEGINNING = re.compile(r'\{\s*("|$)|\[\s*(\{|$)')
_KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".md": "text",
    ".html": "page",
    ".htm": "page",
    ".xml": "page",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
}


@dataclass(frozen=True)
class Source:
    """One file, or standard input (``-``).

    Attributes
    ----------
    path : path
    kind : Kind
        Kind of its content.
    """

    path: Path
    kind: Kind

    @property
    def name(self) -> str:
        """The path, printable."""
        return printable(self.path)

    @property
    def is_live(self) -> bool:
        """Whether each text needs an answer as it arrives: standard input that is not a file."""
        try:
            return str(self.path) == "-" and not stat.S_ISREG(os.fstat(sys.stdin.fileno()).st_mode)
        except (AttributeError, OSError, ValueError):  # closed, or not a file of the system
            return False


def find_sources(paths: Iterable[Path], kind: Kind = "") -> list[Source]:
    """Return the files that paths name; those of folders are ordered by name.

    Parameters
    ----------
    paths : iterable of path
    kind : Kind
        Kind of their content, if the user gives it. Otherwise their names decide; files with an unknown ending are
        text.

    Raises
    ------
    DataError
        A path does not exist, or a folder contains no file that can be read.
    """
    return [source for path in paths for source in _find(path, kind)]


def count_passed_over(paths: Iterable[Path], sources: Sequence[Source]) -> int:
    """Return how many files of folders are not among the sources; hidden files are not counted."""
    taken = {source.path for source in sources}
    folders = (path for path in paths if path.is_dir())
    return sum(
        file not in taken and not _is_hidden(file, folder)
        for folder in folders
        for file in files_below(folder, lambda _: True)
    )


def tell_kind(first_line: str, kind: Kind) -> Kind:
    """Return the kind of a source, judging by its first line that is not blank."""
    start = first_line.lstrip(BLANK)
    if not kind:
        kind = "jsonl" if _is_object(start) else "json" if _JSON_BEGINNING.match(start) else "text"
    return "page" if kind == "text" and start.startswith("<") else kind


def check_not_output(source: Source, output: TextIO) -> None:
    """Raise `DataError` for a source that is the output: ``topictag tag folder > folder/tags.txt`` would never end."""
    try:
        written = os.fstat(output.fileno())
    except (UnsupportedOperation, OSError):  # not a file of the system
        return
    is_file = stat.S_ISREG(written.st_mode) and source.path.is_file()
    if is_file and os.path.samestat(written, source.path.stat()):
        raise DataError(f"{source.path}: the output is written to this input. Give another output.")


def _find(path: Path, kind: Kind) -> Iterator[Source]:
    if str(path) == "-":
        yield Source(path, kind)
    elif (found := kind_of_path(path)) == "folder":
        files = files_below(path, lambda file: _is_readable(file, path))
        if not files:
            raise DataError(f"{path}: the folder contains no texts. Give files whose names end in {', '.join(_KINDS)}.")
        yield from (Source(file, kind or _kind_of(file) or "text") for file in files)
    elif found:
        yield Source(path, kind or _kind_of(path) or "text")
    else:
        hint = " To tag a text itself, pipe it in: echo TEXT | topictag tag" if " " in str(path) else ""
        raise DataError(f"{path}: does not exist.{hint}")


def _is_readable(file: Path, folder: Path) -> bool:
    return not _is_hidden(file, folder) and _kind_of(file) != ""


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _kind_of(path: Path) -> Kind:
    return _KINDS.get(Path(bare_name(path)).suffix, "")


def _is_object(line: str) -> bool:
    try:
        return line.startswith("{") and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
