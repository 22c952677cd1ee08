"""Choosing pairs of lemmas as further terms: the thousand or so that best distinguish the topics.

A paragraph contains hundreds of pairs and most mean nothing. So they are ranked by χ² of presence against the topics,
on training examples alone with copies counted once, and must reach a χ² that is rare by chance. The norm of a row does
not include them, so that they weaken no word. Measured by ``benchmarks.quality.ablation`` and
``benchmarks.quality.pairs``.
"""

from collections.abc import Callable, Collection

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.text.function_words import is_negation
from topictag.text.pairs import is_pair, split_pair
from topictag.training.arrays import Bools, Floats
from topictag.training.features.counts import TermCounts
from topictag.training.features.words import MIN_DF

_MAX_NEGATIONS = 1000  # chosen: a limit for large data sets; small ones have dozens
_LEAST_CHI2 = 6.63  # chosen: 1 in 100 by chance, with one degree of freedom


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
    often = counts.n_singles + np.flatnonzero(counts.document_frequencies[counts.n_singles :] >= least)
    named = ((number, *split_pair(counts.terms[number])) for number in often.tolist())
    split = [number for number, one, two in named if one in parts and two in parts]
    candidates = [number for number in split if is_wanted(counts.terms[number])]
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
    if counts.grams is None:
        return (), np.empty(0, dtype=np.intp)
    is_first = np.isin(np.arange(len(counts)), counts.first_of_copies)[:, None]
    known = is_first & (np.ones_like(gold) if known is None else known)
    learnable = _find_learnable(gold, known)
    n, every = len(learnable), _unite(known[:, learnable])
    sides = np.hstack([gold[:, learnable] & known[:, learnable], every, is_first, np.ones_like(is_first)])
    sums = np.zeros((len(counts.grams.names), sides.shape[1]))
    for own, present in counts.grams.iter_present():
        sums += present.T @ sides[own].astype(np.float64)
    statistic = _chi2(sums[:, :n], sums[:, n:-2], sides[:, :n].sum(axis=0) / every.sum(axis=0))
    statistic[sums[:, -2] < MIN_DF] = 0
    chosen = _best_rows(statistic, max_grams)
    return tuple(counts.grams.names[number] for number in chosen.tolist()), sums[chosen, -1].astype(np.intp)


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
    learnable = _find_learnable(gold, known)
    if not learnable.size:
        return np.empty(0, dtype=np.intp)
    gold, every = gold[:, learnable] & known[:, learnable], _unite(known[:, learnable])
    columns = csr_array(present.T)
    share = gold.sum(axis=0) / every.sum(axis=0)
    return _best_rows(_chi2(columns @ gold.astype(np.float64), columns @ every.astype(np.float64), share), n)


def _unite(known: Bools) -> Bools:
    """Return one column in place of columns that are all the same, the usual case: less to multiply."""
    return known[:, :1] if known.shape[1] and (known == known[:, :1]).all() else known


def _find_learnable(gold: Bools, known: Bools) -> NDArray[np.intp]:
    """Return the topics that some known documents have and others lack."""
    return np.flatnonzero((gold & known).any(axis=0) & (known & ~gold).any(axis=0))


def _chi2(with_topic: Floats, every: Floats, share: Floats) -> Floats:
    """Return each term's χ² against each topic, shape (n_terms, n_topics); 0 for a term in no document.

    Expected are the documents with a term, spread over those with a topic and those without it by their numbers:
    ``(O₁ - E₁)² / E₁ + (O₀ - E₀)² / E₀``, as `sklearn.feature_selection.chi2` has it.

    Parameters
    ----------
    with_topic, every : ndarray of float64, shape (n_terms, n_topics)
        Number of documents that contain the term: of those with the topic, and of all; `every` may have one column.
    share : ndarray of float64, shape (n_topics,)
        Share of the documents that have the topic; above 0 and below 1.
    """
    expected = np.maximum(every, np.finfo(np.float64).tiny) * share
    statistic: Floats = (with_topic - every * share) ** 2 / (expected * (1 - share))
    return statistic


def _best_rows(statistic: Floats, n: int) -> NDArray[np.intp]:
    """Return the terms with the highest χ² against any topic, beyond chance; at most `n`, ascending."""
    if not statistic.size:
        return np.empty(0, dtype=np.intp)
    best = statistic.max(axis=1)
    first = np.argsort(-best, kind="stable")[:n]
    return np.sort(first[best[first] >= _LEAST_CHI2])
