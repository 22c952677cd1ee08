"""Reading a data set: files, folders or Python objects in, a checked list of examples out.

Everything is read and checked before anything else happens, so bad data is reported at once and with its line.
"""

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import Any, TypeAlias

from topictag.errors import DataError, DataWarning, InputTypeError
from topictag.labelled.example import Example, Label
from topictag.labelled.lines import iter_json_lines
from topictag.labelled.records import iter_examples

Source: TypeAlias = str | PathLike[str] | Iterable[Any]
Corpus: TypeAlias = str | PathLike[str] | Iterable[str | PathLike[str]]


def read_examples(
    *sources: Source, corpus: Corpus = (), on_error: Callable[[DataError], None] | None = None
) -> list[Example]:
    """Read labelled examples.

    Parameters
    ----------
    *sources : path, or iterable
        A path names a JSONL file, or a folder whose ``*.jsonl`` files are read in order of name, subfolders
        included. An iterable holds `Example` objects, mappings of the same shape as the JSON records, or
        ``(text, tags)`` pairs.
    corpus : path, or iterable of paths
        JSONL files with "id" and "text", also as .gz or .xz, or folders of them, that hold the texts of labels by
        identifier.
    on_error : callable, optional
        Takes what is wrong with a record, which is then passed over.

    Returns
    -------
    list of Example
        In the order given.

    Raises
    ------
    DataError
        A path does not exist, holds no example, or a record is malformed or repeats an id; with ``file:line``. Or the
        corpus lacks more than one in a hundred of the labelled texts, or holds others in their place.
    InputTypeError
        A source is neither a path nor an iterable.

    Warns
    -----
    DataWarning
        Labels by identifier are left out, for want of the corpus or of a text in it; or they carry a topic that no
        other example does.

    Examples
    --------
    >>> [example.id for example in read_examples([("Нефть подорожала.", ["energy"])])]
    ['example 1']
    """
    examples: list[Example | Label] = []
    places: dict[str, str] = {}
    for source in sources:
        for place, record in _iter_records(source, on_error):
            try:
                own = _as_examples(record, place)
                _check_ids(own, places, place)
            except DataError as error:
                if on_error is None:
                    raise
                on_error(error)
                continue
            examples += own
    if not examples:
        raise DataError(
            f"No examples in {', '.join(map(_name, sources)) or 'nothing'}. Give JSONL files of labelled texts."
        )
    return _with_texts(examples, corpus)


def _as_examples(record: Any, place: str) -> list[Example | Label]:
    return [record] if isinstance(record, Example) else list(iter_examples(record, place))


def _check_ids(examples: Sequence[Example | Label], places: dict[str, str], place: str) -> None:
    """Enter the ids into `places`, unless one stands there already."""
    for example in examples:
        if example.id in places:
            raise DataError(
                f"{place}: the id {example.id!r} stands already at {places[example.id]}. "
                "Rename one, or remove the repetition."
            )
        places[example.id] = place


def _with_texts(examples: Sequence[Example | Label], corpus: Corpus) -> list[Example]:
    """Put the texts of a corpus in the place of labels by identifier."""
    kept = [example for example in examples if isinstance(example, Example)]
    labels = [example for example in examples if isinstance(example, Label)]
    if not labels:
        return kept
    from topictag.labelled.corpus import corpus_files  # what opens archives is no part of tagging
    from topictag.labelled.labels import describe_problems, find_texts

    if files := [file for part in corpus_parts(corpus) for file in corpus_files(part)]:
        found = find_texts(labels, files)
        complete = (found.get(example.id) if isinstance(example, Label) else example for example in examples)
        kept = [example for example in complete if example is not None]
    problems = list(describe_problems(labels, kept))
    if not kept:
        raise DataError(" ".join(problems))
    for problem in problems:
        warnings.warn(problem, DataWarning, stacklevel=3)
    return kept


def _iter_records(source: Source, on_error: Callable[[DataError], None] | None) -> Iterator[tuple[str, Any]]:
    if isinstance(source, (str, PathLike)):
        for path in data_files(source):
            yield from _iter_lines(path, on_error)
    elif isinstance(source, Iterable) and not isinstance(source, (bytes, dict)):
        for number, item in enumerate(source, 1):
            yield f"example {number}", _as_record(item)
    else:
        raise InputTypeError(f"Examples come as a path or as an iterable of labelled texts, not {source!r:.80}.")


def _as_record(item: Any) -> Any:
    if isinstance(item, (tuple, list)) and len(item) == 2:
        return {"text": item[0], "tags": item[1]}
    return item


def corpus_parts(corpus: Corpus) -> list[str | PathLike[str]]:
    """Return the paths of a corpus, however they were given; an iterator serves once, the list as often as needed."""
    if isinstance(corpus, str | PathLike):
        return [corpus]
    if not isinstance(corpus, Iterable):
        raise InputTypeError(f"corpus must be a path or paths, not {type(corpus).__name__}.")
    return [*corpus]


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


def _iter_lines(path: Path, on_error: Callable[[DataError], None] | None) -> Iterator[tuple[str, Any]]:
    try:
        with path.open("rb") as lines:
            yield from iter_json_lines(lines, str(path), on_error)
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}).") from error


def _name(source: Source) -> str:
    return str(source) if isinstance(source, (str, PathLike)) else "the iterable"
