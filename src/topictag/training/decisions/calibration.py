"""Calibration: from scores to probabilities by a slope and an offset (Platt scaling)."""

import numpy as np
from sklearn.linear_model import LogisticRegression

from topictag.training.arrays import Bools, Floats

# A topic whose scores rank no better than chance would get a slope of 0 or less. This slope keeps its probability at
# its share of the examples, and preserves the order of scores.
_LEAST_SLOPE = 1e-3


def fit_platt(scores: Floats, gold: Bools) -> tuple[float, float]:
    """Fit slope and offset of Platt scaling (Platt, 1999), with his targets instead of 0 and 1.

    The targets ``(n₊ + 1) / (n₊ + 2)`` and ``1 / (n₋ + 2)`` keep probabilities off 0 and 1 when examples are few.
    `scores` has shape (n_deals, n_examples); n₊ and n₋ count each example once, however often it was scored.
    """
    if not gold.size:
        return _LEAST_SLOPE, 0.0
    positive, negative = gold.sum(), (~gold).sum()
    target = np.tile(np.where(gold, (positive + 1) / (positive + 2), 1 / (negative + 2)), len(scores))
    known = np.isfinite(scores.ravel())
    share = float(target.mean())
    flat = _LEAST_SLOPE, float(np.log(share / (1 - share)))
    if not known.any():
        return flat
    rows, target = np.tile(scores.ravel()[known], 2)[:, None], target[known]
    sides = np.repeat([True, False], len(target))
    model = LogisticRegression(C=1e6, tol=1e-8, max_iter=1000)  # C: practically no regularisation
    model.fit(rows, sides, sample_weight=np.concatenate([target, 1 - target]))
    slope, offset = float(model.coef_[0, 0]), float(model.intercept_[0])
    return (slope, offset) if slope >= _LEAST_SLOPE else flat
