"""All checks of labelled data, one after another."""

from collections.abc import Iterator, Sequence
from itertools import chain
from os import PathLike

from topictag.curation.confident import import_cleanlab
from topictag.curation.counts import count_pairs, count_topics, count_unknown, find_rare_topics
from topictag.curation.duplicates import find_equal_texts, find_leakage, find_near_duplicates
from topictag.curation.phrases import find_repeated_phrases
from topictag.curation.texts import find_odd_lengths, find_other_languages
from topictag.curation.words import read_words
from topictag.errors import DataError, TrainingError
from topictag.labelled.example import Example, Label
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.hints import Hint, HintSource, read_hints
from topictag.labelled.labels import Joined, join_texts
from topictag.labelled.lines import MAX_LINE_BYTES
from topictag.labelled.reading import (
    Corpus,
    Source,
    corpus_parts,
    list_corpus_files,
    name_sources,
    read_labelled,
)
from topictag.results.checking import CheckReport, Finding
from topictag.training.background.vectors import Background


def check_examples(
    sources: Sequence[Source],
    *,
    against: Sequence[Source] = (),
    corpus: Corpus = (),
    contradictions: bool = False,
    background: Background | None = None,
    hints: HintSource | None = None,
    max_line_bytes: int = MAX_LINE_BYTES,
    options: ReadOptions | None = None,
    progress: bool = False,
) -> CheckReport:
    """Look for mistakes in labelled data; see `topictag.check`."""
    if contradictions:
        import_cleanlab()  # fail before the work, not after it
    own_hints = () if hints is None else read_hints(hints, max_line_bytes=max_line_bytes)
    parts = corpus_parts(corpus)
    examples, problems = _read(sources, parts, max_line_bytes, options)
    others, their_problems = _read(against, parts, max_line_bytes, options)
    read, support, unknown = read_words(examples), count_topics(examples), count_unknown(examples)
    found: list[Iterator[Finding]] = [
        iter(dict.fromkeys([*problems, *their_problems])),  # an unreadable corpus concerns both
        find_equal_texts(read),
        find_near_duplicates(read, progress=progress),
        find_repeated_phrases(read),
        find_leakage(read, read_words(others), progress=progress) if others else iter(()),
        find_rare_topics(support, len(examples), unknown),
        find_odd_lengths(read),
        find_other_languages(read),
    ]
    if contradictions:
        found.append(_contradict(examples, background, progress))
    if own_hints:
        found.append(_check_hints(examples, own_hints, progress))
    return CheckReport(
        n_examples=len(examples),
        n_tagless=sum(example.is_tagless for example in examples),
        support=support,
        pair_support=count_pairs(examples),
        findings=tuple(chain.from_iterable(found)),
        unknown=unknown,
    )


def _contradict(examples: Sequence[Example], background: Background | None, progress: bool) -> Iterator[Finding]:
    from topictag.curation.contradictions import find_contradictions

    try:
        yield from find_contradictions(examples, background=background, progress=progress)
    except TrainingError as error:
        yield Finding("contradicted tags", "error", f"No model can be trained for this check: {error}")


def _check_hints(examples: Sequence[Example], hints: Sequence[Hint], progress: bool) -> Iterator[Finding]:
    from topictag.curation.hint_checks import find_contradicted_hints

    try:
        yield from find_contradicted_hints(examples, hints, progress=progress)
    except (DataError, TrainingError) as error:
        yield Finding("hints", "error", str(error))


def _read(
    sources: Sequence[Source],
    corpus: Sequence[str | PathLike[str]],
    max_line_bytes: int,
    options: ReadOptions | None,
) -> tuple[list[Example], list[Finding]]:
    """Return the examples that can be read, and what is wrong with the others; each source is read once."""
    errors = list[DataError]()
    told = list[str]()
    labelled = read_labelled(
        *sources, max_line_bytes=max_line_bytes, on_error=errors.append, on_problem=told.append, options=options
    )
    if sources and not labelled and not errors:
        errors.append(DataError(f"No examples in {name_sources(sources)}. Give files of labelled texts."))
    joined = _join(labelled, corpus, max_line_bytes, errors)
    records = [Finding("records", "error", str(error)) for error in errors]
    return joined.examples, [
        *records,
        *(Finding("reading", "warning", problem) for problem in told),
        *(Finding("labels by identifier", "warning", problem) for problem in joined.problems),
    ]


def _join(
    labelled: Sequence[Example | Label],
    corpus: Sequence[str | PathLike[str]],
    max_line_bytes: int,
    errors: list[DataError],
) -> Joined:
    """Look texts up; if that fails, note the error and continue with the examples that have their texts."""
    try:
        files = list_corpus_files(corpus) if any(isinstance(example, Label) for example in labelled) else []
        return join_texts(labelled, files, max_line_bytes=max_line_bytes)
    except DataError as error:
        errors.append(error)
        return Joined([example for example in labelled if isinstance(example, Example)], [])
