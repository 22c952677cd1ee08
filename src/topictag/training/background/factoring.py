"""From co-occurrence to vectors: factor the PPMI of each context, put the parts side by side, even out, scale.

The vectors have one use: a text's TF-IDF row times the vectors gives features beside the row itself. So the spread of
paragraphs is what counts, and it sets the scale: a paragraph's vector has length 1 on average (root mean square),
whatever the corpus.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from sklearn.utils.extmath import randomized_svd

from topictag.training.background.cooccurrence import paragraph_rows
from topictag.training.background.counting import NumberedCorpus

Floats = NDArray[np.float64]

_N_ITERATIONS = 5  # chosen: more iterations change no measurement
_LEAST_SPREAD = 1e-4  # relative; noise: directions below it are rounding


def factor(information: csr_array, n_dimensions: int, seed: int) -> Floats:
    """Factor a PPMI matrix: rows of ``U · √Σ`` of its truncated SVD (Halko, Martinsson and Tropp, 2011), of length 1.

    Returns
    -------
    ndarray of float64, shape (n_terms, n_dimensions)
        Zero rows for terms without any positive pair.
    """
    if not n_dimensions:
        return np.empty((information.shape[0], 0))
    left, values, _ = randomized_svd(information, n_dimensions, n_iter=_N_ITERATIONS, random_state=seed)
    vectors: Floats = left * np.sqrt(values)
    vectors[np.diff(information.indptr) == 0] = 0  # rounding leaves noise there, which must not get length 1
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1.0)


def even_out(vectors: Floats, corpus: NumberedCorpus, terms: list[str], idf: Floats, whitening: float) -> Floats:
    """Rotate and scale so that paragraphs spread more evenly over dimensions, and have length 1 on average.

    With the covariance ``Q · diag(λ) · Qᵀ`` of the corpus's paragraph vectors: ``vectors · Q · diag(λ^(-whitening /
    2))``. A few directions (foreign against domestic, report against comment) otherwise take up most of the length.
    """
    mean, square = _moments(vectors, corpus, terms, idf)
    spread, directions = np.linalg.eigh(square - np.outer(mean, mean))
    spread = np.maximum(spread / (spread.max() or 1.0), _LEAST_SPREAD)
    turn = directions * spread ** (-whitening / 2)
    mean_square = np.trace(turn.T @ square @ turn)
    evened: Floats = vectors @ turn / np.sqrt(mean_square or 1.0)
    return evened


def _moments(vectors: Floats, corpus: NumberedCorpus, terms: list[str], idf: Floats) -> tuple[Floats, Floats]:
    """Return the mean and the mean outer product of the corpus's paragraph vectors."""
    incidence, weights = corpus.incidence(terms), diags_array(idf)
    total, square = np.zeros(vectors.shape[1]), np.zeros((vectors.shape[1], vectors.shape[1]))
    for words, paragraphs in corpus.chunks():
        rows = paragraph_rows(words, paragraphs, len(corpus.words)) @ incidence
        rows.data = 1 + np.log(rows.data)
        rows = rows @ weights
        lengths = np.sqrt(rows.power(2).sum(axis=1))
        product = (rows @ vectors) / np.where(lengths > 0, lengths, 1.0)[:, None]
        total += product.sum(axis=0)
        square += product.T @ product
    return total / corpus.n_paragraphs, square / corpus.n_paragraphs
