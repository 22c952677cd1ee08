"""Calibration of topics that compete: one temperature for all, so that their probabilities sum to 1.

``probability = softmax(slope * score)``: temperature scaling, with ``slope`` for one over the temperature (Guo, Pleiss,
Sun and Weinberger, 2017). On seven sets of 80 to 1,584 texts in 7 to 12 topics, nested in the cross-validation, one
slope had about the log loss and the accuracy of designs with two numbers per topic (docs/design.md).

A sample on which a finished model is calibrated may have other shares of topics. There, an offset per topic follows the
shares (bias-corrected temperature scaling; Alexandari, Kundaje and Shrikumar, 2020).
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax

from topictag.training.arrays import Bools, Floats
from topictag.training.decisions.evidence import ranks_better_than_chance
from topictag.training.decisions.learning import Decisions

# A model whose scores rank no better than chance would get a slope of 0 or less.
_LEAST_SLOPE = 1e-3
_SHRINKAGE = 1.0  # chosen: a prior with the standard deviation 1 for each offset


def fit_joint_decisions(scores: Floats, gold: Bools, groups: NDArray[np.intp]) -> Decisions:
    """Learn the calibration of topics of which each example has exactly one; a text gets its most probable topic.

    Parameters
    ----------
    scores : ndarray of float64, shape (n_deals, n_examples, n_topics)
        Out of fold; -inf for all topics where the model knew none of the example's words.
    gold : ndarray of bool, shape (n_examples, n_topics)
        One topic per row.
    groups : ndarray of int, shape (n_examples,)
        Examples of one group count as one when `Decisions.learnt` is tested.

    Returns
    -------
    Decisions
        With the task "single", offsets and thresholds of 0.
    """
    n_topics = gold.shape[1]
    slope, offset = fit_joint(scores, gold, np.zeros(n_topics, dtype=bool))
    return Decisions(
        slope=np.full(n_topics, slope),
        offset=offset,
        thresholds=np.zeros(n_topics),
        learnt=find_learnt(scores.mean(axis=0), gold, groups),
        reached=np.ones(n_topics, dtype=bool),
        task="single",
    )


def find_learnt(scores: Floats, gold: Bools, groups: NDArray[np.intp]) -> Bools:
    """Return which topics have examples that rank above the others, beyond chance; of topics on one side only, none."""
    is_divided = np.logical_xor(gold.any(axis=0), gold.all(axis=0))
    return np.array(
        [
            divided and ranks_better_than_chance(own, column, groups)
            for divided, own, column in zip(np.asarray(is_divided).tolist(), scores.T, gold.T, strict=True)
        ]
    )


def fit_joint(scores: Floats, gold: Bools, is_free: Bools) -> tuple[float, Floats]:
    """Fit the slope and the offsets of ``softmax(slope * score + offset)`` by maximum likelihood.

    Parameters
    ----------
    scores : ndarray of float64, shape (n_deals, n_examples, n_topics)
        Examples whose scores are -inf are left out.
    gold : ndarray of bool, shape (n_examples, n_topics)
        One topic per row.
    is_free : ndarray of bool, shape (n_topics,)
        Topics that get an offset, shrunk towards 0; the offset of the others is 0.

    Returns
    -------
    float, ndarray of float64 of shape (n_topics,)
        Positive slope, and the offsets.
    """
    n_deals, _, n_topics = scores.shape
    rows = scores.reshape(-1, n_topics)
    is_read = np.isfinite(rows).all(axis=1)
    if not is_read.any():
        return _LEAST_SLOPE, np.zeros(n_topics)
    rows, targets = rows[is_read], np.tile(_smooth(gold), (n_deals, 1))[is_read]

    def loss(parameters: Floats) -> tuple[float, Floats]:
        slope, offset = parameters[0], parameters[1:]
        logs = log_softmax(slope * rows + offset, axis=1)
        gaps = (np.exp(logs) - targets) / n_deals  # each example counts once, however often it was scored
        gradient = np.concatenate([[np.sum(gaps * rows)], gaps.sum(axis=0) + _SHRINKAGE * offset])
        return float(-np.sum(targets * logs) / n_deals + _SHRINKAGE / 2 * offset @ offset), gradient

    bounds = [(_LEAST_SLOPE, None), *((None, None) if free else (0.0, 0.0) for free in is_free.tolist())]
    start = np.concatenate([[1.0], np.zeros(n_topics)])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 1000, "gtol": 1e-7})
    return float(found.x[0]), found.x[1:]


def _smooth(gold: Bools) -> Floats:
    """Return targets a little below 1 and above 0, as of Platt (1999): few examples do not give certainty."""
    n_examples, n_topics = gold.shape
    missing = 1 / (n_examples + 2)
    targets: Floats = np.where(gold, 1 - missing, missing / (n_topics - 1))
    return targets
