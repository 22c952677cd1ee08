"""Where candidates are near each other: the cosine of the rows that the model scores."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from topictag.curation.suggesting.closeness import Floats
from topictag.model.compiled import Model
from topictag.model.occurrences import TermFinder
from topictag.model.rows import Rows
from topictag.model.word_terms import WordTerms


class RowSpace:
    """Candidates as the model's rows of TF-IDF.

    Parameters
    ----------
    model : Model
        Checked tables.
    texts : sequence of sequence of str
        The normalised words of each candidate.
    """

    def __init__(self, model: Model, texts: Sequence[Sequence[str]]) -> None:
        finder = TermFinder(model, WordTerms(model))
        rows = Rows.of(model, map(finder.find, texts))
        self._terms: NDArray[np.int64] = rows.terms
        self._owners, self._n = rows.paragraphs, len(texts)
        lengths = np.sqrt(np.bincount(rows.paragraphs, rows.values**2, minlength=self._n))
        self._values = rows.values / np.where(lengths > 0, lengths, 1.0)[rows.paragraphs]
        self._bounds = np.searchsorted(rows.paragraphs, np.arange(self._n + 1))
        self._own = np.zeros(int(rows.terms.max(initial=-1)) + 1)

    def similarities(self, number: int) -> Floats:
        """Return the cosine of one candidate with each, shape (n_candidates,)."""
        inside = slice(*self._bounds[number : number + 2])
        self._own[self._terms[inside]] = self._values[inside]
        found: Floats = np.bincount(self._owners, self._values * self._own[self._terms], minlength=self._n)
        self._own[self._terms[inside]] = 0.0
        return found
