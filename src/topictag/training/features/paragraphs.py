"""Term counts of documents, paragraph by paragraph: tagging reads paragraphs, a classifier learns from documents."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.evaluation.metrics import number_groups
from topictag.text.terms import TermAnalyzer
from topictag.training.arrays import smallest_index
from topictag.training.features.counts import TermCounts
from topictag.training.features.hints import HintGroups
from topictag.training.features.reading import count_terms
from topictag.training.features.words import Words, join_spans


@dataclass(frozen=True, eq=False)
class Paragraphs:
    """Documents, paragraph by paragraph.

    Attributes
    ----------
    counts : TermCounts
        Counts of the paragraphs of all documents, in order; each document has at least one.
    bounds : ndarray of int, shape (n_documents + 1,)
        The paragraphs of document ``i`` are ``bounds[i]`` to ``bounds[i + 1]``, exclusive.
    copies : ndarray of int, shape (n_documents,)
        The same number for documents with the same sequence of lemmas.
    """

    counts: TermCounts
    bounds: NDArray[np.intp]
    copies: NDArray[np.intp]

    @classmethod
    def of(cls, documents: Sequence[Sequence[Sequence[str]]]) -> "Paragraphs":
        """Count the terms of documents' paragraphs."""
        counts = TermCounts.of([paragraph for document in documents for paragraph in document])
        copies = number_groups([tuple(chain.from_iterable(document)) for document in documents])
        return cls(counts, np.cumsum([0, *map(len, documents)]), copies)

    @classmethod
    def read(
        cls,
        words: Words,
        bounds: NDArray[np.intp],
        analyzer: TermAnalyzer,
        *,
        always: Collection[str] = (),
        with_function_words: bool = False,
    ) -> "Paragraphs":
        """Count the terms of words; see `count_terms`. `bounds` are those of the documents' paragraphs."""
        documents = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
        counts, lemmas = count_terms(words, documents, analyzer, always=always, with_function_words=with_function_words)
        starts = words.bounds[bounds]
        own = (lemmas[start:end] for start, end in pairwise(starts.tolist()))
        return cls(counts, bounds, number_groups([part[part >= 0].tobytes() for part in own]))

    @cached_property
    def documents(self) -> TermCounts:
        """The counts of whole documents."""
        matrix = merge_rows(self.counts.matrix, self.bounds)
        grams = self.counts.grams and replace(self.counts.grams, words=merge_rows(self.counts.grams.words, self.bounds))
        return replace(self.counts, matrix=matrix, grams=grams, copies=self.copies)

    @cached_property
    def owners(self) -> NDArray[np.intp]:
        """The number of each paragraph's document."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))

    @cached_property
    def parts(self) -> NDArray[np.intp]:
        """The numbers of the paragraphs with terms, in documents that have several of these."""
        read = np.flatnonzero(np.diff(self.counts.matrix.indptr))
        n_read = np.bincount(self.owners[read], minlength=len(self.bounds) - 1)
        return read[n_read[self.owners[read]] > 1]

    def with_hints(self, hints: HintGroups | None) -> "Paragraphs":
        """Return the same documents with these terms hinted."""
        return replace(self, counts=replace(self.counts, hints=hints))

    def take(self, documents: NDArray[np.intp]) -> "Paragraphs":
        """Return the paragraphs of some documents, given by number."""
        sizes = np.diff(self.bounds)[documents]
        own = self.counts.take(join_spans(self.bounds, documents))
        return Paragraphs(own, np.concatenate([[0], np.cumsum(sizes)]), self.copies[documents])


def merge_rows(rows: csr_array, bounds: NDArray[np.intp]) -> csr_array:
    """Return the sums of rows: row ``i`` of the result sums ``bounds[i]`` to ``bounds[i + 1]``, exclusive."""
    if len(bounds) - 1 == rows.shape[0] == bounds[-1]:
        return rows
    places = np.arange(rows.shape[0])
    index = smallest_index(len(places), rows.nnz)
    parts = np.ones(len(places)), places.astype(index), bounds.astype(index)
    merge = csr_array(parts, shape=(len(bounds) - 1, len(places)))
    merged = csr_array(merge @ rows)
    merged.sort_indices()
    return merged
