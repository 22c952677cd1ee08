"""Which terms occur together, and how much more often than by chance: positive pointwise mutual information.

Two contexts teach two things: the same paragraph (what the news is about) and the next few words (what kind of thing a
word names). Each pair is stored once, in the upper triangle.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu
from tqdm import tqdm

from topictag.training.background.counting import NumberedCorpus


class PairCounts:
    """Counts of pairs, limited to a given number of pairs.

    Parameters
    ----------
    n_terms : int
    max_pairs : int
        Above this number, the rarest pairs are dropped, as in lossy counting (Manku and Motwani, 2002): their mutual
        information is the least certain.
    """

    def __init__(self, n_terms: int, max_pairs: int) -> None:
        self._max_pairs = max_pairs
        self._counts = csr_array((n_terms, n_terms), dtype=np.float32)

    def add(self, upper: csr_array) -> None:
        """Add the counts of a chunk, each pair once, in the upper triangle."""
        self._counts = self._counts + upper
        least = 1
        while self._counts.nnz > self._max_pairs:
            self._counts.data[self._counts.data <= least] = 0
            self._counts.eliminate_zeros()
            least += 1

    def symmetric(self) -> csr_array:
        """Return all counts, each pair in both orders."""
        return (self._counts + self._counts.T).tocsr()


def count_in_paragraphs(
    corpus: NumberedCorpus, terms: list[str], max_pairs: int, *, progress: bool = False
) -> csr_array:
    """Count in how many paragraphs two terms occur together.

    Returns
    -------
    sparse array of float32, shape (n_terms, n_terms)
        Symmetric, zero on the diagonal.
    """
    incidence = corpus.incidence(terms)

    def count(words: NDArray[np.int32], paragraphs: NDArray[np.intp]) -> Iterator[csr_array]:
        present = paragraph_rows(words, paragraphs, len(corpus.words)) @ incidence
        present.data[:] = 1
        for start in range(0, present.shape[0], 4000):  # chosen: the product of a slice is the peak of memory
            rows = present[start : start + 4000]
            yield triu(rows.T @ rows, k=1, format="csr")

    return _count_pairs(corpus, PairCounts(len(terms), max_pairs), count, "pairs in paragraphs", progress)


def count_in_windows(
    corpus: NumberedCorpus, terms: list[str], window: int, max_pairs: int, *, progress: bool = False
) -> csr_array:
    """Count how often two terms occur within `window` content words of each other in a paragraph.

    Returns
    -------
    sparse array of float32, shape (n_terms, n_terms)
        Symmetric, zero on the diagonal.
    """
    incidence = corpus.incidence(terms)

    def count(words: NDArray[np.int32], paragraphs: NDArray[np.intp]) -> Iterator[csr_array]:
        following = incidence.T @ _neighbours(words, paragraphs, window, len(corpus.words)) @ incidence
        yield triu(following, k=1, format="csr") + triu(following.T, k=1, format="csr")

    return _count_pairs(corpus, PairCounts(len(terms), max_pairs), count, "pairs in windows", progress)


def _count_pairs(
    corpus: NumberedCorpus,
    pairs: PairCounts,
    count: Callable[[NDArray[np.int32], NDArray[np.intp]], Iterator[csr_array]],
    name: str,
    progress: bool,
) -> csr_array:
    """Add up the upper triangles that `count` makes from each chunk."""
    for words, paragraphs in tqdm(corpus.chunks(), name, unit=" chunks", disable=not progress):
        for upper in count(words, paragraphs):
            pairs.add(upper)
    return pairs.symmetric()


def paragraph_rows(words: NDArray[np.int32], paragraphs: NDArray[np.intp], n_words: int) -> csr_array:
    """Return the words' counts by paragraph, shape (n_paragraphs, n_words), float32."""
    n_paragraphs = int(paragraphs.max(initial=-1)) + 1
    ones = np.ones(len(words), np.float32)
    return csr_array((ones, (paragraphs, words)), shape=(n_paragraphs, n_words))


def positive_pmi(counts: csr_array, exponent: float) -> csr_array:
    """Return ``max(0, ln(p(a, b) / (p(a) · q(b))))`` where q is p with its counts raised to `exponent`.

    Smoothing keeps rare contexts from looking more informative than they are (Levy, Goldberg and Dagan, 2015).

    Parameters
    ----------
    counts : sparse array, shape (n_terms, n_terms)
        Symmetric.
    exponent : float
        In (0, 1].

    Returns
    -------
    sparse array of float32, shape (n_terms, n_terms)
    """
    totals = counts.sum(axis=1).astype(np.float64)
    smoothed = totals**exponent
    smoothed /= smoothed.sum() or 1.0
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    information = np.log(counts.data / (totals[rows] * smoothed[counts.indices]))
    kept = np.maximum(information, 0).astype(np.float32)
    result = csr_array((kept, counts.indices, counts.indptr), counts.shape, copy=True)  # zeros are removed in place
    result.eliminate_zeros()
    return result


def _neighbours(words: NDArray[np.int32], paragraphs: NDArray[np.intp], window: int, n_words: int) -> csr_array:
    """Return how often one word follows another within the window, shape (n_words, n_words)."""
    firsts, seconds = [], []
    for distance in range(1, window + 1):
        together = paragraphs[:-distance] == paragraphs[distance:]
        firsts.append(words[:-distance][together])
        seconds.append(words[distance:][together])
    places = np.concatenate(firsts), np.concatenate(seconds)
    return csr_array((np.ones(len(places[0]), np.float32), places), shape=(n_words, n_words))
