"""From scores to tags: calibrated probabilities, then the threshold of each topic."""

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from topictag.errors import SettingError
from topictag.model.compiled import Model

OTHERS = "*"  # all topics that are not given


class Calibrated(Protocol):
    """A calibration, which turns scores into probabilities: that of a model, or one that training has learnt."""

    @property
    def slope(self) -> NDArray[np.floating[Any]]:
        """Positive, shape (n_topics,)."""

    @property
    def offset(self) -> NDArray[np.floating[Any]]:
        """Shape (n_topics,)."""


def probabilities(calibrated: Calibrated, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return calibrated probabilities, ``1 / (1 + exp(-(slope * score + offset)))``.

    Parameters
    ----------
    calibrated : Calibrated
    scores : ndarray of float32, shape (n, n_topics)
        -inf gives 0.

    Returns
    -------
    ndarray of float32, shape (n, n_topics)
        In [0, 1].
    """
    # In float64, so that the native scan, which has another tanh, rounds to the same float32.
    probability: NDArray[np.float32] = sigmoid(log_odds(calibrated, scores)).astype(np.float32)
    return probability


def log_odds(calibrated: Calibrated, scores: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return ``slope * score + offset``, which still ranks topics when their probabilities round to 1."""
    odds: NDArray[np.float64] = calibrated.slope.astype(np.float64) * scores + calibrated.offset
    return odds


def sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``1 / (1 + exp(-odds))``: a probability from its log-odds."""
    # sigmoid(z) = (1 + tanh(z / 2)) / 2, because tanh cannot overflow, and exp can.
    probability: NDArray[np.float64] = 0.5 + 0.5 * np.tanh(0.5 * odds)
    return probability


def decide(thresholds: NDArray[np.floating[Any]], probability: NDArray[np.floating[Any]]) -> NDArray[np.bool_]:
    """Return which topics are tags: those whose probability is at least their threshold, and not 0."""
    tagged: NDArray[np.bool_] = (probability >= thresholds) & (probability > 0)
    return tagged


def effective_thresholds(thresholds: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return thresholds for which ``probability >= threshold`` is the decision: 0 becomes a tiny number."""
    positive: NDArray[np.float32] = np.maximum(thresholds, np.finfo(np.float32).tiny)
    return positive


def override_thresholds(model: Model, wanted: float | Mapping[str, float]) -> NDArray[np.float32]:
    """Return the model's thresholds with some replaced.

    Parameters
    ----------
    model : Model
    wanted : float, or mapping of str to float
        In [0, 1]: one for all topics, or one per topic, where ``"*"`` stands for all others.

    Raises
    ------
    SettingError
        A topic is unknown, or a threshold is not a number in [0, 1].
    """
    from topictag.ranges import RealNumbers  # late: most calls take the model's own thresholds

    named = dict(wanted) if isinstance(wanted, Mapping) else {OTHERS: wanted}
    for topic, value in named.items():
        if topic not in model.topics and topic != OTHERS:
            from difflib import get_close_matches  # slow to import, and only a mistake needs it

            close = get_close_matches(str(topic), model.topics, 1)
            hint = f"Did you mean {close[0]!r}?" if close else f"The topics are {', '.join(model.topics)}."
            raise SettingError(f"thresholds: {topic!r} is not a topic of this model. {hint}")
        RealNumbers(0, 1).check("thresholds: a threshold", value)
    own = model.thresholds.tolist()
    return np.array(
        [named.get(topic, named.get(OTHERS, kept)) for topic, kept in zip(model.topics, own, strict=True)], np.float32
    )
