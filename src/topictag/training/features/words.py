"""The words of documents as numbers: what character n-grams are counted from.

A word occurs in many documents, but its n-grams are read once: the counts of n-grams are the product of two sparse
arrays, documents × words and words × n-grams.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.text.grams import iter_grams
from topictag.training.features.counts import TermCounts
from topictag.training.features.pairs import MIN_DF


@dataclass(frozen=True, eq=False)
class WordCounts:
    """How often each word occurs in each paragraph.

    Attributes
    ----------
    forms : tuple of str
        Distinct normalised words.
    matrix : sparse array of float64, shape (n_paragraphs, n_forms)
    bounds : ndarray of int, shape (n_documents + 1,)
        The paragraphs of document ``i`` are ``bounds[i]`` to ``bounds[i + 1]``, exclusive.
    """

    forms: tuple[str, ...]
    matrix: csr_array
    bounds: NDArray[np.intp]

    @classmethod
    def of(cls, documents: Sequence[Sequence[Sequence[str]]]) -> "WordCounts":
        """Count the words of documents, paragraph by paragraph.

        Examples
        --------
        >>> WordCounts.of([[["газ", "и", "газ"]]]).matrix.toarray().tolist()
        [[2.0, 1.0]]
        """
        counts = TermCounts.of([paragraph for document in documents for paragraph in document])
        return cls(counts.terms, counts.matrix, np.cumsum([0, *map(len, documents)]))

    def take(self, documents: NDArray[np.intp] | Sequence[int]) -> "WordCounts":
        """Return the words of some documents, given by number."""
        spans = [np.arange(self.bounds[number], self.bounds[number + 1]) for number in documents]
        sizes = [len(span) for span in spans]
        return WordCounts(self.forms, self.matrix[np.concatenate(spans)], np.cumsum([0, *sizes]))

    @cached_property
    def documents(self) -> csr_array:
        """Counts of whole documents, shape (n_documents, n_forms)."""
        numbers = np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))
        ones = np.ones(len(numbers))
        merge = csr_array((ones, (numbers, np.arange(len(numbers)))), shape=(len(self.bounds) - 1, len(numbers)))
        return csr_array(merge @ self.matrix)

    @cached_property
    def grams(self) -> tuple[tuple[str, ...], csr_array]:
        """The n-grams that occur in five documents or more, and their counts in words, shape (n_forms, n_grams)."""
        bags = [Counter(iter_grams(form)) for form in self.forms]
        every = TermCounts.of([list(bag.elements()) for bag in bags])
        present = csr_array((every.matrix > 0).astype(np.int32))
        in_documents = csr_array((self.documents > 0).astype(np.int32) @ present)
        often = np.flatnonzero(np.bincount(in_documents.indices, minlength=len(every.terms)) >= MIN_DF)
        return tuple(every.terms[number] for number in often.tolist()), csr_array(every.matrix[:, often])

    def count_grams(self, rows: csr_array) -> csr_array:
        """Return the counts of `grams` in rows of word counts."""
        counted = csr_array(rows @ self.grams[1])
        counted.sort_indices()
        return counted
