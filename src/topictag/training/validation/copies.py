"""Near copies: texts that differ in some words, such as two versions of one report.

If one is learnt from and another measured on, the figures are too good, as with equal texts. So they stay in one fold.

`topictag.text.copies` says what near copies are. Here sets of words are compared by columns of numbers.

MinHash with banding (Broder, 1997) proposes pairs, so that not all texts are compared: a pair with an index s of 0.6
with a probability of 0.89, one of 0.7 with 0.99 (``1 - (1 - s⁴)¹⁶``). Within a bucket, each text is compared with the
first one and with the one before it; copies share several buckets, and links are transitive. The index itself decides.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from topictag.text.copies import MIN_LETTERS, MIN_SIMILARITY, MIN_WORDS
from topictag.training.arrays import Floats, Groups
from topictag.training.features.words import Words

_BANDS, _ROWS = 16, 4
_SEED = 1
_MIN_AGREEMENT = 0.4  # of the minima; with an index of 0.6, fewer agree in 1 of 1,000 pairs
_PAIRS_AT_ONCE = 100_000  # bounds the memory
# Chosen. Chains of ever less similar texts can link everything, so a group of over a tenth of the texts, and of over 20
# texts, keeps only closer links.
_MAX_SHARE, _MAX_SIZE = 0.1, 20
_CLOSER = 0.75


def group_copies(texts: Sequence[Sequence[str]]) -> Groups:
    """Return the number of each text's group of near copies; a text without a near copy is alone in its group.

    Parameters
    ----------
    texts : sequence of sequences of str
        The normalised words of each text.

    Returns
    -------
    ndarray of int, shape (n_texts,)

    Examples
    --------
    >>> report = "совет директоров завода вчера утвердил новый план выпуска тракторов".split()
    >>> groups = group_copies([report, ["снег"], [*report[:-1], "комбайнов"]])
    >>> bool(groups[0] == groups[2]), bool(groups[0] == groups[1])
    (True, False)
    """
    words = _count_words(texts)
    long = np.flatnonzero(np.diff(words.indptr) >= MIN_WORDS)
    pairs = long[_propose(_sign(words[long]))] if long.size else np.empty((0, 2), dtype=np.intp)
    similarity = _compare(words, pairs)
    near = similarity >= MIN_SIMILARITY
    return link_pairs(pairs[near], similarity[near], len(texts))


def _count_words(texts: Sequence[Sequence[str]]) -> csr_array:
    """Return which text contains which word, shape (n_texts, n_words)."""
    words = Words.of(texts)
    long = [number for number, form in enumerate(words.forms) if len(form) >= MIN_LETTERS]
    return csr_array(words.counts[:, long] > 0).astype(np.int32)


def _sign(words: csr_array) -> NDArray[np.uint32]:
    """Return the minima of random numbers over each text's words, shape (n_hashes, n_texts); no text is empty."""
    rng, starts = np.random.default_rng(_SEED), words.indptr[:-1]
    signatures = np.empty((_BANDS * _ROWS, words.shape[0]), dtype=np.uint32)
    for row in signatures:
        of_word = rng.integers(2**32, size=words.shape[1], dtype=np.uint32)
        np.minimum.reduceat(of_word[words.indices], starts, out=row)
    return signatures


def _propose(signatures: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Return pairs of texts that share a band and enough minima, shape (n_pairs, 2); each pair once."""
    found = [_pair_bucket(band) for band in np.split(signatures, _BANDS)]
    n_texts = signatures.shape[1]
    codes = np.unique(np.concatenate([first * n_texts + second for first, second in found]))
    pairs = np.column_stack(np.divmod(codes, n_texts))
    agree = [(signatures[:, own[:, 0]] == signatures[:, own[:, 1]]).mean(axis=0) for own in _parts(pairs)]
    return pairs[np.concatenate([*agree, np.empty(0)]) >= _MIN_AGREEMENT]


def _pair_bucket(band: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return pairs of texts with equal minima in a band: each with the first one, and with the one before it."""
    order = np.lexsort(band[::-1])
    same = np.append([False], (band[:, order[1:]] == band[:, order[:-1]]).all(axis=0))
    places = np.arange(len(order))
    starts = np.maximum.accumulate(np.where(same, 0, places))
    later = np.flatnonzero(same)
    firsts, seconds = np.concatenate([starts[later], later - 1]), np.tile(later, 2)
    return order[firsts], order[seconds]


def _compare(words: csr_array, pairs: NDArray[np.intp]) -> Floats:
    """Return the Jaccard index of the pairs."""
    sizes = np.diff(words.indptr)
    found = [np.empty(0)]
    for own in _parts(pairs):
        shared = words[own[:, 0]].multiply(words[own[:, 1]]).sum(axis=1)
        found.append(shared / (sizes[own].sum(axis=1) - shared))
    return np.concatenate(found)


def _parts(pairs: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    return (pairs[start : start + _PAIRS_AT_ONCE] for start in range(0, len(pairs), _PAIRS_AT_ONCE))


def link_pairs(pairs: NDArray[np.intp], similarity: Floats, n_texts: int) -> Groups:
    """Return groups of linked texts; a group that is too large keeps only closer links.

    Parameters
    ----------
    pairs : ndarray of int, shape (n_pairs, 2)
        Numbers of texts.
    similarity : ndarray of float, shape (n_pairs,)
        How close the texts of each pair are, from 0 to 1.
    n_texts : int

    Returns
    -------
    ndarray of int, shape (n_texts,)
    """
    groups = _connect(pairs, n_texts)
    is_large = np.bincount(groups)[groups] > max(_MAX_SIZE, _MAX_SHARE * n_texts)
    return _connect(pairs[~is_large[pairs[:, 0]] | (similarity >= _CLOSER)], n_texts)


def _connect(pairs: NDArray[np.intp], n_texts: int) -> Groups:
    graph = csr_array((np.ones(len(pairs)), tuple(pairs.T)), shape=(n_texts, n_texts))
    groups: Groups = connected_components(graph, directed=False)[1].astype(np.intp)
    return groups
