"""The Newton equation of a block of topics, solved approximately by preconditioned conjugate gradients.

Three things make it cheap. The intercept is eliminated: without it, the largest eigenvalue of the Hessian is some
twenty times smaller. The preconditioner is the square root of the diagonal: with background vectors, the diagonal
itself takes twice as many steps, because it spreads the many eigenvalues that the regularisation keeps near 1. And the
products are in single precision, which a direction that is approximate anyway does not notice.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from topictag.training.arrays import Bools, Floats, Singles
from topictag.training.fitting.problem import Features

_MAX_STEPS = 250
_WORTH_KEEPING = 0.75  # chosen: to copy the block costs about a step


@dataclass(frozen=True, eq=False)
class Equation:
    """The equation ``H d = r`` for the weights without the intercept; all arrays have a column per topic.

    With features X, factors f, curvature c, the column 1 of the intercept and its penalty k,
    ``H = I + f Xᵀ (diag(c) - c cᵀ / (k + Σc)) X f``.

    Attributes
    ----------
    features : Features
        In single precision.
    factors : ndarray of float32, shape (n_sparse, n_topics)
    curvature : ndarray of float32, shape (n_examples, n_topics)
        Second derivative of the loss by the score.
    total : ndarray of float32, shape (n_topics,)
        The sum of the curvature, and the penalty of the intercept.
    inverse : ndarray of float32, shape (n_features, n_topics)
        The inverse of the preconditioner.
    """

    features: Features
    factors: Singles
    curvature: Singles
    total: Singles
    inverse: Singles

    @classmethod
    def of(cls, features: Features, factors: Floats, curvature: Floats, penalty: float = 0.0) -> "Equation":
        """Prepare the equation; `penalty` is that of the intercept."""
        single, own, bends = features.single, _single(factors), _single(curvature)
        diagonal = single.collect_squares(bends)
        diagonal[: features.n_sparse] *= own**2
        total = (bends.sum(axis=0, dtype=np.float64) + penalty).astype(np.float32)
        return cls(single, own, bends, total, _single(1 / np.sqrt(1 + diagonal)))

    def solve(self, right: Floats, precision: Floats) -> Floats:
        """Return an approximate solution.

        Parameters
        ----------
        right : ndarray of float64, shape (n_features, n_topics)
        precision : ndarray of float64, shape (n_topics,)
            A topic is finished when the norm of its residual has shrunk by this factor.
        """
        solution, left = np.zeros_like(right), np.arange(right.shape[1])
        block = _Block.start(self, _single(right))
        enough = block.size * precision**2
        for _ in range(_MAX_STEPS):
            unfinished = block.size > enough
            if not unfinished.any():
                break
            if unfinished.mean() <= _WORTH_KEEPING:  # finished topics leave the block, so the last ones cost little
                solution[:, left] = block.solution
                block, enough, left = block.take(unfinished), enough[unfinished], left[unfinished]
                unfinished = unfinished[unfinished]
            block.advance(unfinished)
        solution[:, left] = block.solution
        return solution

    def take(self, topics: Bools) -> "Equation":
        """Return the equation of some topics."""
        return Equation(
            features=self.features,
            factors=_take(self.factors, topics),
            curvature=_take(self.curvature, topics),
            total=self.total[topics],
            inverse=_take(self.inverse, topics),
        )

    def apply(self, direction: Singles, weights: Singles) -> tuple[Singles, Floats]:
        """Return ``H direction``, and its products with the direction, shape (n_topics,).

        `weights` is the direction times the factors.
        """
        kernels, sums = self.features.kernels, np.empty(len(self.total))
        scores = self.features.weigh(weights)
        kernels.sum_products(scores, self.curvature, sums)
        kernels.centre(sums.astype(np.float32) / self.total, self.curvature, scores)
        product = self.features.collect(scores)
        kernels.close_product(self.factors, direction, product, sums)
        return product, sums


def _single(values: NDArray[Any]) -> Singles:
    return np.ascontiguousarray(values, np.float32)


def _take(values: Singles, topics: Bools) -> Singles:
    return np.ascontiguousarray(values[:, topics])


@dataclass(eq=False)
class _Block:
    """Conjugate gradients of a block of topics, between two steps.

    `weights` is the direction times the factors, and `size` the scaled square of the residuals.
    """

    equation: Equation
    solution: Singles
    residual: Singles
    direction: Singles
    weights: Singles
    size: Floats

    @classmethod
    def start(cls, equation: Equation, right: Singles) -> "_Block":
        nothing, size = np.zeros_like(right), np.empty(right.shape[1])
        block = cls(equation, nothing, right, nothing.copy(), np.empty_like(right), size)
        equation.features.kernels.sum_products(right * right, equation.inverse, size)
        block.turn(np.zeros(right.shape[1]))
        return block

    def take(self, topics: Bools) -> "_Block":
        return _Block(
            equation=self.equation.take(topics),
            solution=_take(self.solution, topics),
            residual=_take(self.residual, topics),
            direction=_take(self.direction, topics),
            weights=_take(self.weights, topics),
            size=self.size[topics],
        )

    def advance(self, topics: Bools) -> None:
        """Go one step; the solution of the other topics stays."""
        equation, following = self.equation, np.empty_like(self.size)
        product, slope = equation.apply(self.direction, self.weights)
        lengths = np.divide(self.size, slope, out=np.zeros_like(slope), where=topics)
        equation.features.kernels.advance(
            lengths.astype(np.float32),
            self.direction,
            product,
            equation.inverse,
            self.solution,
            self.residual,
            following,
        )
        self.turn(np.divide(following, self.size, out=np.zeros_like(slope), where=topics))
        self.size = following

    def turn(self, shares: Floats) -> None:
        """Turn to the next direction."""
        own = self.equation
        own.features.kernels.turn(
            shares.astype(np.float32), self.residual, own.inverse, own.factors, self.direction, self.weights
        )
