"""Choosing pairs of lemmas as further terms: the thousand or so that best distinguish the topics.

A paragraph contains hundreds of pairs and most mean nothing. So they are ranked by χ² of presence against the topics,
on training examples alone with copies counted once, and must reach a χ² that is rare by chance. The norm of a row does
not include them, so that they weaken no word. Measured by ``benchmarks.quality.ablation`` and
``benchmarks.quality.pairs``.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.text.function_words import is_negation
from topictag.text.pairs import is_pair, iter_pairs, join_pair, split_pair
from topictag.training.arrays import Bools, Floats
from topictag.training.features.counts import TermCounts

MIN_DF = 5  # chosen: rarer pairs and n-grams are mostly chance
_MAX_NEGATIONS = 1000  # chosen: a limit for large data sets; small ones have dozens
_LEAST_CHI2 = 6.63  # chosen: 1 in 100 by chance, with one degree of freedom

PlacedTerms: TypeAlias = Sequence[tuple[int, tuple[str, ...]]]


def choose_pairs(
    counts: TermCounts,
    gold: Bools,
    *,
    max_pairs: int,
    min_df: float = MIN_DF,
    lemmas: Collection[str],
    known: Bools | None = None,
) -> list[str]:
    """Return the pairs that best distinguish some topic from the others.

    Parameters
    ----------
    counts : TermCounts
        Counts of the documents, with pairs among their terms.
    gold : ndarray of bool, shape (n_documents, n_topics)
    max_pairs : int
        Maximum number of pairs.
    min_df : float
        Minimum number of documents that contain a pair, without copies; at least five.
    lemmas : collection of str
        Both lemmas of a pair must be among these.
    known : ndarray of bool, shape (n_documents, n_topics), optional
        Where it is known whether the document has the topic; everywhere by default.

    Returns
    -------
    list of str
        Sorted.
    """
    return _choose(counts, gold, is_pair, max_pairs, min_df, lemmas, known)


def choose_negations(
    counts: TermCounts, gold: Bools, *, min_df: float = MIN_DF, terms: Collection[str], known: Bools | None = None
) -> list[str]:
    """Return the negations that best distinguish some topic from the others, sorted; at most a thousand.

    Parameters are those of `choose_pairs`; the negator and the lemma of a negation must be among `terms`.
    """
    return _choose(counts, gold, is_negation, _MAX_NEGATIONS, min_df, terms, known)


def _choose(
    counts: TermCounts,
    gold: Bools,
    is_wanted: Callable[[str], bool],
    n: int,
    min_df: float,
    parts: Collection[str],
    known: Bools | None,
) -> list[str]:
    """Return the wanted terms whose two parts are among `parts`, at most the `n` most telling, in order."""
    least = max(min_df, MIN_DF)
    often = np.flatnonzero(counts.document_frequencies >= least)
    named = ((number, counts.terms[number]) for number in often.tolist())
    candidates = [own for own, term in named if is_wanted(term) and all(part in parts for part in split_pair(term))]
    once = counts.first_of_copies
    present = (counts.matrix[once][:, candidates] > 0).astype(np.float64)
    kept = np.flatnonzero(np.bincount(present.indices, minlength=len(candidates)) >= least)
    chosen = kept[most_telling(present[:, kept], gold[once], n, None if known is None else known[once])]
    return [counts.terms[candidates[number]] for number in chosen.tolist()]


def choose_grams(
    counts: TermCounts, gold: Bools, max_grams: int, known: Bools | None = None
) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Return the character n-grams that best distinguish some topic from the others, and their document frequencies.

    Parameters
    ----------
    counts : TermCounts
        With counts of n-grams.
    gold : ndarray of bool, shape (n_documents, n_topics)
    max_grams : int
        Maximum number of n-grams. At least five documents contain each, without copies.
    known : ndarray of bool, shape (n_documents, n_topics), optional
        Where it is known whether a document has a topic.
    """
    if counts.gram_matrix is None:
        return (), np.empty(0, dtype=np.intp)
    once = counts.first_of_copies
    present = (counts.gram_matrix[once] > 0).astype(np.float64)
    kept = np.flatnonzero(np.bincount(present.indices, minlength=present.shape[1]) >= MIN_DF)
    chosen = kept[most_telling(present[:, kept], gold[once], max_grams, None if known is None else known[once])]
    frequencies = np.bincount(counts.gram_matrix.indices, minlength=present.shape[1])[chosen]
    return tuple(counts.grams[number] for number in chosen.tolist()), frequencies


