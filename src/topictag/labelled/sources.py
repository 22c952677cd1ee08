"""The records of sources: paths of files in any format, or Python objects."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import Any, TypeAlias

from topictag.errors import DataError, InputTypeError
from topictag.labelled.formats.annif_folder import find_folders, is_subject_file
from topictag.labelled.formats.format import Format, PassedOver, ReadOptions, UnrecognisedError
from topictag.labelled.hints import is_hint_table
from topictag.labelled.opening import bare_name, files_below, kind_of_path
from topictag.labelled.quotes import quote

Source: TypeAlias = str | PathLike[str] | Iterable[Any]

_EMPTY = PassedOver("they have no tags")
_DESCRIPTIONS = ("dataset_info.json", "dataset_infos.json", "state.json")  # of data sets of Hugging Face
_ENDINGS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".spacy", ".txt")


def iter_source(source: Source, prefix: str, options: ReadOptions) -> Iterator[tuple[str, str, Any]]:
    """Yield the file of each record (empty for objects in memory), its place, and the record.

    In place of a record there may be a `DataError` or a `PassedOver`. If the place of an error is the file, the rest of
    the file cannot be read.

    Raises
    ------
    InputTypeError
        The source is neither a path nor an iterable.
    """
    if isinstance(source, str | PathLike):
        found = _iter_path(source, options)
        yield from map(_skip_empty, found) if options.skip_empty else found
    elif hasattr(source, "columns") and hasattr(source, "to_dict"):  # iteration would yield the names of columns
        rows = "to_dicts()" if hasattr(source, "to_dicts") else 'to_dict("records")'
        raise InputTypeError(
            f"examples must be a path or an iterable of labelled texts, not {type(source).__name__}. Give its rows, "
            f'with the fields "text" and "tags": examples.{rows}.'
        )
    elif isinstance(source, Iterable) and not isinstance(source, bytes | Mapping):
        for number, item in enumerate(source, 1):
            yield "", f"{prefix}example {number}", _as_record(item)
    else:
        raise InputTypeError(f"examples must be a path or an iterable of labelled texts, not {quote(source)}.")


def check_format(options: ReadOptions) -> None:
    """Raise `SettingError` if the options name a format that does not exist."""
    if options.format:
        from topictag.labelled.formats.choosing import find_format  # late, as below

        find_format(options.format)


def _skip_empty(found: tuple[str, str, Any]) -> tuple[str, str, Any]:
    """Return a text without a tag as one that is left out."""
    file, place, record = found
    is_empty = isinstance(record, Mapping) and record.get("tags") == [] and not record.get("annotations")
    return file, place, _EMPTY if is_empty else record


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
        folders = find_folders(path)
        files = files_below(path, lambda found: _is_data(found) and not _is_beside_text(found, folders))
        if not files and not folders:
            raise DataError(
                f"{path}: the folder contains no labelled data. Give a folder of files whose names end in "
                f"{', '.join(_ENDINGS)}, or of texts x.txt with their topics in x.tsv or x.key."
            )
        return sorted([*files, *folders])
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
    formats: dict[Path, Format | DataError] = {
        path: _choose(path, options, is_certain=len(files) == 1) for path in files
    }
    try:
        _check_same(formats)
    except DataError as error:
        yield str(source), str(source), error
        return
    unrecognised: PassedOver | None = None
    has_data = any(not isinstance(chosen, DataError) for chosen in formats.values())
    for path, chosen in formats.items():
        try:
            if isinstance(chosen, UnrecognisedError) and has_data:
                if not is_hint_table(path):
                    unrecognised = unrecognised or PassedOver(f"no format recognises {path}, for example", unit="file")
                    yield str(path), str(path), unrecognised
                continue
            if isinstance(chosen, DataError):
                raise chosen
            for place, record in chosen.read(path, options):
                yield str(path), place, record
        except DataError as error:
            yield str(path), str(path), error


def _choose(path: Path, options: ReadOptions, *, is_certain: bool) -> Format | DataError:
    from topictag.labelled.formats.choosing import choose_format  # late: commands that read no labels need no format

    try:
        return choose_format(path, options, is_certain=is_certain)
    except DataError as error:
        return error


def _check_same(formats: Mapping[Path, Format | DataError]) -> None:
    """Raise `DataError` if the files of a folder have different formats: one of them is hardly meant."""
    firsts = dict[str, Path]()
    for path, chosen in formats.items():
        if not isinstance(chosen, DataError):
            firsts.setdefault(chosen.name, path)
    if len(firsts) > 1:
        found = " and ".join(f"{name} ({path})" for name, path in list(firsts.items())[:2])
        raise DataError(
            f"The files of a folder have different formats: {found}. Give the files one by one, or say which format "
            "all have: --from NAME."
        )


def _is_data(file: Path) -> bool:
    return Path(bare_name(file)).suffix in _ENDINGS and file.name not in _DESCRIPTIONS


def _is_beside_text(file: Path, folders: Collection[Path]) -> bool:
    """Return whether a table has the topics of a text, so that it is no data by itself."""
    if file.parent not in folders:
        return False
    return bare_name(file).endswith(".txt") or (file.suffix.lower() == ".tsv" and is_subject_file(file))


def _as_record(item: Any) -> Any:
    if isinstance(item, tuple | list) and len(item) == 2:
        return {"text": item[0], "tags": _as_list(item[1])}
    if isinstance(item, Mapping) and hasattr(item.get("tags"), "tolist"):
        return {**item, "tags": _as_list(item["tags"])}
    return item


def _as_list(tags: Any) -> Any:
    """Return the list in an array of NumPy or a series of pandas; other values as they are."""
    return tags.tolist() if hasattr(tags, "tolist") else tags
