"""How much a term stands out in a topic; the regularisation is lighter on terms that do."""

import numpy as np
from scipy.sparse import csr_array

from topictag.training.arrays import Bools, Floats

# Measured on labelled development texts (benchmarks.quality.ablation); neighbouring values are as good.
_SMOOTHING = 0.2
_BASE_EMPHASIS = 0.6


def emphasis(
    rows: csr_array, gold: Bools, weights: Floats, *, base: float = _BASE_EMPHASIS, smoothing: float = _SMOOTHING
) -> Floats:
    """Return how much each term stands out in the examples of each topic, or in the others.

    ``base + (1 - base) · |r| / rms(r)`` with the log-count ratio ``r = ln(p' / Σp') - ln(q' / Σq')``, where p' and q'
    are the term's TF-IDF sums with the topic and without, plus `smoothing` (Wang and Manning, 2012, who use the ratio
    itself).

    Parameters
    ----------
    rows : sparse array, shape (n_examples, n_terms)
    gold : ndarray of bool, shape (n_examples, n_topics)
    weights : ndarray of float64, shape (n_examples, n_topics)
        Weight of each example in the sums.
    base : float, default=0.6
        In [0, 1]: 1 treats all terms alike, 0 uses the ratio alone.
    smoothing : float, default=0.2
        Positive.

    Returns
    -------
    ndarray of float64, shape (n_terms, n_topics)

    Examples
    --------
    >>> rows, gold = csr_array([[1.0, 1.0], [0.0, 1.0]]), np.array([[True], [False]])
    >>> emphasis(rows, gold, np.ones((2, 1))).round(2).tolist()
    [[1.12], [0.82]]
    """
    ratio = np.abs(_log_share(rows, weights * gold, smoothing) - _log_share(rows, weights * ~gold, smoothing))
    spread = np.sqrt((ratio**2).sum(axis=0) / max(len(ratio), 1))
    factors: Floats = base + (1 - base) * ratio / np.where(spread > 0, spread, 1.0)
    return factors


def _log_share(rows: csr_array, weights: Floats, smoothing: float) -> Floats:
    """Return the logarithm of each term's share of all terms in the weighted examples, for each topic."""
    sums = np.maximum(rows.T @ weights, 0) + smoothing
    share: Floats = np.log(sums / sums.sum(axis=0))
    return share
