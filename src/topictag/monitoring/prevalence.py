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

Floats = NDArray[np.float64]

_MAX_ROUNDS = 2000
_TOLERANCE = 1e-7  # of a share
_STEP = 0.005  # of the logarithm of the odds: probabilities that differ less are taken together
_LEAST = 1e-9  # of a probability


@dataclass(frozen=True, eq=False)
class Prevalence:
    """Shares of classes, both of shape (n_classes,): the estimates, and their standard deviations over articles."""

    shares: Floats
    deviations: Floats


def estimate_share(probability: NDArray[np.floating], prior: float, articles: NDArray[np.intp]) -> tuple[float, float]:
    """Return the share of a topic and its standard deviation.

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
    rows = np.column_stack([own, 1 - own])
    found = _estimate(rows, counts.astype(np.float64), np.array([prior, 1 - prior]))
    posterior = _adjust(rows, found / np.array([prior, 1 - prior]))
    deviations = _deviate(posterior[inverse], found, articles)
    return float(found[0]), float(deviations[0])


def estimate_shares(probabilities: NDArray[np.floating], prior: Floats, articles: NDArray[np.intp]) -> Prevalence:
    """Return the shares of classes of which each paragraph has exactly one; `probabilities` has a column for each."""
    rows = np.clip(probabilities.astype(np.float64), _LEAST, 1.0)
    rows /= rows.sum(axis=1, keepdims=True)
    found = _estimate(rows, np.ones(len(rows)), prior)
    return Prevalence(found, _deviate(_adjust(rows, found / prior), found, articles))


def _estimate(rows: Floats, weights: Floats, prior: Floats) -> Floats:
    """Return the shares that EM ends with; `rows` has shape (n_rows, n_classes)."""
    share: Floats = prior / prior.sum()
    total = weights.sum()
    for _ in range(_MAX_ROUNDS):
        following: Floats = weights @ _adjust(rows, share / prior) / total
        if np.abs(following - share).max() < _TOLERANCE:
            return following
        share = following
    return share


def _adjust(rows: Floats, factors: Floats) -> Floats:
    weighted = rows * factors
    adjusted: Floats = weighted / weighted.sum(axis=1, keepdims=True)
    return adjusted


def _deviate(posterior: Floats, share: Floats, articles: NDArray[np.intp]) -> Floats:
    """Return standard deviations by the sandwich formula (Huber, 1967), with articles as units."""
    safe = np.maximum(share, _LEAST)
    # Derivative of the mean posterior by the shares; EM stands where the mean posterior equals the share.
    slope = np.diag(posterior.mean(axis=0) / safe) - posterior.T @ posterior / len(posterior) / safe
    totals = np.zeros((int(articles.max()) + 1, len(share)))
    np.add.at(totals, articles, posterior - share)
    influence = np.linalg.lstsq(np.eye(len(share)) - slope, totals.T, rcond=None)[0] / len(posterior)
    deviations: Floats = np.sqrt((influence**2).sum(axis=1))
    return deviations
