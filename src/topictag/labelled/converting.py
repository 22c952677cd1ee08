"""Everything that labelled data says, collected for writing it in another format."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from topictag.errors import DataError
from topictag.labelled.distinct_ids import DistinctIds
from topictag.labelled.example import Example, Label
from topictag.labelled.flattening import FlatRecord, flatten
from topictag.labelled.formats.format import PassedOver, ReadOptions
from topictag.labelled.labels import join_texts
from topictag.labelled.null_words import describe_null_words
from topictag.labelled.quotes import quote_fields
from topictag.labelled.reading import Corpus, list_corpus_files
from topictag.labelled.remarks import Remarks
from topictag.labelled.sources import Source, check_format, iter_source, name_sources


@dataclass(frozen=True, eq=False)
class Collected:
    """Labelled data as records in native form, one for each text.

    Attributes
    ----------
    records : list of dict
    topics : tuple of str
        All that are named, in alphabetical order.
    problems : tuple of str
        What the user should know about the reading.
    """

    records: list[dict[str, Any]]
    topics: tuple[str, ...]
    problems: tuple[str, ...]


def collect(
    sources: Sequence[Source],
    options: ReadOptions,
    *,
    corpus: Corpus = (),
    known: Sequence[str] = (),
    on_error: Callable[[DataError], None] | None = None,
) -> Collected:
    """Read labelled data in any format.

    Parameters
    ----------
    sources : sequence of path or iterable
        As for `read_examples`.
    options : ReadOptions
    corpus : path, or iterable of paths, optional
        The texts of labels by identifier. Without it, these labels stay labels.
    known : sequence of str, optional
        The only topics that were looked for, for records that do not say it.
    on_error : callable, optional
        Called with the error of a record, which is then left out. An id may then be used twice. By default the error
        is raised, and always if a file cannot be read to its end.

    Raises
    ------
    DataError
        Something cannot be read, an id is used twice, or there is no example.
    SettingError
        There is no such format.
    """
    check_format(options)
    flat, errors = list[FlatRecord](), list[DataError]()
    remarks, is_strict = Remarks(options.annotators), on_error is None
    for file, place, record in _iter_records(sources, options):
        if isinstance(record, PassedOver):
            remarks.pass_over(record)
            continue
        try:
            if isinstance(record, DataError):
                raise record
            own = list(flatten(record, place, options.annotators))
            own = [replace(one, example=_distinct(one.example, file, remarks.ids, is_strict=is_strict)) for one in own]
            flat += own
            for one in own:
                remarks.note_dispute(one, place)
        except DataError as error:
            if on_error is None or place == file:  # the rest of the file is not read
                raise
            errors.append(error)
            on_error(error)
    if not flat:
        raise _refuse_empty(name_sources(sources), remarks, errors)
    problems = [*remarks.describe(), *describe_null_words(own.example for own in flat)]
    if known:
        problems += _check_known(flat, known)
        flat = [own if own.known is not None else replace(own, known=frozenset(known)) for own in flat]
    files = list_corpus_files(corpus)
    if files:
        flat, more = _join(flat, files)
        problems += more
    topics = frozenset().union(*(own.example.tags | own.example.unknown | (own.known or frozenset()) for own in flat))
    return Collected([own.to_record() for own in flat], tuple(sorted(topics)), tuple(problems))


def _refuse_empty(names: str, remarks: Remarks, errors: Sequence[DataError]) -> DataError:
    """Return the error about data without examples, with the reasons why all records are left out."""
    reasons = [*remarks.describe()]
    reasons += [f"The first error of {len(errors)}: {errors[0]}"] if errors else []
    return DataError(" ".join([f"No examples in {names}.", *reasons, "Give files of labelled texts."]))


def _check_known(flat: Sequence[FlatRecord], known: Sequence[str]) -> Iterator[str]:
    """Yield what looks wrong with the topics that were looked for, in records that do not say it themselves."""
    named = frozenset().union(*(own.example.tags | own.example.unknown for own in flat))
    given = frozenset().union(*(own.example.tags for own in flat if own.known is None))
    if never := sorted(frozenset(known) - named):
        yield (
            f"No text has these topics, which are said to be known: {quote_fields(never)}. Correct their spelling, "
            "unless they were looked for and not found."
        )
    if omitted := sorted(given.difference(known)):
        yield (
            f"Texts have these topics, which are not among the known ones: {quote_fields(omitted)}. Where a text lacks "
            "them, they are unknown. If they were looked for, name them too: --known."
        )


def _distinct(own: Example | Label, file: str, ids: DistinctIds, *, is_strict: bool) -> Example | Label:
    """Return the example with an id of its own; without strictness, a repetition stays as it is."""
    try:
        return ids.take(own, file)
    except DataError:
        if is_strict:
            raise
        return own


def _iter_records(sources: Sequence[Source], options: ReadOptions) -> Iterator[tuple[str, str, Any]]:
    for number, source in enumerate(sources, 1):
        yield from iter_source(source, "" if number == 1 else f"source {number}, ", options)


def _join(flat: Sequence[FlatRecord], files: Sequence[Any]) -> tuple[list[FlatRecord], list[str]]:
    """Return the records with their texts, without those whose text is missing, and what is to be said of these."""
    joined = join_texts([own.example for own in flat], files)
    found: dict[str, Example | Label] = {own.id: own for own in joined.examples}
    return [replace(own, example=found[own.example.id]) for own in flat if own.example.id in found], joined.problems
