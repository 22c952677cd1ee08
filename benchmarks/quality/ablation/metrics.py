"""Mean average precision and macro-F1 under weights: a bootstrap resamples paragraphs by weighing them."""

from collections.abc import Iterator

import numpy as np
from benchmarks.quality.ablation.classifiers import Floats
from benchmarks.quality.ablation.features import Bools
from scipy.stats import t

_CHUNK = 250  # resamples at a time, to bound memory
_PERCENTILES = (2.5, 97.5)


def bootstrap_weights(n: int, n_resamples: int, seed: int) -> Iterator[Floats]:
    """Yield weights, shape (up to 250, n): first ones alone, then resamples, the same for every row of the table."""
    rng = np.random.default_rng(seed)
    yield np.ones((1, n))
    for start in range(0, n_resamples, _CHUNK):
        yield rng.multinomial(n, np.full(n, 1 / n), size=min(_CHUNK, n_resamples - start)).astype(float)


def mean_average_precision(scores: Floats, gold: Bools, weights: Floats) -> Floats:
    """Return the mean over topics of average precision, ``Σ (R_k − R_{k−1}) P_k`` as scikit-learn defines it.

    Parameters
    ----------
    scores : ndarray of float64, shape (n, n_topics)
        Of equal scores, the paragraph that stands first counts as higher.
    gold : ndarray of bool, shape (n, n_topics)
    weights : ndarray of float64, shape (n_resamples, n)

    Returns
    -------
    ndarray of float64, shape (n_resamples,)
        A topic that a resample does not hold counts as 0 there.
    """
    per_topic = [_average_precision(*pair, weights) for pair in zip(scores.T, gold.T, strict=True)]
    mean: Floats = np.mean(per_topic, axis=0)
    return mean


def _average_precision(scores: Floats, gold: Bools, weights: Floats) -> Floats:
    order = np.argsort(-scores, kind="stable")
    ranked = weights[:, order]
    right = ranked * gold[order]
    precision = _divide(np.cumsum(right, axis=1), np.cumsum(ranked, axis=1))
    return _divide((right * precision).sum(axis=1), right.sum(axis=1))


def macro_f1(tagged: Bools, gold: Bools, weights: Floats) -> Floats:
    """Return the mean over topics of F1, shape (n_resamples,); a topic that is neither due nor given has F1 0."""
    right, either = weights @ (tagged & gold), weights @ tagged.astype(float) + weights @ gold.astype(float)
    mean: Floats = _divide(2 * right, either).mean(axis=1)
    return mean


def best_thresholds(scores: Floats, gold: Bools) -> Floats:
    """Return for each topic the lowest score to take for the best F1; infinite where no F1 is above 0."""
    return np.array([_best_threshold(*pair) for pair in zip(scores.T, gold.T, strict=True)])


def _best_threshold(scores: Floats, gold: Bools) -> float:
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    f1 = 2 * np.cumsum(gold[order]) / (np.arange(1, len(ranked) + 1) + gold.sum())
    f1[:-1][ranked[:-1] == ranked[1:]] = 0  # equal scores cannot be told apart
    best = int(np.argmax(f1))
    if f1[best] == 0:
        return float("inf")
    following = ranked[best + 1] if best + 1 < len(ranked) else ranked[best]
    return float((ranked[best] + following) / 2)


def interval_of_resamples(differences: Floats) -> tuple[float, float, float]:
    """Return the difference itself, which stands first, and the 95 % interval of its resamples."""
    low, high = np.percentile(differences[1:], _PERCENTILES)
    return float(differences[0]), float(low), float(high)


def interval_of_draws(differences: Floats) -> tuple[float, float, float]:
    """Return the mean of paired differences and its 95 % interval by Student's t."""
    mean, error = differences.mean(), differences.std(ddof=1) / np.sqrt(len(differences))
    margin = error * t.ppf(0.975, len(differences) - 1)
    return float(mean), float(mean - margin), float(mean + margin)


def _divide(numerator: Floats, denominator: Floats) -> Floats:
    return np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0)
