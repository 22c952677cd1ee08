"""How near a text is to changing its tags: the distance of each topic's log-odds from where the tag begins."""

import numpy as np
from numpy.typing import NDArray

from topictag.model.compiled import Model
from topictag.model.decisions import log_odds
from topictag.results.quality import Task

_LEAST = 1e-6  # noise: keeps log-odds of thresholds finite

Floats = NDArray[np.float64]


def measure_distances(model: Model, scores: NDArray[np.float32]) -> Floats:
    """Return the distance of texts from the decision about each topic; see `find_distances`."""
    return find_distances(log_odds(model, scores), model.thresholds.astype(np.float64), model.task)


def find_distances(odds: Floats, thresholds: Floats, task: Task) -> Floats:
    """Return the distance of each topic's log-odds from those of its threshold.

    Where topics compete, it is the distance from the log-odds of the best other topic.

    Parameters
    ----------
    odds : ndarray of float64, shape (n, n_topics)
        Finite.
    thresholds : ndarray of float64, shape (n_topics,)
    task : {"multi", "single"}

    Returns
    -------
    ndarray of float64, shape (n, n_topics)
        Not negative.
    """
    if task == "single":
        if odds.shape[1] == 1:
            return np.abs(odds)
        second, best = np.partition(odds, -2, axis=1)[:, -2:].T
        others = np.where(odds == best[:, None], second[:, None], best[:, None])
        apart: Floats = np.abs(odds - others)
        return apart
    bars = np.clip(thresholds, _LEAST, 1 - _LEAST)
    from_bars: Floats = np.abs(odds - np.log(bars / (1 - bars)))
    return from_bars
