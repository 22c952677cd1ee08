"""Term counts of documents, made once: cross-validation takes rows of them and never reads a text again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.evaluation.metrics import number_groups
from topictag.text.pairs import is_pair
from topictag.training.features.grams import GramCounts

if TYPE_CHECKING:
    from topictag.training.features.hints import HintGroups


@dataclass(frozen=True, eq=False)
class TermCounts:
    """How often each term occurs in each document.

    Attributes
    ----------
    terms : tuple of str
        Lemmas and families by code point, then pairs by code point; `take` keeps all of them.
    matrix : sparse array of float64, shape (n_documents, n_terms)
        Counts; indices ascend within a row.
    copies : ndarray of int, shape (n_documents,)
        The same number for documents with the same sequence of terms.
    n_singles : int
        Number of terms that are not pairs; they come first.
    grams : GramCounts or None
        Counts of character n-grams, if they may be terms.
    hints : HintGroups or None
        Which terms are hinted.

    Examples
    --------
    >>> counts = TermCounts.of([["мир", "договор", "договор мир"], ["мир", "мир"]])
    >>> counts.terms, counts.matrix.toarray().tolist()
    (('договор', 'мир', 'договор мир'), [[1.0, 1.0, 1.0], [0.0, 2.0, 0.0]])
    """

    terms: tuple[str, ...]
    matrix: csr_array
    copies: NDArray[np.intp]
    n_singles: int
    grams: GramCounts | None = None
    hints: "HintGroups | None" = None

    @classmethod
    def of(cls, documents: Sequence[Sequence[str]]) -> "TermCounts":
        """Count the terms of documents."""
        bags = [Counter(document) for document in documents]
        terms = tuple(sorted({term for bag in bags for term in bag}, key=lambda term: (is_pair(term), term)))
        numbers = {term: number for number, term in enumerate(terms)}
        bounds = np.cumsum([0, *map(len, bags)])
        columns = np.fromiter((numbers[term] for bag in bags for term in bag), np.int32, bounds[-1])
        repeats = np.fromiter((count for bag in bags for count in bag.values()), np.float64, bounds[-1])
        matrix = csr_array((repeats, columns, bounds), shape=(len(bags), len(terms)))
        matrix.sort_indices()
        copies = number_groups([tuple(own) for own in documents])
        return cls(terms, matrix, copies, sum(not is_pair(term) for term in terms))

    def take(self, documents: NDArray[np.intp] | Sequence[int]) -> "TermCounts":
        """Return the counts of some documents, given by number."""
        grams = self.grams and self.grams.take(documents)
        return replace(self, matrix=self.matrix[documents], copies=self.copies[documents], grams=grams)

    def keep_terms(self, kept: NDArray[np.intp]) -> "TermCounts":
        """Return the counts of some terms, given by number, ascending."""
        terms = tuple(self.terms[number] for number in kept.tolist())
        n_singles = int(np.searchsorted(kept, self.n_singles))
        return replace(self, terms=terms, matrix=self.matrix[:, kept], n_singles=n_singles)

    def __len__(self) -> int:
        return int(self.matrix.shape[0])

    @cached_property
    def document_frequencies(self) -> NDArray[np.intp]:
        """Number of documents that contain each term."""
        return np.bincount(self.matrix.indices, minlength=len(self.terms))

    @property
    def first_of_copies(self) -> NDArray[np.intp]:
        """The numbers of the documents that do not repeat an earlier one."""
        return np.sort(np.unique(self.copies, return_index=True)[1])
