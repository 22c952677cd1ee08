"""The words of paragraphs as numbers: texts are read once, and everything is counted from these numbers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.training.arrays import smallest_index

MIN_DF = 5  # chosen: pairs and n-grams that occur in fewer documents are mostly chance


@dataclass(frozen=True, eq=False)
class Words:
    """The words of paragraphs, in order.

    Attributes
    ----------
    forms : tuple of str
        Distinct normalised words.
    numbers : ndarray of int32, shape (n_words,)
        Places in `forms`.
    bounds : ndarray of int, shape (n_paragraphs + 1,)
        The words of paragraph ``i`` are ``bounds[i]`` to ``bounds[i + 1]``, exclusive.
    """

    forms: tuple[str, ...]
    numbers: NDArray[np.int32]
    bounds: NDArray[np.intp]

    @classmethod
    def of(cls, paragraphs: Sequence[Sequence[str]]) -> "Words":
        """Number the words of paragraphs.

        Examples
        --------
        >>> words = Words.of([["газ", "и", "газ"], ["нефть"]])
        >>> words.forms, words.numbers.tolist(), words.bounds.tolist()
        (('газ', 'и', 'нефть'), [0, 1, 0, 2], [0, 3, 4])
        """
        numbers = defaultdict[str, int](count().__next__)  # a new word gets the next number
        own = np.fromiter(map(numbers.__getitem__, chain.from_iterable(paragraphs)), np.int32)
        return cls(tuple(numbers), own, np.cumsum([0, *map(len, paragraphs)]))

    @cached_property
    def paragraphs(self) -> NDArray[np.intp]:
        """The number of each word's paragraph."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))

    @cached_property
    def counts(self) -> csr_array:
        """How often each word occurs in each paragraph, float64 of shape (n_paragraphs, n_forms)."""
        return count_cells(self.paragraphs, self.numbers, (len(self.bounds) - 1, len(self.forms)))

    def take(self, paragraphs: NDArray[np.intp]) -> "Words":
        """Return the words of some paragraphs, given by number."""
        own = self.numbers[join_spans(self.bounds, paragraphs)]
        used, numbers = np.unique(own, return_inverse=True)
        sizes = np.diff(self.bounds)[paragraphs]
        forms = tuple(self.forms[number] for number in used.tolist())
        return Words(forms, numbers.astype(np.int32), np.concatenate([[0], np.cumsum(sizes)]))


def count_cells(rows: NDArray[np.integer], columns: NDArray[np.integer], shape: tuple[int, int]) -> csr_array:
    """Return how often each cell is named, as a sparse array of float64 with ascending indices."""
    index = smallest_index(len(rows), *shape)
    counts = csr_array((np.ones(len(rows)), (rows.astype(index), columns.astype(index))), shape=shape)
    counts.sum_duplicates()
    return counts


def join_columns(blocks: list[csr_array]) -> csr_array:
    """Return blocks of columns side by side; the list is empty afterwards, so that each block ends when it is copied.

    `scipy.sparse.hstack` takes three times the memory of the result.

    Examples
    --------
    >>> join_columns([csr_array([[1, 0], [0, 2]]), csr_array([[3], [0]])]).toarray().tolist()
    [[1, 0, 3], [0, 2, 0]]
    """
    if len(blocks) == 1:
        return blocks.pop()
    n_rows, n_columns = int(blocks[0].shape[0]), sum(int(block.shape[1]) for block in blocks)
    bounds: NDArray[np.intp] = np.stack([block.indptr for block in blocks]).sum(axis=0, dtype=np.intp)
    index = smallest_index(int(bounds[-1]), n_columns)
    values = np.empty(bounds[-1], np.result_type(*(block.dtype for block in blocks)))
    indices = np.empty(bounds[-1], index)
    starts, first = bounds[:-1].copy(), 0
    while blocks:
        block = blocks.pop(0)
        sizes = np.diff(block.indptr)
        places = np.repeat((starts - block.indptr[:-1]).astype(index), sizes)
        places += np.arange(block.nnz, dtype=index)
        values[places], indices[places] = block.data, block.indices + index(first)
        starts, first = starts + sizes, first + block.shape[1]
    return csr_array((values, indices, bounds.astype(index)), shape=(n_rows, n_columns))


def join_spans(bounds: NDArray[np.intp], chosen: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the numbers in the chosen spans, one span after the other; span ``i`` ends before ``bounds[i + 1]``.

    Examples
    --------
    >>> join_spans(np.array([0, 2, 2, 5]), np.array([2, 0])).tolist()
    [2, 3, 4, 0, 1]
    """
    starts, sizes = bounds[chosen], np.diff(bounds)[chosen]
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    joined: NDArray[np.intp] = np.arange(total) + np.repeat(starts - (ends - sizes), sizes)
    return joined
