"""The threshold that meets a target best, on examples with calibrated probabilities."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, stdtr

from topictag.training.decisions.targets import Target

# With few examples, the best threshold is mostly luck, and the expectation from the probabilities is steadier. Measured
# on development paragraphs (benchmarks.quality.thresholds).
_EXPECTATION_WEIGHT = 25
_LEAST_TO_SMOOTH = 3  # chosen: two say nothing about a spread
_ROUNDING = 1e-9  # noise: rounding of sums of probabilities
_LEAST = 1e-3  # noise: keeps log-odds finite


@dataclass(frozen=True, eq=False)
class Cuts:
    """All ways to split a topic's examples by their probability, and the quality of each.

    Attributes
    ----------
    thresholds : ndarray of float64, shape (n_cuts,)
        Descending; midway between the last probability taken and the first left out.
    precision, recall, f1 : ndarray of float64, shape (n_cuts,)
        On the examples.
    expected_precision, expected_recall : ndarray of float64, shape (n_cuts,)
        Expected from the probabilities alone.
    n_taken : ndarray of int, shape (n_cuts,)
        Number of examples above the cut.
    """

    thresholds: NDArray[np.float64]
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f1: NDArray[np.float64]
    expected_precision: NDArray[np.float64]
    expected_recall: NDArray[np.float64]
    n_taken: NDArray[np.intp]


def find_cuts(probability: NDArray[np.float64], gold: NDArray[np.bool_]) -> Cuts:
    """Return all cuts; a cut never takes examples of probability 0.

    Parameters
    ----------
    probability : ndarray of float64, shape (n,)
        In [0, 1].
    gold : ndarray of bool, shape (n,)
    """
    order = np.argsort(-probability, kind="stable")
    ranked, right = probability[order], np.cumsum(gold[order])
    following = np.append(ranked[1:], ranked[-1:])
    # Equal probabilities cannot be separated, so a cut comes after the last of them.
    last = np.flatnonzero((ranked > 0) & np.append(ranked[:-1] != ranked[1:], [True]))
    n_taken, n_positive = last + 1, max(int(gold.sum()), 1)
    hits, expected_hits = right[last], np.cumsum(ranked)[last]
    return Cuts(
        thresholds=(ranked[last] + following[last]) / 2,
        precision=hits / n_taken,
        recall=hits / n_positive,
        f1=2 * hits / (n_taken + n_positive),
        expected_precision=expected_hits / n_taken,
        expected_recall=expected_hits / (ranked.sum() or 1.0),
        n_taken=n_taken,
    )


def choose_threshold(
    target: Target, probability: NDArray[np.float64], gold: NDArray[np.bool_], *, n_deals: int = 1
) -> tuple[float, bool]:
    """Return the threshold that meets a target best, and whether it reaches the target.

    For F1, the threshold is a weighted mean, in log-odds, of the best one on the examples and the best one expected
    from the probabilities. The weights are the number of examples of the topic, and 25. With the same weights,
    the mean of this threshold and of `smooth_f1_threshold` is taken: the one errs less if the probabilities are right,
    the other if they are too high for some texts without the topic (benchmarks.quality.rare_topics).

    A minimum precision or recall must be reached both on the examples and in expectation: among all cuts, one is easily
    lucky on the examples and fails on others. A minimum of 1, which no probability promises, must be reached only on
    the examples. Where no cut reaches the target, the threshold is the closest one.

    Where all examples of the topic have probability 0, the threshold is 1.

    Parameters
    ----------
    target : Target
    probability : ndarray of float64, shape (n,)
        Calibrated, in [0, 1].
    gold : ndarray of bool, shape (n,)
    n_deals : int, default=1
        How often each example occurs among the n.
    """
    cuts = find_cuts(probability, gold)
    if not cuts.f1.any():
        return 1.0, target.measure == "F1"
    if target.measure == "F1":
        n_positive = gold.sum() / n_deals
        weights = np.array([n_positive, _EXPECTATION_WEIGHT]) / (n_positive + _EXPECTATION_WEIGHT)
        both = np.clip([cuts.thresholds[np.argmax(cuts.f1)], expected_f1_threshold(probability)], _LEAST, 1 - _LEAST)
        middle = float(weights @ logit(both))
        smooth = smooth_f1_threshold(probability, gold, cuts, n_deals=n_deals)
        both = np.array([middle, middle if smooth is None else smooth])
        return float(expit(weights @ both)), True
    own, expected, other = (
        (cuts.precision, cuts.expected_precision, cuts.recall)
        if target.measure == "precision"
        else (cuts.recall, cuts.expected_recall, cuts.precision)
    )
    if target.least < 1:
        own = np.minimum(own, expected)
    reached = own >= target.least - _ROUNDING
    if not reached.any():
        return float(cuts.thresholds[np.lexsort((-other, -own))[0]]), False
    best = np.lexsort((-own, -np.where(reached, other, -1.0)))[0]
    return float(cuts.thresholds[best]), True


def expected_f1_threshold(probability: NDArray[np.float64]) -> float:
    """Return the threshold with the highest F1 expected from the probabilities: half of that F1.

    ``2 · Σ p / (k + Σ all p)`` over the k most probable examples approximates the expected F1; the best k leaves out
    exactly those below half of it (Lipton, Elkan and Narayanaswamy, 2014).
    """
    ranked = np.sort(probability)[::-1]
    return float((np.cumsum(ranked) / (np.arange(1, len(ranked) + 1) + ranked.sum())).max())


def smooth_f1_threshold(
    probability: NDArray[np.float64], gold: NDArray[np.bool_], cuts: Cuts, *, n_deals: int = 1
) -> float | None:
    """Return the log-odds with the highest F1 if the log-odds of the topic's examples have Student's t distribution.

    The examples of a rare topic are few, so the number of them above a cut is smoothed: a weighted mean of what it is,
    and of what the predictive distribution of a normal sample promises (Geisser, 1993). The others are many, and may
    have any distribution, so they are counted.

    None with fewer than three examples of the topic that have a probability other than 0 and 1, or if theirs is the
    same.
    """
    own = probability[gold]
    inside = own[(own > 0) & (own < 1)]
    n_inside = len(inside) / n_deals
    if n_inside < _LEAST_TO_SMOOTH or (spread := float(logit(inside).std())) < _ROUNDING:
        return None
    places = logit(np.clip(cuts.thresholds, _ROUNDING, 1 - _ROUNDING))
    scale = spread * np.sqrt((n_inside + 1) / (n_inside - 1))
    promised = len(inside) * stdtr(n_inside - 1, -(places - logit(inside).mean()) / scale)
    n_positive = max(int(gold.sum()), 1)
    hits = cuts.recall * n_positive
    weight = n_positive / (n_positive + _EXPECTATION_WEIGHT * n_deals)
    smooth = weight * hits + (1 - weight) * promised
    others = cuts.n_taken - hits
    return float(places[np.argmax(2 * smooth / (n_positive + smooth + others))])
