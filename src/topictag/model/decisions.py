"""From scores to tags: calibrated probability, then the topic's own threshold."""

import numpy as np
from numpy.typing import NDArray

from topictag.model.tables import Model


def probabilities(model: Model, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return calibrated probabilities, ``1 / (1 + exp(-(slope * score + offset)))``.

    Parameters
    ----------
    model : Model
    scores : ndarray of float32, shape (n, n_topics)
        -inf gives 0.

    Returns
    -------
    ndarray of float32, shape (n, n_topics)
        In [0, 1].
    """
    # tanh, unlike exp, cannot overflow: sigmoid(z) = (1 + tanh(z / 2)) / 2. In float64, so that the native scan, with
    # another tanh, rounds to the same float32.
    half = 0.5 * (model.slope.astype(np.float64) * scores + model.offset)
    probability: NDArray[np.float32] = (0.5 + 0.5 * np.tanh(half)).astype(np.float32)
    return probability


def decide(model: Model, probability: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return which topics are tags: those whose probability is at least their threshold, and not 0."""
    tagged: NDArray[np.bool_] = (probability >= model.thresholds) & (probability > 0)
    return tagged
