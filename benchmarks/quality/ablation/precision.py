"""Mean average precision under weights: a bootstrap resamples paragraphs by weighting them."""

import numpy as np
from benchmarks.quality.rivals.protocol import Bools, Floats

_CHUNK = 250  # resamples at a time, to limit memory


def mean_average_precision(scores: Floats, gold: Bools, weights: Floats) -> Floats:
    """Return the mean over topics of average precision, ``Σ (R_k − R_{k−1}) P_k``, as scikit-learn defines it.

    Parameters
    ----------
    scores : ndarray of float64, shape (n, n_topics)
        If scores are equal, the paragraph that comes first counts as higher.
    gold : ndarray of bool, shape (n, n_topics)
    weights : ndarray of float64, shape (n_resamples, n)

    Returns
    -------
    ndarray of float64, shape (n_resamples,)
        A topic without a paragraph in a resample counts as 0 there.
    """
    chunks = [weights[start : start + _CHUNK] for start in range(0, len(weights), _CHUNK)]
    per_topic = [
        np.concatenate([_average_precision(*pair, chunk) for chunk in chunks])
        for pair in zip(scores.T, gold.T, strict=True)
    ]
    mean: Floats = np.mean(per_topic, axis=0)
    return mean


def _average_precision(scores: Floats, gold: Bools, weights: Floats) -> Floats:
    order = np.argsort(-scores, kind="stable")
    ranked = weights[:, order]
    right = ranked * gold[order]
    precision = _divide(np.cumsum(right, axis=1), np.cumsum(ranked, axis=1))
    return _divide((right * precision).sum(axis=1), right.sum(axis=1))


def _divide(numerator: Floats, denominator: Floats) -> Floats:
    return np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0)
