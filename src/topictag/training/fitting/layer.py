"""Fitting the linear layer on a vectoriser's rows, with its background where it has one."""

from scipy.sparse import csr_array

from topictag.training.arrays import Bools, Floats
from topictag.training.features.vectorizer import LemmaTfidfVectorizer
from topictag.training.fitting.linear import TOLERANCE, LinearTopics, fit_topics, fit_two_parts


def fit_layer(
    vectorizer: LemmaTfidfVectorizer,
    rows: csr_array,
    gold: Bools,
    C: float,  # noqa: N803 (scikit-learn's name)
    scale: float,
    *,
    weights: Floats | None = None,
    tolerance: float = TOLERANCE,
) -> LinearTopics:
    """Fit topics on rows; with a background, on both kinds of features, collapsed into one weight a term.

    Parameters
    ----------
    vectorizer : LemmaTfidfVectorizer
        Fitted.
    rows : sparse array, shape (n_examples, n_terms)
        What it made of the examples.
    gold : ndarray of bool, shape (n_examples, n_topics)
    C : float
        Inverse strength of the L2 regularisation.
    scale : float
        How much the background counts; 0 leaves its vectors, though not its vocabulary and idf, out.
    weights : ndarray of float64, shape (n_examples,), optional
        How much each example counts.
    tolerance : float, default=1e-6
        The solver's.

    Returns
    -------
    LinearTopics
    """
    if vectorizer.background is None or not scale:
        return fit_topics(rows, gold, C, weights=weights, tolerance=tolerance)
    vectors = scale * vectorizer.background_vectors()
    return fit_two_parts(rows, rows @ vectors, gold, C, weights=weights, tolerance=tolerance).collapse(vectors)