def most_telling(present: csr_array, gold: Bools, n: int, known: Bools | None = None) -> NDArray[np.intp]:
    """Return the columns that best distinguish some topic from the others, beyond chance; at most `n`, ascending.

    Parameters
    ----------
    present : sparse array, shape (n_documents, n_columns)
        1 where a document contains a term.
    gold : ndarray of bool, shape (n_documents, n_topics)
    n : int
        Maximum number of columns.
    known : ndarray of bool, shape (n_documents, n_topics), optional
        Where it is known whether the document has the topic; everywhere by default. Nothing else counts for the topic.

    Returns
    -------
    ndarray of int, shape (n_chosen,)
    """
    known = np.ones_like(gold) if known is None else known
    learnable = np.flatnonzero((gold & known).any(axis=0) & (known & ~gold).any(axis=0))
    if not learnable.size or not n or not present.shape[1]:
        return np.empty(0, dtype=np.intp)
    best = _chi2(present, gold[:, learnable], known[:, learnable]).max(axis=1)
    first = np.argsort(-best, kind="stable")[:n]
    return np.sort(first[best[first] >= _LEAST_CHI2])


def _chi2(present: csr_array, gold: Bools, known: Bools) -> Floats:
    """Return each column's χ² against each topic, shape (n_columns, n_topics); 0 for a column in no known document.

    Expected are the occurrences of a column, spread over the documents with a topic and without it by their numbers:
    ``(O₁ - E₁)² / E₁ + (O₀ - E₀)² / E₀``, as `sklearn.feature_selection.chi2` has it.
    """
    columns = csr_array(present.T)
    with_topic = columns @ (gold & known).astype(np.float64)
    every = np.maximum(columns @ known.astype(np.float64), np.finfo(np.float64).tiny)
    share = (gold & known).sum(axis=0) / known.sum(axis=0)
    statistic: Floats = (with_topic - every * share) ** 2 / (every * share * (1 - share))
    return statistic


def add_frequent_pairs(
    documents: Sequence[Sequence[PlacedTerms]], window: int, always: Collection[str] = ()
) -> list[list[list[str]]]:
    """Return the terms of documents, paragraph by paragraph, and the pairs that occur in five documents or more.

    Most pairs occur only once. They are counted as numbers, so that each takes eight bytes of memory instead of a
    string.

    Parameters
    ----------
    documents : sequence of sequences of paragraphs
        For each paragraph, the positions and terms of its words, as `TermAnalyzer.placed_terms` gives them.
    window : int
        Maximum distance between the lemmas of a pair, in words.
    always : collection of str
        Pairs that are kept however rare they are.
    """
    numbers: dict[str, int] = {}

    def iter_codes(paragraph: PlacedTerms) -> Iterator[tuple[int, str, str]]:
        for first, second in iter_pairs([(place, terms[0]) for place, terms in paragraph], window):
            code = numbers.setdefault(first, len(numbers)) << 32 | numbers.setdefault(second, len(numbers))
            yield code, first, second

    codes = [
        np.fromiter({code for paragraph in document for code, *_ in iter_codes(paragraph)}, np.int64)
        for document in documents
    ]
    distinct, counts = np.unique(np.concatenate([*codes, np.empty(0, np.int64)]), return_counts=True)
    frequent = frozenset(distinct[counts >= MIN_DF].tolist())
    wanted = (split_pair(pair) for pair in always)
    frequent |= {numbers[one] << 32 | numbers[two] for one, two in wanted if one in numbers and two in numbers}

    def write(paragraph: PlacedTerms) -> list[str]:
        pairs = (join_pair(*pair) for code, *pair in iter_codes(paragraph) if code in frequent)
        return [*(term for _, own in paragraph for term in own), *pairs]

    return [list(map(write, document)) for document in documents]
