"""Calibration: from scores to probabilities by a slope and an offset (Platt scaling)."""

import numpy as np
from scipy.sparse import csr_array

from topictag.training.arrays import Bools, Floats
from topictag.training.fitting.newton import fit_logistic
from topictag.training.fitting.problem import Features, Targets

# A topic whose scores rank no better than chance would get a slope of 0 or less. This slope keeps its probability at
# its share of the examples, and preserves the order of scores.
_LEAST_SLOPE = 1e-3
_C = 1e6  # practically no regularisation
_TOLERANCE = 1e-4  # of the objective's gradient, which is C times as large as that of the loss


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
    seen, target = scores.ravel()[known][:, None], target[known][:, None]
    features = Features.of(csr_array((len(seen), 0)), seen)
    targets = Targets(target, np.ones_like(target), np.empty((0, 1)))
    slope, offset = fit_logistic(features, targets, _C, tolerance=_TOLERANCE)[:, 0].tolist()
    return (slope, offset) if slope >= _LEAST_SLOPE else flat
