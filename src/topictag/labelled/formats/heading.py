"""The beginning of a file: enough of it to recognise its format."""

from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from topictag.labelled.formats.format import Head, Kind, ReadOptions, Record
from topictag.labelled.json_values import UnusableValueError, parse_value
from topictag.labelled.lines import BLANK, iter_parts, split_lines
from topictag.labelled.opening import bare_name, kind_of_path, open_text

_N_LINES = 20  # chosen: enough to see what a table consists of
_N_CHARACTERS = 1 << 20
_KINDS: dict[str, Kind] = {
    ".parquet": "binary",
    ".spacy": "binary",
    ".csv": "table",
    ".tsv": "table",
    ".txt": "text",
}


def read_head(path: Path, options: ReadOptions) -> Head:
    """Return the beginning of a file.

    Raises
    ------
    DataError
        The file cannot be read.
    """
    if kind_of_path(path) == "folder":
        return Head(path, "folder")
    ending = Path(bare_name(path)).suffix
    kind = _KINDS.get(ending)
    if kind == "binary":
        return Head(path, kind, ending)
    if not path.is_file():  # a pipe, which cannot be read twice
        return Head(path, kind or "jsonl", ending)
    with open_text(path, encoding=options.encoding) as stream:
        start = _read_start(stream)
    lines = tuple(line for line in split_lines(start) if line.strip(BLANK))[:_N_LINES]
    if kind is None:
        kind = _tell_kind(lines[0].strip(BLANK) if lines else "", ending)
    return Head(path, kind, ending, lines, _first_record(start, kind))


def is_document(head: Head) -> bool:
    """Return whether JSON must be read whole, not line by line."""
    return head.kind == "json"


def _read_start(stream: TextIO) -> str:
    """Return the first million characters, or a little more; blank lines at the beginning do not count."""
    held, n = list[str](), 0
    for part in iter_parts(stream):
        if held or part.strip(BLANK):
            held.append(part)
            n += len(part)
        if n >= _N_CHARACTERS:
            break
    return "".join(held)


def _tell_kind(first: str, ending: str) -> Kind:
    if ending in (".jsonl", ".ndjson"):
        return "jsonl"
    if first.startswith("["):
        return "json"
    if first.startswith("{"):
        return "jsonl" if _is_value(first) else "json"  # an object over several lines
    return "json" if ending == ".json" else "text"


def _first_record(start: str, kind: Kind) -> Record:
    """Return the first line that is an object, or the first object of a document or its array; empty without one."""
    if kind == "jsonl":
        found = (_parse_object(line) for line in split_lines(start))
        return next(filter(None, found), {})
    return _parse_object(start.lstrip(BLANK).removeprefix("[")) if kind == "json" else {}


def _parse_object(text: str) -> Record:
    try:
        value, _ = parse_value(text.lstrip(BLANK))
    except ValueError:
        return {}
    return value if isinstance(value, Mapping) else {}


def _is_value(line: str) -> bool:
    try:
        parse_value(line)
    except UnusableValueError:
        return True
    except ValueError:
        return False
    return True
