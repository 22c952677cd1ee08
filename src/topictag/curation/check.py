"""All checks of labelled data, one after the other."""

import warnings
from collections.abc import Iterator, Sequence
from itertools import chain
from os import PathLike

from topictag.curation.counts import count_pairs, count_topics, find_rare_topics
from topictag.curation.duplicates import find_equal_texts, find_leakage, find_near_duplicates
from topictag.curation.phrases import find_repeated_phrases
from topictag.curation.texts import find_odd_lengths, find_other_languages
from topictag.curation.words import read_words
from topictag.errors import DataError, DataWarning, TrainingError
from topictag.labelled.example import Example
from topictag.labelled.reading import Corpus, Source, data_files, read_examples
from topictag.results import CheckReport, Finding
from topictag.training.background.vectors import Background


def check_examples(
    sources: Sequence[Source],
    *,
    against: Sequence[Source] = (),
    corpus: Corpus = (),
    contradictions: bool = False,
    background: Background | None = None,
    progress: bool = False,
) -> CheckReport:
    """Look for what is wrong with labelled data; `topictag.check` documents it."""
    examples, problems = _read(sources, corpus)
    others, their_problems = _read(against, corpus) if against else ([], [])
    read, support = read_words(examples), count_topics(examples)
    found: list[Iterator[Finding]] = [
        iter([*problems, *their_problems]),
        find_equal_texts(read),
        find_near_duplicates(read, progress=progress),
        find_repeated_phrases(read),
        find_leakage(read, read_words(others), progress=progress) if others else iter(()),
        find_rare_topics(support, len(examples)),
        find_odd_lengths(read),
        find_other_languages(read),
    ]
    if contradictions:
        found.append(_contradict(examples, background, progress))
    return CheckReport(
        n_examples=len(examples),
        n_tagless=sum(not example.tags for example in examples),
        support=support,
        pair_support=count_pairs(examples),
        findings=tuple(chain.from_iterable(found)),
    )


def _contradict(examples: Sequence[Example], background: Background | None, progress: bool) -> Iterator[Finding]:
    from topictag.curation.contradictions import find_contradictions

    try:
        yield from find_contradictions(examples, background=background, progress=progress)
    except TrainingError as error:
        yield Finding("contradicted tags", "error", f"No model can be trained to contradict anything: {error}")


def _read(sources: Sequence[Source], corpus: Corpus) -> tuple[list[Example], list[Finding]]:
    """Return the examples that can be read, and what is wrong with the others."""
    problems, examples = list[DataError](), list[Example]()
    kept = [source for source in sources if _can_be_opened(source, problems)]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", DataWarning)
        if kept:
            examples = _read_all(kept, corpus, problems)
    errors = [Finding("records", "error", str(problem)) for problem in problems]
    return examples, [*errors, *(Finding("labels by identifier", "warning", str(one.message)) for one in caught)]


def _can_be_opened(source: Source, problems: list[DataError]) -> bool:
    """Return whether a path names files; if not, enter that."""
    if isinstance(source, str | PathLike):
        try:
            data_files(source)
        except DataError as error:
            problems.append(error)
            return False
    return True


def _read_all(sources: Sequence[Source], corpus: Corpus, problems: list[DataError]) -> list[Example]:
    """Read what can be read: without the corpus where that is the trouble."""
    told = len(problems)
    try:
        return read_examples(*sources, corpus=corpus, on_error=problems.append)
    except DataError as error:
        if not corpus:
            problems.append(error)
            return []
        del problems[told:]  # they come again
        problems.append(error)
        return _read_all(sources, (), problems)
