"""Reading a data set: files, folders or Python objects in, a checked list of examples out.

Everything is read and checked before anything else happens, so bad data is reported at once and with its line.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias

from topictag.caution import warn_caller
from topictag.errors import DataError, DataWarning, InputTypeError
from topictag.labelled.closing import close_topics, describe_absent
from topictag.labelled.example import Example, Label
from topictag.labelled.flattening import flatten
from topictag.labelled.formats.format import PassedOver, ReadOptions
from topictag.labelled.null_words import describe_null_words
from topictag.labelled.records import FieldNames, check_field_name
from topictag.labelled.remarks import Remarks
from topictag.labelled.sources import Source, check_format, data_files, iter_source, name_sources

__all__ = [
    "Corpus",
    "Source",
    "corpus_parts",
    "data_files",
    "list_corpus_files",
    "name_sources",
    "read_examples",
    "read_labelled",
]

Corpus: TypeAlias = str | PathLike[str] | Iterable[str | PathLike[str]]


_NO_NAMES = FieldNames()


def read_examples(
    *sources: Source,
    corpus: Corpus = (),
    max_line_bytes: int | None = None,
    may_be_empty: bool = False,
    group: str | None = None,
    split: str | None = None,
    options: ReadOptions | None = None,
) -> list[Example]:
    """Read labelled examples; those that are `Example` objects already are returned as they are.

    Parameters
    ----------
    *sources : path, or iterable
        A path names a file in any of the formats (`topictag.labelled.formats.choosing.FORMATS`), also as .gz, .xz or
        .zst, or a folder whose files are read in order of name, subfolders included. An iterable contains `Example`
        objects, mappings of the same shape as the native JSON records, or ``(text, tags)`` pairs.
    corpus : path, or iterable of paths
        The texts of labels by identifier: JSONL files with "id" and "text", also as .gz, .xz or .zst, or folders of
        them.
    max_line_bytes : int, optional
        Maximum length of a line in a file, in bytes of UTF-8; by default that of `options`, 64,000,000.
    may_be_empty : bool, default=False
        Return an empty list where there is no example, instead of raising `DataError`.
    group : str, optional
        The field of the records that contains the group of an example, such as "outlet". Where a label by identifier
        has no such field, the record of its text in the corpus may have it.
    split : str, optional
        The field of the records that says which part of a split an example belongs to (`Example.split`).
    options : ReadOptions, optional
        The format and its columns, and what to do where annotators disagree. By default the data decides.

    Returns
    -------
    list of Example
        In the order given.

    Raises
    ------
    DataError
        A path does not exist; there is no example, unless `may_be_empty`; a record is malformed or repeats an id (the
        message gives ``file:line``); or the corpus lacks more than 1 % of the labelled texts, or has other texts under
        their ids.
    InputTypeError
        A source is neither a path nor an iterable, or `group` or `split` is not the name of a field.
    SettingError
        `max_line_bytes` is not a positive whole number, or an option has a value that does not exist.
    MissingExtraError
        A library that reads the format is not installed.

    Warns
    -----
    DataWarning
        Labels by identifier are left out, because the corpus or a text in it is missing; or a topic occurs in such
        labels only and may be misspelt. Or annotators disagree, records are left out because they were skipped or not
        labelled, or a file never has a topic that others have.

    Examples
    --------
    >>> [example.id for example in read_examples([("Нефть подорожала.", ["energy"])])]
    ['example 1']
    """
    names = _name_fields(group, split)
    labelled = read_labelled(*sources, max_line_bytes=max_line_bytes, names=names, options=options, on_problem=_warn)
    if not labelled and not may_be_empty:
        raise DataError(f"No examples in {name_sources(sources)}. Give files of labelled texts.")
    examples = [example for example in labelled if isinstance(example, Example)]
    if len(examples) == len(labelled):
        return examples
    from topictag.labelled.labels import join_texts  # late, because every command would pay for its imports

    limit = (options or ReadOptions()).max_line_bytes if max_line_bytes is None else max_line_bytes
    joined = join_texts(labelled, list_corpus_files(corpus), max_line_bytes=limit, names=names)
    for problem in joined.problems:
        warn_caller(problem, DataWarning)
    return joined.examples


def read_labelled(
    *sources: Source,
    max_line_bytes: int | None = None,
    on_error: Callable[[DataError], None] | None = None,
    on_problem: Callable[[str], None] | None = None,
    names: FieldNames = _NO_NAMES,
    options: ReadOptions | None = None,
) -> list[Example | Label]:
    """Read labelled examples and labels by identifier, whose texts are still missing.

    Parameters
    ----------
    *sources, max_line_bytes, options
        As for `read_examples`.
    on_error : callable, optional
        Called with the error of a record or a file, which is then left out. By default the error is raised.
    on_problem : callable, optional
        Called with what else the user should know: annotators who disagree, records that are left out on purpose,
        files that never have a topic of others. By default nothing is said.
    names : FieldNames, optional
        The fields with the group and the split.

    Raises
    ------
    DataError, InputTypeError, SettingError, MissingExtraError
        As for `read_examples`; an empty list is not an error here.
    """
    if not isinstance(options, ReadOptions | None):
        raise InputTypeError(f"options must be ReadOptions, not {type(options).__name__}.")
    options = options or ReadOptions()
    check_format(options)
    if max_line_bytes is not None:
        options = replace(options, max_line_bytes=max_line_bytes)
    read = _Read(options, names)
    for number, source in enumerate(sources, 1):
        for file, place, record in iter_source(source, "" if number == 1 else f"source {number}, ", options):
            try:
                read.take(record, place, file)
            except DataError as error:
                if on_error is None:
                    raise
                on_error(error)
    labelled = close_topics(read.labelled, read.known)
    if on_problem:
        for problem in (
            *read.remarks.describe(),
            *describe_null_words(labelled),
            *describe_absent(labelled, read.files),
        ):
            on_problem(problem)
    return labelled


class _Read:
    """What is read so far."""

    def __init__(self, options: ReadOptions, names: FieldNames) -> None:
        self.labelled: list[Example | Label] = []
        self.known: list[frozenset[str] | None] = []
        self.files: list[str] = []
        self._options, self._names = options, names
        self.remarks = Remarks(options.annotators)

    def take(self, record: Any, place: str, file: str) -> None:
        """Add the examples of a record; raises `DataError` without adding any."""
        if isinstance(record, DataError):
            raise record
        if isinstance(record, PassedOver):
            self.remarks.pass_over(record)
            return
        flat = list(flatten(record, place, self._options.annotators, self._names))
        own = [self.remarks.ids.take(one.example, file) for one in flat]
        self.labelled += own
        self.known += [one.known for one in flat]
        self.files += [file] * len(own)
        for one in flat:
            self.remarks.note_dispute(one, place)


def _name_fields(group: str | None, split: str | None) -> FieldNames:
    for name, field in (("group", group), ("split", split)):
        if field is not None:
            check_field_name(name, field)
    return FieldNames(group, split)


def _warn(problem: str) -> None:
    warn_caller(problem, DataWarning)


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
