"""What probabilities and scores of one topic say, beyond one threshold: curves, reliability, histograms.

All arrays are those of the examples of which it is known whether they have the topic.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from topictag.evaluation.metrics import Bools, Floats
from topictag.evaluation.ranking import average_precision
from topictag.results.tagging import Silence
from topictag.results.topic_report import Curve, ReliabilityBin, ScoreHistogram, ThresholdPoint

_N_POINTS = 100  # chosen: a curve of more does not look different
_N_RELIABILITY_BINS = 10  # as the expected calibration error has
_N_SCORE_BINS = 30  # chosen
_Z = 1.959964  # the normal quantile of a 95 % interval


def make_curve(name: str, gold: Bools, probability: Floats, competing: Floats | None = None) -> Curve:
    """Return precision by recall at a hundred levels of recall at most.

    Parameters
    ----------
    name : str
    gold : ndarray of bool, shape (n,)
    probability : ndarray of float64, shape (n,)
        An example with a probability of 0 is never tagged.
    competing : ndarray of float64, shape (n,), optional
        Where topics compete: `probability`, and 0 where another topic is more probable. The curve is then that of
        these, because only they can become tags; average precision ranks all.

    Examples
    --------
    >>> make_curve("this model", np.array([True, False, True]), np.array([0.9, 0.5, 0.1])).precision
    (1.0, 0.6667)
    """
    if not gold.any():
        return Curve(name, (), (), None)
    taggable = probability if competing is None else competing
    order = np.argsort(-taggable, kind="stable")[: np.count_nonzero(taggable)]
    right, ranked = np.cumsum(gold[order]), taggable[order]
    last = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True)) if len(order) else order
    recall, precision = right[last] / gold.sum(), right[last] / (last + 1)
    # The first point that reaches a level of recall has the best precision there.
    levels = np.linspace(0, 1, _N_POINTS + 1)[1:]
    chosen = np.unique(np.searchsorted(recall, levels - 1e-9))
    chosen = chosen[chosen < len(last)]
    return Curve(
        name,
        tuple(recall[chosen].round(4).tolist()),
        tuple(precision[chosen].round(4).tolist()),
        round(average_precision(gold, probability), 4),
    )


def measure_thresholds(gold: Bools, probability: Floats, thresholds: Floats) -> list[ThresholdPoint]:
    """Return what thresholds give; an example with a probability of 0 is never tagged.

    Examples
    --------
    >>> measure_thresholds(np.array([True, False, True]), np.array([0.9, 0.5, 0.1]), np.array([0.3]))
    [ThresholdPoint(threshold=0.3, precision=0.5, recall=0.5, n_tagged=2, f1=0.5)]
    """
    rising = np.sort(probability[probability > 0])
    right = np.sort(probability[gold & (probability > 0)])
    n_tagged = (len(rising) - np.searchsorted(rising, thresholds)).tolist()
    n_right = (len(right) - np.searchsorted(right, thresholds)).tolist()
    support = int(gold.sum())
    return [
        ThresholdPoint(threshold, _share(own, n), _share(own, support), n, _share(2 * own, n + support))
        for threshold, own, n in zip(thresholds.tolist(), n_right, n_tagged, strict=True)
    ]


def bin_probabilities(gold: Bools, probability: Floats) -> list[ReliabilityBin]:
    """Return how often examples have the topic, by their probability, in ten bins of equal width."""
    n_bins = _N_RELIABILITY_BINS
    bins = np.minimum((probability * n_bins).astype(np.intp), n_bins - 1)
    sizes = np.bincount(bins, minlength=n_bins).tolist()
    n_right = np.bincount(bins[gold], minlength=n_bins).tolist()
    sums = np.bincount(bins, probability, minlength=n_bins).tolist()
    return [
        ReliabilityBin(own / n_bins, (own + 1) / n_bins, n, round(total / n, 4), _share(right, n), *wilson(right, n))
        if n
        else ReliabilityBin(own / n_bins, (own + 1) / n_bins, 0)
        for own, (n, right, total) in enumerate(zip(sizes, n_right, sums, strict=True))
    ]


def wilson(n_right: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson, 1927); `n` is positive.

    Examples
    --------
    >>> wilson(0, 10)
    (0.0, 0.2775)
    """
    share, square = n_right / n, _Z * _Z
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * (share * (1 - share) / n + square / (4 * n * n)) ** 0.5
    return round(max(centre - half, 0.0), 4), round(min(centre + half, 1.0), 4)


def count_scores(gold: Bools, scores: Floats, needed: float | None, silences: Sequence[Silence] = ()) -> ScoreHistogram:
    """Return how many examples with the topic and without it have which score.

    Parameters
    ----------
    gold : ndarray of bool, shape (n,)
    scores : ndarray of float64, shape (n,)
        -inf where the text was not read.
    needed : float or None
        The score at the threshold.
    silences : sequence of str of length n, optional
        Why texts are not read, as in `Coverage`. Where it does not say, no word is known.
    """
    is_read = np.isfinite(scores)
    silent = np.flatnonzero(~is_read).tolist()
    unread = dict(Counter[Silence]((silences[row] if silences else "") or "nothing known" for row in silent))
    if not is_read.any():
        return ScoreHistogram((), (), (), unread, needed)
    edges = np.histogram_bin_edges(scores[is_read], _N_SCORE_BINS)
    counts = [np.histogram(scores[is_read & own], edges)[0].tolist() for own in (gold, ~gold)]
    return ScoreHistogram(tuple(edges.round(4).tolist()), tuple(counts[0]), tuple(counts[1]), unread, needed)


def _share(n_right: int, n: int) -> float | None:
    return round(n_right / n, 4) if n else None
