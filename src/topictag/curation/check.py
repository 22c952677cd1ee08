"""All checks of labelled data, one after the other."""

import warnings
from collections.abc import Iterator, Sequence
from itertools import chain

from topictag.curation.counts import count_pairs, count_topics, find_rare_topics
from topictag.curation.duplicates import find_equal_texts, find_leakage, find_near_duplicates
from topictag.curation.phrases import find_repeated_phrases
from topictag.curation.texts import find_odd_lengths, find_other_languages
from topictag.curation.words import read_words
from topictag.errors import DataError, DataWarning
from topictag.examples.example import Example
from topictag.examples.reading import Corpus, Source, read_examples
from topictag.results import CheckReport, Finding
from topictag.training.background.tables import Background


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
        from topictag.curation.contradictions import find_contradictions

        found.append(find_contradictions(examples, background=background, progress=progress))
    return CheckReport(
        n_examples=len(examples),
        n_tagless=sum(not example.tags for example in examples),
        support=support,
        pair_support=count_pairs(examples),
        findings=tuple(chain.from_iterable(found)),
    )


def _read(sources: Sequence[Source], corpus: Corpus) -> tuple[list[Example], list[Finding]]:
    """Return the examples that can be read, and what is wrong with the others."""
    problems, examples = list[DataError](), list[Example]()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", DataWarning)
        try:
            examples = read_examples(*sources, corpus=corpus, on_error=problems.append)
        except DataError as error:
            problems.append(error)
    errors = [Finding("records", "error", str(problem)) for problem in problems]
    return examples, [*errors, *(Finding("labels by identifier", "warning", str(one.message)) for one in caught)]
