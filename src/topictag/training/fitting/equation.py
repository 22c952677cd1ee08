"""The Newton equation of a block of topics, solved approximately by preconditioned conjugate gradients.

Three things make it cheap. The intercept is eliminated: without it, the largest eigenvalue of the Hessian is some
twenty times smaller. The preconditioner is the square root of the diagonal: with background vectors, the diagonal
itself takes twice as many steps, because it spreads the many eigenvalues that the regularisation keeps near 1. And the
products are in single precision, which a direction that is approximate anyway does not notice.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from topictag.training.arrays import Bools, Floats
from topictag.training.fitting.problem import Features

_MAX_STEPS = 250

Singles = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Equation:
    """The equation ``H d = r`` for the weights without the intercept; all arrays have a column per topic.

    With features X, factors f, curvature c and the column 1 of the intercept,
    ``H = I + f Xᵀ (diag(c) - c cᵀ / Σc) X f``.

    Attributes
    ----------
    features : Features
        In single precision.
    factors : ndarray of float32, shape (n_sparse, n_topics)
    curvature : ndarray of float32, shape (n_examples, n_topics)
        Second derivative of the loss by the score.
    total : ndarray of float32, shape (n_topics,)
        The sum of the curvature.
    scale : ndarray of float32, shape (n_features, n_topics)
        The preconditioner.
    """

    features: Features
    factors: Singles
    curvature: Singles
    total: Singles
    scale: Singles

    @classmethod
    def of(cls, features: Features, factors: Floats, curvature: Floats) -> "Equation":
        """Prepare the equation of features in double precision."""
        single, own, bends = features.single, factors.astype(np.float32), curvature.astype(np.float32)
        diagonal = single.collect_squares(bends)
        diagonal[: features.n_sparse] *= own**2
        return cls(single, own, bends, _sum(bends), np.sqrt(1 + diagonal))

    def solve(self, right: Floats, precision: Floats) -> Floats:
        """Return an approximate solution.

        Parameters
        ----------
        right : ndarray of float64, shape (n_features, n_topics)
        precision : ndarray of float64, shape (n_topics,)
            A topic is finished when the norm of its residual has shrunk by this factor.
        """
        solution, left = np.zeros_like(right), np.arange(right.shape[1])
        block = _Block.start(self, right.astype(np.float32))
        enough = block.size * precision**2
        for _ in range(_MAX_STEPS):
            unfinished = block.size > enough
            if not unfinished.all():
                solution[:, left] = block.solution
                if not unfinished.any():
                    return solution
                # Topics that are finished leave the block, so the last ones cost little.
                block, enough, left = block.take(unfinished), enough[unfinished], left[unfinished]
            block.advance()
        solution[:, left] = block.solution
        return solution

    def take(self, topics: Bools) -> "Equation":
        """Return the equation of some topics."""
        return Equation(
            features=self.features,
            factors=self.factors[:, topics],
            curvature=self.curvature[:, topics],
            total=self.total[topics],
            scale=self.scale[:, topics],
        )

    def apply(self, direction: Singles) -> Singles:
        """Return ``H direction``."""
        n_sparse = self.features.n_sparse
        own = direction.copy()
        own[:n_sparse] *= self.factors
        scores = self.features.weigh(own)
        scores -= _sum(scores * self.curvature) / self.total
        scores *= self.curvature
        product = self.features.collect(scores)
        product[:n_sparse] *= self.factors
        product += direction
        return product


def _sum(values: Singles) -> Singles:
    """Return the sums of columns, with errors no larger than one rounding."""
    sums: Singles = values.sum(axis=0, dtype=np.float64).astype(np.float32)
    return sums


@dataclass(eq=False)
class _Block:
    """Conjugate gradients of a block of topics, between two steps; `size` is the scaled square of the residuals."""

    equation: Equation
    solution: Singles
    residual: Singles
    direction: Singles
    size: Singles

    @classmethod
    def start(cls, equation: Equation, right: Singles) -> "_Block":
        direction = right / equation.scale
        return cls(equation, np.zeros_like(right), right, direction, _sum(right * direction))

    def take(self, topics: Bools) -> "_Block":
        return _Block(
            equation=self.equation.take(topics),
            solution=self.solution[:, topics],
            residual=self.residual[:, topics],
            direction=self.direction[:, topics],
            size=self.size[topics],
        )

    def advance(self) -> None:
        product = self.equation.apply(self.direction)
        length = self.size / _sum(self.direction * product)
        self.solution += length * self.direction
        product *= length
        self.residual -= product
        scaled = np.divide(self.residual, self.equation.scale, out=product)
        following = _sum(self.residual * scaled)
        self.direction *= following / self.size
        self.direction += scaled
        self.size = following
