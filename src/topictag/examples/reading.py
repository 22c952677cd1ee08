"""Reading a data set: files, folders or Python objects in, a checked list of examples out.

Everything is read and checked before anything else happens, so bad data is reported at once and with its line.
"""

from collections.abc import Iterable, Iterator
from os import PathLike, fspath
from pathlib import Path
from typing import Any, TypeAlias

from topictag.errors import DataError, InputTypeError
from topictag.examples.example import Example
from topictag.examples.lines import iter_json_lines
from topictag.examples.records import iter_examples

Source: TypeAlias = str | PathLike[str] | Iterable[Any]


def read_examples(*sources: Source) -> list[Example]:
    """Read labelled examples.

    Parameters
    ----------
    *sources : path, or iterable
        A path names a JSONL file, or a folder whose ``*.jsonl`` files are read in order of name, subfolders
        included. An iterable holds `Example` objects, mappings of the same shape as the JSON records, or
        ``(text, tags)`` pairs.

    Returns
    -------
    list of Example
        In the order given.

    Raises
    ------
    DataError
        A path does not exist, holds no example, or a record is malformed or repeats an id; with ``file:line``.
    InputTypeError
        A source is neither a path nor an iterable.

    Examples
    --------
    >>> [example.id for example in read_examples([("Нефть подорожала.", ["energy"])])]
    ['example 1']
    """
    examples: list[Example] = []
    places: dict[str, str] = {}
    for source in sources:
        for place, record in _iter_records(source):
            for example in [record] if isinstance(record, Example) else iter_examples(record, place):
                if example.id in places:
                    raise DataError(
                        f"{place}: the id {example.id!r} stands already at {places[example.id]}. "
                        "Rename one, or remove the repetition."
                    )
                places[example.id] = place
                examples.append(example)
    if not examples:
        raise DataError(
            f"No examples in {', '.join(map(_name, sources)) or 'nothing'}. Give JSONL files of labelled texts."
        )
    return examples


def _iter_records(source: Source) -> Iterator[tuple[str, Any]]:
    if isinstance(source, (str, PathLike)):
        for path in data_files(source):
            yield from _iter_lines(path)
    elif isinstance(source, Iterable) and not isinstance(source, (bytes, dict)):
        for number, item in enumerate(source, 1):
            yield f"example {number}", _as_record(item)
    else:
        raise InputTypeError(f"Examples come as a path or as an iterable of labelled texts, not {source!r:.80}.")


def _as_record(item: Any) -> Any:
    if isinstance(item, (tuple, list)) and len(item) == 2:
        return {"text": item[0], "tags": item[1]}
    return item


def data_files(source: str | PathLike[str]) -> list[Path]:
    """Return the files that a path names: itself, or every ``*.jsonl`` below a folder; raises `DataError`."""
    path = Path(fspath(source))
    if path.is_dir():
        files = sorted(found for found in path.rglob("*.jsonl") if found.is_file())
        if not files:
            raise DataError(f"{path}: the folder holds no .jsonl file.")
        return files
    if not path.exists():
        raise DataError(f"{path}: no such file or folder. Give the path of a JSONL file, or of a folder of them.")
    return [path]


def _iter_lines(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        with path.open("rb") as lines:
            yield from iter_json_lines(lines, str(path))
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}).") from error


def _name(source: Source) -> str:
    return str(source) if isinstance(source, (str, PathLike)) else "the iterable"
