"""How much a term stands out in a topic; the regularisation is lighter on terms that do."""

import numpy as np
from scipy.sparse import csr_array

from topictag.training.arrays import Bools, Floats

# Measured on labelled development texts (benchmarks.quality.ablation); neighbouring values are as good.
_SMOOTHING = 0.2
_BASE_EMPHASIS = 0.6


def emphasis(
    rows: csr_array,
    gold: Bools,
    is_term: Bools,
    *,
    weights: Floats | None = None,
    base: float = _BASE_EMPHASIS,
    smoothing: float = _SMOOTHING,
) -> Floats:
    """Return how much each term stands out in the examples of a topic, or in the others.

    ``base + (1 - base) · |r| / rms(r)`` with the log-count ratio ``r = ln(p' / Σp') - ln(q' / Σq')``, where p' and q'
    are the term's TF-IDF sums with the topic and without, plus `smoothing` (Wang and Manning, 2012, who use the ratio
    itself).

    Parameters
    ----------
    rows : sparse array, shape (n_examples, n_features)
    gold : ndarray of bool, shape (n_examples,)
    is_term : ndarray of bool, shape (n_features,)
        The features that are terms; rms and sums run over these, and only their results are meaningful.
    weights : ndarray of float64, shape (n_examples,), optional
        Weight of each example in the sums.
    base : float, default=0.6
        In [0, 1]: 1 treats all terms alike, 0 uses the ratio alone.
    smoothing : float, default=0.2
        Positive.
    """
    weights = np.ones(len(gold)) if weights is None else weights
    sums = np.stack([weights[side] @ rows[side] for side in (gold, ~gold)])
    smoothed = np.where(is_term, np.maximum(sums, 0) + smoothing, 1.0)
    shares = smoothed / smoothed.sum(axis=1, where=is_term, keepdims=True)
    ratio = np.abs(np.log(shares[0] / shares[1]))
    spread = float(np.sqrt(np.mean(ratio[is_term] ** 2)))
    factors: Floats = base + (1 - base) * ratio / (spread or 1.0)
    return factors
