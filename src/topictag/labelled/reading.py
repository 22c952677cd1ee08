"""Reading a data set: files, folders or Python objects in, a checked list of examples out.

Everything is read and checked before anything else happens, so bad data is reported at once and with its line.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from os import PathLike, fspath
from pathlib import Path
from typing import Any, TypeAlias

from topictag.caution import warn_caller
from topictag.errors import DataError, DataWarning, InputTypeError
from topictag.labelled.example import Example, Label
from topictag.labelled.lines import MAX_LINE_BYTES, check_max_line_bytes, iter_parts, iter_places, parse_line
from topictag.labelled.opening import files_below, kind_of_path, open_text
from topictag.labelled.quotes import quote
from topictag.labelled.records import check_group_name, iter_examples

Source: TypeAlias = str | PathLike[str] | Iterable[Any]
Corpus: TypeAlias = str | PathLike[str] | Iterable[str | PathLike[str]]


def read_examples(
    *sources: Source,
    corpus: Corpus = (),
    max_line_bytes: int = MAX_LINE_BYTES,
    may_be_empty: bool = False,
    group: str | None = None,
) -> list[Example]:
    """Read labelled examples; those that are `Example` objects already are returned as they are.

    Parameters
    ----------
    *sources : path, or iterable
        A path names a JSONL file, also as .gz, .xz or .zst, or a folder whose ``*.jsonl`` files are read in order of
        name, subfolders included. An iterable contains `Example` objects, mappings of the same shape as the JSON
        records, or ``(text, tags)`` pairs.
    corpus : path, or iterable of paths
        The texts of labels by identifier: JSONL files with "id" and "text", also as .gz, .xz or .zst, or folders of
        them.
    max_line_bytes : int, default=64,000,000
        Maximum length of a line in a file, in bytes of UTF-8.
    may_be_empty : bool, default=False
        Whether no examples are no error.
    group : str, optional
        The field of the records that contains the group of an example, such as "outlet". Where a label by identifier
        has no such field, the record of its text in the corpus may have it.

    Returns
    -------
    list of Example
        In the order given.

    Raises
    ------
    DataError
        A path does not exist or contains no example; a record is malformed or repeats an id (the message gives
        ``file:line``); or the corpus lacks more than 1 % of the labelled texts, or has other texts under their ids.
    InputTypeError
        A source is neither a path nor an iterable, or `group` is not the name of a field.
    SettingError
        `max_line_bytes` is not a positive whole number.

    Warns
    -----
    DataWarning
        Labels by identifier are left out, because the corpus or a text in it is missing; or a topic occurs in such
        labels only and may be misspelt.

    Examples
    --------
    >>> [example.id for example in read_examples([("Нефть подорожала.", ["energy"])])]
    ['example 1']
    """
    if group is not None:
        check_group_name(group)
    labelled = read_labelled(*sources, max_line_bytes=max_line_bytes, group=group)
    if not labelled and not may_be_empty:
        raise DataError(f"No examples in {name_sources(sources)}. Give JSONL files of labelled texts.")
    examples = [example for example in labelled if isinstance(example, Example)]
    if len(examples) == len(labelled):
        return examples
    from topictag.labelled.labels import join_texts  # late, because every command would pay for its imports

    joined = join_texts(labelled, list_corpus_files(corpus), max_line_bytes=max_line_bytes, group=group)
    for problem in joined.problems:
        warn_caller(problem, DataWarning)
    return joined.examples


def read_labelled(
    *sources: Source,
    max_line_bytes: int = MAX_LINE_BYTES,
    on_error: Callable[[DataError], None] | None = None,
    group: str | None = None,
) -> list[Example | Label]:
    """Read labelled examples and labels by identifier, whose texts are still missing.

    Parameters
    ----------
    *sources, max_line_bytes
        As for `read_examples`.
    on_error : callable, optional
        Called with the error of a record or a file, which is then left out. By default the error is raised.
    group : str, optional
        As for `read_examples`.

    Raises
    ------
    DataError, InputTypeError, SettingError
        As for `read_examples`; an empty list is not an error here.
    """
    check_max_line_bytes(max_line_bytes)
    labelled, places = list[Example | Label](), dict[str, str]()
    for place, record in chain.from_iterable(
        _iter_records(source, "" if number == 1 else f"source {number}, ", max_line_bytes)
        for number, source in enumerate(sources, 1)
    ):
        try:
            own = _as_examples(record, place, group)
            _check_ids(own, places)
        except DataError as error:
            if on_error is None:
                raise
            on_error(error)
            continue
        labelled += own
    return labelled


def _as_examples(record: Any, place: str, group: str | None) -> Sequence[Example | Label]:
    if isinstance(record, Example | Label):
        return [record]
    if isinstance(record, DataError):
        raise record
    return list(iter_examples(record, place, group))


def _check_ids(examples: Sequence[Example | Label], places: dict[str, str]) -> None:
    """Enter the ids into `places`; raise if one is already used."""
    for example in examples:
        where = example.where if isinstance(example, Example) else example.place
        if example.id in places:
            raise DataError(
                f"{where}: the id {quote(example.id)} is already used at {places[example.id]}. Rename one, or remove "
                "the repetition."
            )
        places[example.id] = where


def _iter_records(source: Source, prefix: str, max_line_bytes: int) -> Iterator[tuple[str, Any]]:
    """Yield the place of each record, and the record or the `DataError` that stands for it."""
    if isinstance(source, str | PathLike):
        yield from _iter_path(source, max_line_bytes)
    elif isinstance(source, Iterable) and not isinstance(source, bytes | Mapping):
        for number, item in enumerate(source, 1):
            yield f"{prefix}example {number}", _as_record(item)
    else:
        raise InputTypeError(f"examples must be a path or an iterable of labelled texts, not {quote(source)}.")


def _iter_path(source: str | PathLike[str], max_line_bytes: int) -> Iterator[tuple[str, Any]]:
    try:
        for path in data_files(source):
            yield from _iter_file(path, max_line_bytes)
    except DataError as error:
        yield str(source), error


def _iter_file(path: Path, max_line_bytes: int) -> Iterator[tuple[str, Any]]:
    try:
        with open_text(path) as stream:
            for place, line in iter_places(iter_parts(stream), str(path), max_line_bytes):
                yield place, _parse(line, place)
    except DataError as error:
        yield str(path), error


def _parse(line: str | DataError, place: str) -> Any:
    try:
        return parse_line(line, place)
    except DataError as error:
        return error


def _as_record(item: Any) -> Any:
    if isinstance(item, tuple | list) and len(item) == 2:
        return {"text": item[0], "tags": item[1]}
    return item


def list_corpus_files(corpus: Corpus) -> list[Path]:
    """Return the files of a corpus; raises `DataError` if a path contains none."""
    from topictag.labelled.corpus import corpus_files

    return [file for part in corpus_parts(corpus) for file in corpus_files(part)]


def corpus_parts(corpus: Corpus) -> list[str | PathLike[str]]:
    """Return the paths of a corpus as a list, which can be read more than once.

    Raises
    ------
    InputTypeError
        The corpus is neither a path nor an iterable.
    """
    if isinstance(corpus, str | PathLike):
        return [corpus]
    if isinstance(corpus, bytes) or not isinstance(corpus, Iterable):
        raise InputTypeError(f"corpus must be a path or paths, not {type(corpus).__name__}.")
    return [*corpus]


def data_files(source: str | PathLike[str]) -> list[Path]:
    """Return the files that a path names: itself, or every ``*.jsonl`` in a folder and its subfolders.

    Raises
    ------
    DataError
        The path does not exist, or the folder contains no such file.
    """
    path = Path(fspath(source))
    kind = kind_of_path(path)
    if kind == "folder":
        files = files_below(path, lambda found: found.name.endswith(".jsonl"))
        if not files:
            raise DataError(f"{path}: the folder contains no .jsonl file. Give a folder of labelled texts as JSONL.")
        return files
    if not kind:
        raise DataError(f"{path}: does not exist. Give the path of a JSONL file, or of a folder of them.")
    return [path]


def name_sources(sources: Iterable[Source]) -> str:
    """Return the names of sources for a message."""
    names = (str(source) if isinstance(source, str | PathLike) else "the iterable" for source in sources)
    return ", ".join(names) or "nothing"
