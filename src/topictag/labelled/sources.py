"""The records of sources: paths of files in any format, or Python objects."""

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import Any, TypeAlias

from topictag.errors import DataError, InputTypeError
from topictag.labelled.formats.choosing import choose_format
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.opening import bare_name, files_below, kind_of_path
from topictag.labelled.quotes import quote

Source: TypeAlias = str | PathLike[str] | Iterable[Any]

_ENDINGS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".spacy")


def iter_source(source: Source, prefix: str, options: ReadOptions) -> Iterator[tuple[str, str, Any]]:
    """Yield the file of each record (empty for objects in memory), its place, and the record.

    In place of a record there may be a `DataError` or a `PassedOver`.

    Raises
    ------
    InputTypeError
        The source is neither a path nor an iterable.
    """
    if isinstance(source, str | PathLike):
        yield from _iter_path(source, options)
    elif isinstance(source, Iterable) and not isinstance(source, bytes | Mapping):
        for number, item in enumerate(source, 1):
            yield "", f"{prefix}example {number}", _as_record(item)
    else:
        raise InputTypeError(f"examples must be a path or an iterable of labelled texts, not {quote(source)}.")


def data_files(source: str | PathLike[str]) -> list[Path]:
    """Return the files that a path names: itself, or the data files in a folder and its subfolders, ordered by name.

    A folder of texts with their topics beside them is one data set, and is returned itself.

    Raises
    ------
    DataError
        The path does not exist, or the folder contains no data.
    """
    path = Path(fspath(source))
    kind = kind_of_path(path)
    if kind == "folder":
        files = files_below(path, lambda found: Path(bare_name(found)).suffix in _ENDINGS)
        if not files:
            raise DataError(
                f"{path}: the folder contains no labelled data. Give a folder of files whose names end in "
                f"{', '.join(_ENDINGS)}."
            )
        return files
    if not kind:
        raise DataError(f"{path}: does not exist. Give the path of a file of labelled texts, or of a folder of them.")
    return [path]


def name_sources(sources: Iterable[Source]) -> str:
    """Return the names of sources for a message."""
    names = (str(source) if isinstance(source, str | PathLike) else "the iterable" for source in sources)
    return ", ".join(names) or "nothing"


def _iter_path(source: str | PathLike[str], options: ReadOptions) -> Iterator[tuple[str, str, Any]]:
    try:
        files = data_files(source)
    except DataError as error:
        yield str(source), str(source), error
        return
    for path in files:
        try:
            for place, record in choose_format(path, options).read(path, options):
                yield str(path), place, record
        except DataError as error:
            yield str(path), str(path), error


def _as_record(item: Any) -> Any:
    if isinstance(item, tuple | list) and len(item) == 2:
        return {"text": item[0], "tags": item[1]}
    return item
