r"""The shares of a mixture that maximise its likelihood, by EM with the steps of SQUAREM.

EM is slow where classes are alike or a share is near 0. SQUAREM (Varadhan and Roland, 2008) follows the direction of
two rounds of EM further, and a step that lowers the likelihood is not taken, so the maximum is the same.

R. Varadhan, C. Roland. Simple and globally convergent methods for accelerating the convergence of any EM algorithm.
Scandinavian Journal of Statistics 35, 2008.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_MAX_STEPS = 1000  # of three rounds of EM each
_TOLERANCE = 1e-8  # of a share, between two rounds


@dataclass(frozen=True, eq=False)
class Mixture:
    """Rows of a mixture.

    Attributes
    ----------
    densities : ndarray of float64, shape (n_rows, n_classes)
        Likelihood of each row in each class, up to a factor of the row; positive.
    weights : ndarray of float64, shape (n_rows,)
        How often each row occurs.
    """

    densities: Floats
    weights: Floats

    def maximise(self, start: Floats) -> Floats:
        """Return the shares of the classes with the maximum likelihood; `start` is positive."""
        shares: Floats = start / start.sum()
        for _ in range(_MAX_STEPS):
            first, before = self._follow(shares)
            second, _ = self._follow(first)
            step, bend = first - shares, second - 2 * first + shares
            if np.abs(second - first).max() < _TOLERANCE:
                return second
            length = max(1.0, float(np.linalg.norm(step)) / max(float(np.linalg.norm(bend)), 1e-150))
            far, likelihood = self._follow(_bound(shares + 2 * length * step + length**2 * bend))
            shares = far if likelihood >= before else second
        return shares

    def _follow(self, shares: Floats) -> tuple[Floats, float]:
        """Return the shares after a round of EM, and the log-likelihood before it."""
        mixed = self.densities @ shares
        following: Floats = shares * ((self.weights / mixed) @ self.densities)
        return following / following.sum(), float(self.weights @ np.log(mixed))


def _bound(shares: Floats) -> Floats:
    """Return shares that are positive and sum to 1; a share of 0 would stay at 0."""
    bounded: Floats = np.maximum(shares, 1e-12)
    bounded /= bounded.sum()
    return bounded
