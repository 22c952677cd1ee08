"""The threshold that serves a target best, on examples with calibrated probabilities."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from topictag.training.decisions.targets import Target

# Of few examples, the best threshold is mostly luck, and what the probabilities lead to expect is steadier. Measured
# on development paragraphs (benchmarks.quality.thresholds).
_EXPECTATION_WEIGHT = 25
_ROUNDING = 1e-9  # noise, of sums of probabilities
_LEAST = 1e-3  # noise: keeps log-odds finite


@dataclass(frozen=True, eq=False)
class Cuts:
    """Every way to cut a topic's examples in two by their probability, and what each is worth.

    Attributes
    ----------
    thresholds : ndarray of float64, shape (n_cuts,)
        Descending; midway between the last probability taken and the first left out.
    precision, recall, f1 : ndarray of float64, shape (n_cuts,)
        On the examples.
    expected_precision, expected_recall : ndarray of float64, shape (n_cuts,)
        By the probabilities alone.
    """

    thresholds: NDArray[np.float64]
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f1: NDArray[np.float64]
    expected_precision: NDArray[np.float64]
    expected_recall: NDArray[np.float64]


def find_cuts(probability: NDArray[np.float64], gold: NDArray[np.bool_]) -> Cuts:
    """Return the cuts; examples of probability 0 are never taken.

    Parameters
    ----------
    probability : ndarray of float64, shape (n,)
        In [0, 1].
    gold : ndarray of bool, shape (n,)
    """
    order = np.argsort(-probability, kind="stable")
    ranked, right = probability[order], np.cumsum(gold[order])
    following = np.append(ranked[1:], ranked[-1:])
    # Equal probabilities cannot be told apart, so a cut comes after the last of them.
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
    )


def choose_threshold(
    target: Target, probability: NDArray[np.float64], gold: NDArray[np.bool_], *, n_deals: int = 1
) -> tuple[float, bool]:
    """Return the threshold that serves a target best, and whether the target is reached.

    For F1 it lies between the one that is best on the examples and the one that the probabilities lead to expect, in
    log-odds, the former counting as many times as there are examples of the topic and the latter 25 times.

    A least precision or recall has to be reached both on the examples and by what the probabilities lead to expect:
    among all cuts one that is lucky on the examples is easily found, and would not hold on others. Only 1, which no
    probability leads to expect, is asked of the examples alone. Where a target cannot be reached, the threshold is the
    one that comes closest.

    Where no example of the topic has a probability, the threshold is 1.

    Parameters
    ----------
    target : Target
    probability : ndarray of float64, shape (n,)
        Calibrated, in [0, 1].
    gold : ndarray of bool, shape (n,)
    n_deals : int, default=1
        How often each example stands among the n.
    """
    cuts = find_cuts(probability, gold)
    if not cuts.f1.any():
        return 1.0, target.measure == "F1"
    if target.measure == "F1":
        n_positive = gold.sum() / n_deals
        weights = np.array([n_positive, _EXPECTATION_WEIGHT]) / (n_positive + _EXPECTATION_WEIGHT)
        both = np.clip([cuts.thresholds[np.argmax(cuts.f1)], expected_f1_threshold(probability)], _LEAST, 1 - _LEAST)
        return float(expit(weights @ logit(both))), True
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
    """Return the threshold of the highest F1 that these probabilities lead to expect: half of that F1.

    Of the k most probable examples, ``2 · Σ p / (k + Σ all p)`` approximates the expected F1; the best k leaves out
    just those below half of it (Lipton, Elkan and Narayanaswamy, 2014).
    """
    ranked = np.sort(probability)[::-1]
    return float((np.cumsum(ranked) / (np.arange(1, len(ranked) + 1) + ranked.sum())).max())
