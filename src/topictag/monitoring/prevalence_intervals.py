r"""95 % intervals of prevalence, from the ratio of likelihoods: they stay honest where a share is near 0.

All other shares keep their proportions while the share t of a class moves. With the estimate π̂ and the probability q_i
of the class at π̂, the logarithm of the ratio of likelihoods is

.. math:: l(t) = \sum_i \log\left(q_i \frac{t}{\hat π} + (1 - q_i) \frac{1 - t}{1 - \hat π}\right)

and the interval has all t with :math:`-2 l(t) \le c \cdot F`. F is the 95 % quantile of the square of Student's t. The
factor c corrects for two things: paragraphs of one article are alike, and the proportions of the others are estimated
too. It is the variance of the share by the sandwich formula, with articles as units (Huber, 1967), divided by that of
l; for two classes, it is the design effect (Rao and Scott, 1981).

J. N. K. Rao, A. J. Scott. The analysis of categorical data from complex sample surveys. Journal of the American
Statistical Association 76, 1981.
"""

from collections.abc import Sequence
from math import expm1

import numpy as np
from numpy.typing import NDArray

from topictag.monitoring.mixture import Floats
from topictag.monitoring.ratios import CONFIDENCE, normal_quantile

_STEP = 0.02  # of the logarithm of the odds: probabilities that differ less are taken together
_LEAST = 1e-12  # of a probability
_BLEND = 1e-6  # of the prior is added, so that no share is exactly 0 or 1
_HALVINGS = 30


def find_intervals(
    densities: Floats, shares: Floats, prior: Floats, articles: NDArray[np.intp], classes: Sequence[int]
) -> tuple[Floats, Floats]:
    """Return the ends of the intervals of the shares of some classes.

    Parameters
    ----------
    densities : ndarray of float64, shape (n_paragraphs, n_classes)
        See `Mixture`.
    shares, prior : ndarray of float64, shape (n_classes,)
        The estimates, and the shares in training.
    articles : ndarray of int, shape (n_paragraphs,)
        Number of each paragraph's article, from 0.
    classes : sequence of int
    """
    inner = (1 - _BLEND) * shares + _BLEND * prior / prior.sum()
    scores = densities / (densities @ inner)[:, None]
    n_articles = int(articles.max()) + 1
    limits = _find_factors(scores, inner, articles) * _square_of_student(max(n_articles - 1, 1)) / 2
    ends = [_find_ends(scores[:, own] * inner[own], float(inner[own]), float(limits[own])) for own in classes]
    low, high = np.array(ends).T
    return np.minimum(low, shares[classes]), np.maximum(high, shares[classes])


def _find_factors(scores: Floats, shares: Floats, articles: NDArray[np.intp]) -> Floats:
    """Return the factor of each class; it is at least 1, because few articles may seem to vary too little."""
    n, n_classes = scores.shape
    sizes = np.bincount(articles).astype(np.float64)
    totals = np.column_stack([np.bincount(articles, weights=column) for column in scores.T])
    totals -= np.outer(sizes, totals.sum(axis=0) / n)
    inside = np.eye(n_classes) - 1 / n_classes  # shares move, and their sum stays
    inverse = np.linalg.pinv(inside @ (scores.T @ scores) @ inside, hermitian=True)
    moved = totals @ inverse
    variance = (moved**2).sum(axis=0) * len(sizes) / max(len(sizes) - 1, 1)
    information = ((scores - 1) ** 2).sum(axis=0) / (1 - shares) ** 2
    factors: Floats = np.maximum(variance * information, 1.0)
    return factors


def _square_of_student(n_free: int) -> float:
    """Return the quantile of the square of Student's t, by the approximation of Wallace (1959)."""
    z = normal_quantile((1 + CONFIDENCE) / 2) * (8 * n_free + 3) / (8 * n_free + 1)
    return n_free * expm1(z * z / n_free)


def _find_ends(posterior: Floats, share: float, limit: float) -> tuple[float, float]:
    """Return the least and the largest share whose log-likelihood is at most `limit` below that of the estimate."""
    bounded = np.clip(posterior, _LEAST, 1 - _LEAST)
    cell = np.round(np.log(bounded / (1 - bounded)) / _STEP).astype(np.int64)
    cells, counts = np.unique(cell, return_counts=True)
    own = 1 / (1 + np.exp(-cells * _STEP))
    with_class, without = own / share, (1 - own) / (1 - share)

    outside, inside = np.array([0.0, 1.0]), np.array([share, share])
    for _ in range(_HALVINGS):
        middle = (outside + inside) / 2
        mixed = np.outer(middle, with_class) + np.outer(1 - middle, without)
        is_inside = np.log(mixed) @ counts >= -limit
        inside, outside = np.where(is_inside, middle, inside), np.where(is_inside, outside, middle)
    return float(outside[0]), float(outside[1])
