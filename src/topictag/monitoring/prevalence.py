r"""Prevalence of topics, estimated again from the model's own probabilities (Saerens, Latinne and Decaestecker, 2002).

A calibrated probability is right for the share that the topic had in training, π⁰. If only the share changes, and not
what the texts of a topic look like, then with the share π the probability of class k is

.. math:: p_i(k; π) = \frac{p_i(k)\, π_k / π^0_k}{\sum_l p_i(l)\, π_l / π^0_l}

and EM repeats :math:`π_k ← \frac{1}{n} \sum_i p_i(k; π)` until π stays, at the maximum of the likelihood. A topic of a
model that gives any number of topics has two classes, with the topic and without it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from topictag.monitoring.mixture import Floats, Mixture
from topictag.monitoring.prevalence_intervals import find_intervals

_STEP = 0.005  # of the logarithm of the odds: probabilities that differ less are taken together
_LEAST = 1e-9  # of a probability


@dataclass(frozen=True, eq=False)
class Prevalence:
    """Shares of classes, each of shape (n_classes,): the estimates, and the ends of their 95 % intervals."""

    shares: Floats
    low: Floats
    high: Floats


def estimate_share(
    probability: NDArray[np.floating], prior: float, articles: NDArray[np.intp]
) -> tuple[float, float, float]:
    """Return the share of a topic and the ends of its 95 % interval.

    Parameters
    ----------
    probability : ndarray of float, shape (n_paragraphs,)
        Calibrated, in [0, 1].
    prior : float
        Share of the topic in the data that the calibration was fitted to, in (0, 1).
    articles : ndarray of int, shape (n_paragraphs,)
        Number of each paragraph's article, from 0.
    """
    bounded = np.clip(probability.astype(np.float64), _LEAST, 1 - _LEAST)
    cell = np.round(np.log(bounded / (1 - bounded)) / _STEP).astype(np.int64)
    cells, inverse, counts = np.unique(cell, return_inverse=True, return_counts=True)
    own = 1 / (1 + np.exp(-cells * _STEP))
    start = np.array([prior, 1 - prior])
    densities = np.column_stack([own, 1 - own]) / start
    shares = Mixture(densities, counts.astype(np.float64)).maximise(start)
    low, high = find_intervals(densities[inverse], shares, start, articles, [0])
    return float(shares[0]), float(low[0]), float(high[0])


def estimate_shares(probabilities: NDArray[np.floating], prior: Floats, articles: NDArray[np.intp]) -> Prevalence:
    """Return the shares of classes of which each paragraph has exactly one; `probabilities` has a column for each."""
    rows = np.clip(probabilities.astype(np.float64), _LEAST, 1.0)
    densities = rows / rows.sum(axis=1, keepdims=True) / prior
    shares = Mixture(densities, np.ones(len(rows))).maximise(prior)
    return Prevalence(shares, *find_intervals(densities, shares, prior, articles, range(len(prior))))
