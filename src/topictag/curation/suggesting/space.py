"""Where candidates are near each other: in the latent space of the rows that the model scores.

Two texts about one thing share few words, so that the cosine of their rows says little; on the news it made no better
suggestions. Latent semantic analysis (Deerwester et al., 1990) joins words that occur in the same texts.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array
from sklearn.decomposition import TruncatedSVD

from topictag.curation.suggesting.closeness import Floats
from topictag.model.compiled import Model
from topictag.model.occurrences import TermFinder
from topictag.model.rows import Rows
from topictag.model.word_terms import WordTerms

_N_DIMENSIONS = 100  # chosen


class LatentSpace:
    """Texts as vectors of length 1.

    Parameters
    ----------
    rows : sparse array of float64, shape (n_texts, n_terms)
    """

    def __init__(self, rows: csr_array) -> None:
        n_dimensions = min(_N_DIMENSIONS, min(rows.shape) - 1)
        if n_dimensions < 1:  # nothing to compare
            self._vectors: Floats = np.zeros((rows.shape[0], 1))
            return
        vectors = TruncatedSVD(n_dimensions, random_state=0).fit_transform(rows)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        self._vectors = vectors / np.where(lengths > 0, lengths, 1.0)

    def similarities(self, number: int) -> Floats:
        """Return the cosine of one text with each, shape (n_texts,)."""
        found: Floats = self._vectors @ self._vectors[number]
        return found


def make_rows(model: Model, texts: Sequence[Sequence[str]]) -> csr_array:
    """Return the values of texts' terms in a model, without the terms that none of them has.

    Parameters
    ----------
    model : Model
        Checked tables.
    texts : sequence of sequence of str
        The normalised words of each text.
    """
    finder = TermFinder(model, WordTerms(model))
    rows = Rows.of(model, map(finder.find, texts))
    used, columns = np.unique(rows.terms, return_inverse=True)
    return csr_array((rows.values, (rows.paragraphs, columns)), shape=(len(texts), len(used)))
