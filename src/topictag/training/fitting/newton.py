"""Logistic regression of many topics at once, by Newton's method with conjugate gradients.

All topics share the features, so one product of the sparse rows with a block of vectors serves all of them. The dense
part (products with background vectors) stays dense. A fit can start where a neighbouring one ended: along a path of C,
that is most of the way.

For each topic, the weights w minimise ``½ |w|² + C · Σ s_i (ln(1 + exp z_i) - t_i z_i)`` with
``z = o + X (f ∘ w) + b``: o are the offsets of the examples, 0 by default, f the topic's factors of the features, s the
weights of the examples, t the targets; b is not regularised, unless ``½ k b²`` with a penalty k is added. Without
offsets, this is scikit-learn's objective (`sklearn.linear_model.LogisticRegression`) on the features times f. Each step
solves the Newton equation approximately (Dembo, Eisenstat and Steihaug, 1982), and is halved until it lowers the
objective enough (Armijo, 1966). The values of the sparse rows, and the solution of the equation, are in single
precision; the objective and the gradient are summed in double precision.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from topictag.training.arrays import Bools, Floats
from topictag.training.fitting.equation import Equation
from topictag.training.fitting.problem import Features, Targets

_MAX_STEPS = 100
_MAX_HALVINGS = 30
_LEAST_DECREASE = 1e-4  # of the decrease that the slope promises; Armijo's usual value
_MOST_FORCING = 0.3  # chosen: 0.1 and 0.5 take about as long
_MOST_WEIGHT = 1e5  # chosen: the weights err by less than the gradient of the objective, whatever its scale
_LEAST_FORCING = 1e-3  # chosen: single precision gives little more


def fit_logistic(
    features: Features,
    targets: Targets,
    C: float,  # noqa: N803
    *,
    start: Floats | None = None,
    tolerance: float,
    intercept_penalty: float = 0.0,
) -> Floats:
    """Fit all topics.

    Parameters
    ----------
    features : Features
    targets : Targets
    C : float
        Inverse strength of the L2 regularisation.
    start : ndarray of float64, shape (n_sparse + n_dense + 1, n_topics), optional
        Where to start; zeros by default.
    tolerance : float
        A topic is finished when no component of the gradient of its mean loss is larger. With many examples or a weak
        regularisation, the bound is tighter: where C times the weights of the examples is above 100,000, the gradient
        is divided by no more than that.
    intercept_penalty : float, default=0
        Regularisation of b, relative to that of a weight.

    Returns
    -------
    ndarray of float64, shape (n_sparse + n_dense + 1, n_topics)
        The weights w, sparse features first; the last row is b.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> features = Features.of(csr_array([[1.0], [0.0], [1.0], [0.0]]), np.empty((4, 0)))
    >>> targets = Targets(np.array([[1.0], [0.0], [0.0], [0.0]]), np.ones((4, 1)), np.ones((1, 1)))
    >>> fit_logistic(features, targets, 1.0, tolerance=1e-9).round(3).tolist()
    [[0.421], [-1.32]]
    """
    shape = features.n_features + 1, targets.wanted.shape[1]
    found = np.zeros(shape) if start is None else start.copy()
    left = np.arange(found.shape[1])
    state = _State.at(_Problem(features, targets, C, intercept_penalty), found)
    for _ in range(_MAX_STEPS):
        gradient = state.gradient()
        unfinished = np.abs(gradient).max(axis=0) > tolerance * np.minimum(state.problem.total_weights, _MOST_WEIGHT)
        if not unfinished.any():
            break
        # Topics that are finished leave the block, so the last ones cost little.
        if not unfinished.all():
            left, state, gradient = left[unfinished], state.take(unfinished), gradient[:, unfinished]
        state, has_moved = _step(state, gradient)
        found[:, left] = state.weights
        if not has_moved.any():
            break
        if not has_moved.all():  # where no step lowers the objective, only rounding is left
            left, state = left[has_moved], state.take(has_moved)
    return found


@dataclass(frozen=True, eq=False)
class _Problem:
    """The objective of a block of topics; all arrays have a column per topic."""

    features: Features
    targets: Targets
    C: float
    intercept_penalty: float = 0.0

    def take(self, topics: "Bools | NDArray[np.intp]") -> "_Problem":
        return _Problem(self.features, self.targets.take(topics), self.C, self.intercept_penalty)

    @property
    def total_weights(self) -> Floats:
        total: Floats = self.C * np.maximum(self.targets.weights.sum(axis=0), np.finfo(float).tiny)
        return total

    def scores(self, weights: Floats) -> Floats:
        """Return ``X (f ∘ w) + b``, without the offsets."""
        own = weights[:-1].copy()
        own[: self.features.n_sparse] *= self.targets.factors
        scores: Floats = self.features.weigh(own) + weights[-1]
        return scores

    def pull(self, residuals: Floats) -> Floats:
        """Return the transpose of `scores`, applied to a value per example."""
        pulled: Floats = self.features.collect(residuals)
        pulled[: self.features.n_sparse] *= self.targets.factors
        return np.concatenate([pulled, residuals.sum(axis=0)[None]])

    def loss(self, weights: Floats, scores: Floats) -> Floats:
        """Return the objective of each topic."""
        own = self.targets.weights * (np.logaddexp(0, scores) - self.targets.wanted * scores)
        loss: Floats = 0.5 * (weights[:-1] ** 2).sum(axis=0) + self.C * own.sum(axis=0)
        loss += 0.5 * self.intercept_penalty * weights[-1] ** 2
        return loss


@dataclass(frozen=True, eq=False)
class _State:
    """Where a block of topics stands: weights, and the scores and losses that they give."""

    problem: _Problem
    weights: Floats
    scores: Floats
    loss: Floats

    @classmethod
    def at(cls, problem: _Problem, weights: Floats) -> "_State":
        scores = problem.scores(weights)
        if problem.targets.offsets is not None:
            scores += problem.targets.offsets
        return cls(problem, weights, scores, problem.loss(weights, scores))

    def take(self, topics: Bools) -> "_State":
        return _State(self.problem.take(topics), self.weights[:, topics], self.scores[:, topics], self.loss[topics])

    @cached_property
    def probability(self) -> Floats:
        own: Floats = expit(self.scores)
        return own

    def gradient(self) -> Floats:
        targets = self.problem.targets
        gradient = self.problem.pull(self.problem.C * targets.weights * (self.probability - targets.wanted))
        gradient[:-1] += self.weights[:-1]
        gradient[-1] += self.problem.intercept_penalty * self.weights[-1]
        return gradient


def _step(state: _State, gradient: Floats) -> tuple[_State, Bools]:
    """Return the state after a Newton step, and which topics have moved."""
    problem = state.problem
    direction = _find_direction(state, gradient)
    along, slope = problem.scores(direction), (gradient * direction).sum(axis=0)
    length = np.ones(len(slope))
    for _ in range(_MAX_HALVINGS):
        weights, scores = state.weights + length * direction, state.scores + length * along
        loss = problem.loss(weights, scores)
        is_low = loss <= state.loss + _LEAST_DECREASE * length * slope
        if is_low.all():
            break
        length = np.where(is_low, length, length / 2)
    kept = np.where(is_low, 1.0, 0.0)
    weights = state.weights + kept * length * direction
    scores = state.scores + kept * length * along
    return _State(problem, weights, scores, np.where(is_low, loss, state.loss)), is_low


def _find_direction(state: _State, gradient: Floats) -> Floats:
    """Return an approximate solution of ``H d = -gradient``.

    The equation of b gives ``d_b = -(g_b + cᵀ X d_w) / (k + Σc)`` with the curvature c and the penalty k. Put into the
    others, it leaves an equation for the weights alone.
    """
    problem, probability = state.problem, state.probability
    curvature = problem.C * problem.targets.weights * probability * (1 - probability)
    total = curvature.sum(axis=0) + problem.intercept_penalty + np.finfo(float).tiny
    share = curvature / total
    right = problem.pull(share * gradient[-1])[:-1] - gradient[:-1]
    # The closer to the end, the more exact: then convergence is faster than linear.
    largest = np.abs(gradient).max(axis=0) / problem.total_weights
    precision = np.clip(np.sqrt(largest), _LEAST_FORCING, _MOST_FORCING)
    weights = Equation.of(problem.features, problem.targets.factors, curvature, problem.intercept_penalty).solve(
        right, precision
    )
    without = np.concatenate([weights, np.zeros((1, weights.shape[1]))])
    without[-1] = -gradient[-1] / total - (share * problem.scores(without)).sum(axis=0)
    return without
