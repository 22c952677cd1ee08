"""The beginning of a file: enough of it to recognise its format."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import dropwhile
from pathlib import Path

from topictag.labelled.formats.format import Head, Kind, ReadOptions, Record
from topictag.labelled.json_values import UnusableValueError, parse_value
from topictag.labelled.lines import BLANK, iter_parts, split_lines
from topictag.labelled.opening import bare_name, kind_of_path, open_text
from topictag.labelled.table_rows import is_separator_line

_N_LINES = 20  # chosen: enough to see what a table consists of
_N_CHARACTERS = 1 << 20  # at first; more if the first record is longer
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
        parts, start, limit = _skip_blank(iter_parts(stream)), "", _N_CHARACTERS
        while True:
            start += _read_start(parts, limit - len(start))
            head = _make_head(path, kind, ending, start)
            is_enough = bool(head.record) or head.kind not in ("json", "jsonl") or len(start) < limit
            if is_enough or limit >= options.max_line_bytes:  # no longer record is read anyway
                return head
            limit *= 2


def is_document(head: Head) -> bool:
    """Return whether JSON must be read whole, not line by line."""
    return head.kind == "json"


def _make_head(path: Path, kind: Kind | None, ending: str, start: str) -> Head:
    lines = tuple(line for line in split_lines(start) if line.strip(BLANK))[:_N_LINES]
    kind = kind or _tell_kind(lines[0].strip(BLANK) if lines else "", ending)
    if kind == "table" and lines and is_separator_line(lines[0]):
        lines = lines[1:]
    return Head(path, kind, ending, lines, _first_record(start, kind))


def _skip_blank(parts: Iterable[str]) -> Iterator[str]:
    """Yield the parts from the first that is not blank."""
    return dropwhile(lambda part: not part.strip(BLANK), parts)


def _read_start(parts: Iterator[str], n_characters: int) -> str:
    """Return the next characters, so many of them or a little more; fewer only at the end."""
    held, n = list[str](), 0
    while n < n_characters and (part := next(parts, "")):
        held.append(part)
        n += len(part)
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
