"""From scores to tags: calibrated probabilities, then the threshold of each topic.

With the task "multi", each topic is decided on its own. With "single", topics compete: their probabilities sum to 1,
and only the most probable topic can be a tag.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from topictag.model.compiled import Model

if TYPE_CHECKING:
    from topictag.results.quality import Task  # for annotations alone: importing it slows a cold start

OTHERS = "*"  # all topics that are not given


class Calibrated(Protocol):
    """A calibration, which turns scores into probabilities: that of a model, or one that training has learnt."""

    @property
    def slope(self) -> NDArray[np.floating[Any]]:
        """Positive, shape (n_topics,)."""

    @property
    def offset(self) -> NDArray[np.floating[Any]]:
        """Shape (n_topics,)."""

    @property
    def task(self) -> "Task":
        """Whether topics are decided one by one, or compete."""


def probabilities(calibrated: Calibrated, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return calibrated probabilities.

    With the task "multi", ``1 / (1 + exp(-(slope * score + offset)))``; with "single", the softmax of
    ``slope * score + offset`` over the topics.

    Parameters
    ----------
    calibrated : Calibrated
    scores : ndarray of float32, shape (n, n_topics) or (n_topics,)
        -inf gives 0, also where all scores of a text are -inf.

    Returns
    -------
    ndarray of float32, in the shape of `scores`
        In [0, 1].
    """
    # In float64, so that the native scan, which has another tanh and exp, rounds to the same float32.
    probability: NDArray[np.float32] = exact_probabilities(calibrated, scores).astype(np.float32)
    return probability


def exact_probabilities(calibrated: Calibrated, scores: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return what `probabilities` does, in float64."""
    odds = log_odds(calibrated, scores)
    return softmax(odds) if calibrated.task == "single" else sigmoid(odds)


def log_odds(calibrated: Calibrated, scores: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return ``slope * score + offset``, which still ranks topics when their probabilities round to 1."""
    odds: NDArray[np.float64] = calibrated.slope.astype(np.float64) * scores + calibrated.offset
    return odds


def sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``1 / (1 + exp(-odds))``: a probability from its log-odds."""
    # sigmoid(z) = (1 + tanh(z / 2)) / 2, because tanh cannot overflow, and exp can.
    probability: NDArray[np.float64] = 0.5 + 0.5 * np.tanh(0.5 * odds)
    return probability


def softmax(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``exp(odds) / Σ exp(odds)`` over the last axis; 0 where all are -inf."""
    highest = odds.max(axis=-1, keepdims=True)
    is_read = np.isfinite(highest)
    # The highest becomes 0, because exp(0) cannot overflow.
    powers = np.exp(np.where(is_read, odds - np.where(is_read, highest, 0.0), -np.inf))
    probability: NDArray[np.float64] = powers / np.where(is_read, powers.sum(axis=-1, keepdims=True), 1.0)
    return probability


def decide(
    thresholds: NDArray[np.floating[Any]], probability: NDArray[np.floating[Any]], task: "Task" = "multi"
) -> NDArray[np.bool_]:
    """Return which topics are tags: those whose probability is at least their threshold, and not 0.

    With the task "single", only the most probable topic of each text can be one, the first among equals.
    """
    tagged: NDArray[np.bool_] = (probability >= thresholds) & (probability > 0)
    if task == "single":
        tagged &= np.arange(probability.shape[-1]) == probability.argmax(axis=-1)[..., None]
    return tagged


def needed_scores(
    calibrated: Calibrated, thresholds: NDArray[np.floating[Any]], scores: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return the score from which each topic would be a tag, if the scores of the other topics stayed as they are.

    Parameters
    ----------
    calibrated : Calibrated
    thresholds : ndarray of float, shape (n_topics,)
        In [0, 1]; 1 counts as the lowest probability that rounds to it, and 0 as the lowest positive one.
    scores : ndarray of float32, shape (n, n_topics)
        Finite.

    Returns
    -------
    ndarray of float64, shape (n, n_topics)
    """
    single = np.finfo(np.float32)
    bar = np.clip(thresholds.astype(np.float64), single.tiny, 1 - float(single.epsneg) / 2)
    needed = np.broadcast_to(np.log(bar / (1 - bar)), scores.shape)
    if calibrated.task == "single":
        highest, total = _compare_others(log_odds(calibrated, scores))
        needed = np.maximum(needed + total, highest)
    scores_needed: NDArray[np.float64] = (needed - calibrated.offset) / calibrated.slope
    return scores_needed


def _compare_others(odds: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for each topic the maximum of the other topics' log-odds, and the logarithm of the sum of their powers."""
    is_first = np.arange(odds.shape[1]) == odds.argmax(axis=1)[:, None]
    others = np.where(is_first, -np.inf, odds)
    highest = np.where(is_first, others.max(axis=1, keepdims=True), odds.max(axis=1, keepdims=True))
    powers = np.exp(np.minimum(odds - odds.max(axis=1, keepdims=True), 0.0))
    of_first = np.exp(others - others.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
    # The sum without a topic that is not the first is at least 1, the power of the first, so nothing cancels out.
    sums = np.where(is_first, of_first, powers.sum(axis=1, keepdims=True) - np.where(is_first, 0.0, powers))
    return highest, highest + np.log(sums)


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
    from topictag.names import check_topic  # late: most calls take the model's own thresholds
    from topictag.ranges import RealNumbers

    named = dict(wanted) if isinstance(wanted, Mapping) else {OTHERS: wanted}
    for topic, value in named.items():
        if topic != OTHERS:
            check_topic(topic, model.topics, "this model", option="thresholds")
        RealNumbers(0, 1).check("thresholds: a threshold", value)
    own = model.thresholds.tolist()
    return np.array(
        [named.get(topic, named.get(OTHERS, kept)) for topic, kept in zip(model.topics, own, strict=True)], np.float32
    )
