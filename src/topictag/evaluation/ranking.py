"""Average precision: how well scores rank the examples of a topic above the others."""

import numpy as np

from topictag.evaluation.metrics import Bools, Floats


def average_precision(gold: Bools, scores: Floats) -> float:
    """Return the average precision of scores.

    ``Σ (R_i - R_{i-1}) · P_i`` over the distinct scores from high to low, with recall R and precision P of the examples
    that score at least as high: as `sklearn.metrics.average_precision_score` defines it.

    Parameters
    ----------
    gold : ndarray of bool, shape (n_examples,)
        At least one is True.
    scores : ndarray of float64, shape (n_examples,)

    Returns
    -------
    float
        In (0, 1].

    Examples
    --------
    >>> round(average_precision(np.array([True, False, True]), np.array([0.9, 0.5, 0.1])), 3)
    0.833
    """
    order = np.argsort(-scores, kind="stable")
    ranked, is_right = scores[order], gold[order]
    last_of_ties = np.append(np.flatnonzero(ranked[1:] != ranked[:-1]), len(ranked) - 1)
    right = np.cumsum(is_right)[last_of_ties]
    gained = np.diff(right, prepend=0) / right[-1]
    return float(gained @ (right / (last_of_ties + 1)))
