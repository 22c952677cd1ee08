"""How much a term stands out in a topic; the regularisation is lighter on terms that do."""

from collections.abc import Callable

import numpy as np

from topictag.training.arrays import Bools, Floats

# Measured on labelled development texts (benchmarks.quality.ablation); neighbouring values are as good.
_SMOOTHING = 0.2
_BASE_EMPHASIS = 0.6


def emphasis(
    collect: Callable[[Floats], Floats],
    gold: Bools,
    weights: Floats,
    *,
    base: float = _BASE_EMPHASIS,
    smoothing: float = _SMOOTHING,
) -> Floats:
    """Return how much each term stands out in the examples of each topic, or in the others.

    ``base + (1 - base) · |r| / rms(r)`` with the log-count ratio ``r = ln(p' / Σp') - ln(q' / Σq')``, where p' and q'
    are the term's TF-IDF sums with the topic and without, plus `smoothing` (Wang and Manning, 2012, who use the ratio
    itself).

    Parameters
    ----------
    collect : callable
        Returns the transposed TF-IDF rows times values of the examples: (n_examples, n_topics) to (n_terms, n_topics).
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
    >>> rows, gold = np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([[True], [False]])
    >>> emphasis(rows.T.__matmul__, gold, np.ones((2, 1))).round(2).tolist()
    [[1.12], [0.82]]
    """
    ratio = np.abs(_log_share(collect(weights * gold), smoothing) - _log_share(collect(weights * ~gold), smoothing))
    spread = np.sqrt((ratio**2).sum(axis=0) / max(len(ratio), 1))
    factors: Floats = base + (1 - base) * ratio / np.where(spread > 0, spread, 1.0)
    return factors


def _log_share(sums: Floats, smoothing: float) -> Floats:
    """Return the logarithm of each term's share of all terms, for each topic."""
    own = np.maximum(sums, 0) + smoothing
    share: Floats = np.log(own / own.sum(axis=0))
    return share
