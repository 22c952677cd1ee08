"""Hints that labelled examples contradict: words that speak for a topic where the examples say otherwise.

A hint is a claim about texts: with strength 3, nearly all texts with the term have the topic; with a positive strength,
more of them have it than of all texts; with a negative one, fewer. A claim counts as contradicted if the share of the
examples with the term is beyond what it allows by more than chance (exact binomial test, one-sided, 1 %). The
examples of an article, and copies of a text, count as one. With thousands of hints, a few findings are chance: they are
places to look at.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.stats import binomtest

from topictag.labelled.example import Example
from topictag.labelled.hints import MAX_STRENGTH, Hint
from topictag.labelled.quotes import quote
from topictag.results.checking import Finding
from topictag.text.terms import TermAnalyzer
from topictag.training.arrays import Bools
from topictag.training.features.hints import read_terms
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.preparing import prepare
from topictag.training.requirements import choose_topics

_FEWEST = 5  # chosen: articles with the term
_SIGNIFICANCE = 0.01  # chosen, one-sided
_LEAST_OF_STRONG = 0.5  # chosen: of the texts with a term of strength 3, at least half should have the topic


def find_contradicted_hints(
    examples: Sequence[Example], hints: Sequence[Hint], *, progress: bool = False
) -> Iterator[Finding]:
    """Yield hints that the examples contradict, those with the most examples first.

    Parameters
    ----------
    examples : sequence of Example
    hints : sequence of Hint
    progress : bool, default=False

    Raises
    ------
    DataError
        Forms of one lemma speak both for a topic and against it.
    TrainingError
        No topic has enough examples.

    Warns
    -----
    TrainingWarning
        A hint is read as another word, or not at all.
    """
    analyzer = TermAnalyzer(shared_lemmatizer())
    hints, left_out = _split(examples, hints)
    for name in left_out:
        yield Finding(
            "contradicted hints",
            "warning",
            f"The hints for {quote(name)} are not checked: no example has the topic, or too few have it. "
            "Correct its spelling, or add examples.",
        )
    data = prepare(examples, [], analyzer, hints=hints, progress=progress)
    counts, gold, known = data.sample.counts, data.sample.gold, data.sample.known
    places = {term: number for number, term in enumerate(counts.terms)}
    columns = counts.matrix.tocsc()
    found = list[tuple[int, Finding]]()
    for hint, term in read_terms(hints, (*data.topics, *data.hinted), analyzer, warns=False):
        if hint.topic not in data.topics or term not in places:
            continue
        topic, place = data.topics.index(hint.topic), places[term]
        rows = columns.indices[columns.indptr[place] : columns.indptr[place + 1]]
        rows = rows[known[rows, topic]]
        groups, gold_of = np.unique(data.sample.groups[rows], return_inverse=True)
        n = len(groups)
        n_with = int((np.bincount(gold_of, gold[rows, topic], n) > 0).sum())
        if n >= _FEWEST and (problem := _contradict(hint, n_with, n, _share(gold, known, topic))):
            found.append((n, Finding("contradicted hints", "warning", f"{hint.where}: {problem}")))
    yield from (finding for _, finding in sorted(found, key=lambda own: -own[0]))


def _split(examples: Sequence[Example], hints: Sequence[Hint]) -> tuple[list[Hint], list[str]]:
    """Return the hints for topics that have enough examples, and the other topics."""
    topics = choose_topics(examples)[0]
    others = sorted({hint.topic for hint in hints}.difference(topics))
    return [hint for hint in hints if hint.topic in topics], others


def _share(gold: Bools, known: Bools, topic: int) -> float:
    return float(np.mean(gold[known[:, topic], topic]))


def _contradict(hint: Hint, n_with: int, n: int, share: float) -> str:
    """Return what is wrong with a hint whose term is in n articles, of which n_with have its topic; "" if nothing."""
    seen = f"{n_with} of the {n} articles with {quote(hint.term)} have the topic {quote(hint.topic)}"
    base = f"{share:.1%} of all do".replace("%", " %")
    if hint.strength < 0:
        if _is_beyond(n_with, n, share, "greater"):
            return f"the hint speaks against the topic, but {seen}; {base}. Remove it, or give it a positive strength."
    elif _is_beyond(n_with, n, share, "less"):
        return f"the hint speaks for the topic, but {seen}; {base}. Remove it, or give it a negative strength."
    elif hint.strength == MAX_STRENGTH and _is_beyond(n_with, n, _LEAST_OF_STRONG, "less"):
        way_out = "Give it a lower strength" if n_with else "Remove it"
        return f"the hint has the strength {hint.strength}, but {seen}. {way_out}."
    return ""


def _is_beyond(n_with: int, n: int, share: float, side: str) -> bool:
    return bool(binomtest(n_with, n, share, alternative=side).pvalue <= _SIGNIFICANCE)
