"""Fitting the linear layer on a vocabulary's rows, with its background vectors if it has any."""

from scipy.sparse import csr_array

from topictag.training.arrays import Bools, Floats
from topictag.training.background.vectors import Background
from topictag.training.features.counts import TermCounts
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.fitting.linear import TOLERANCE, LinearTopics, fit_topics, fit_two_parts
from topictag.training.settings import TrainingSettings


def fit_layer(
    vocabulary: Vocabulary,
    rows: csr_array,
    gold: Bools,
    C: float,  # noqa: N803 (scikit-learn's name)
    scale: float,
    *,
    weights: Floats | None = None,
    tolerance: float = TOLERANCE,
) -> LinearTopics:
    """Fit topics on rows; with background vectors, on both kinds of features, collapsed into one weight per term.

    Parameters
    ----------
    vocabulary : Vocabulary
    rows : sparse array, shape (n_examples, n_terms)
        The examples as `Vocabulary.rows`.
    gold : ndarray of bool, shape (n_examples, n_topics)
    C : float
        Inverse strength of the L2 regularisation.
    scale : float
        Weight of the background vectors; 0 leaves them out.
    weights : ndarray of float64, shape (n_examples,), optional
        Weight of each example.
    tolerance : float, default=1e-6
        The solver stops when no component of the gradient is larger.

    Returns
    -------
    LinearTopics
    """
    if not vocabulary.vectors.shape[1] or not scale:
        return fit_topics(rows, gold, C, weights=weights, tolerance=tolerance)
    vectors = scale * vocabulary.vectors
    return fit_two_parts(rows, rows @ vectors, gold, C, weights=weights, tolerance=tolerance).collapse(vectors)


def fit_documents(
    counts: TermCounts,
    gold: Bools,
    settings: TrainingSettings,
    background: Background | None,
    scale: float,
    weights: Floats,
) -> tuple[Vocabulary, LinearTopics]:
    """Learn a vocabulary from documents and fit their topics on its rows.

    Parameters
    ----------
    counts : TermCounts
    gold : ndarray of bool, shape (n_documents, n_topics)
    settings : TrainingSettings
    background : Background or None
    scale : float
        Weight of the background vectors.
    weights : ndarray of float64, shape (n_documents,)
        Weight of each document in the fit.

    Raises
    ------
    TrainingError
        No term remains for the vocabulary.
    """
    vocabulary = Vocabulary.learn(
        counts, gold, min_df=settings.min_df, max_pairs=settings.max_pairs, background=background
    )
    rows = vocabulary.rows(counts)
    return vocabulary, fit_layer(vocabulary, rows, gold, settings.C, scale, weights=weights)
