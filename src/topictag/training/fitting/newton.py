"""Logistic regression of many topics at once, by Newton's method with conjugate gradients.

All topics share the features, so one product of the sparse rows with a block of vectors serves all of them. The dense
part (products with background vectors) stays dense. A fit can start where a neighbouring one ended: along a path of C,
that is most of the way.

For each topic, the weights w minimise ``½ |w|² + C · Σ s_i (ln(1 + exp z_i) - t_i z_i)`` with
``z = o + X (f ∘ w) + b``: o are the offsets of the examples, 0 by default, f the topic's factors of the features, s the
weights of the examples, t the targets; b is not regularised. This is
scikit-learn's objective (`sklearn.linear_model.LogisticRegression`) on the features times f. Each step solves the
Newton equation approximately (Dembo, Eisenstat and Steihaug, 1982) with the diagonal of the Hessian as preconditioner,
and is halved until it lowers the objective enough (Armijo, 1966).
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import expit

from topictag.training.arrays import Bools, Floats

_MAX_STEPS = 100
_MAX_CG_STEPS = 250
_MAX_HALVINGS = 30
_LEAST_DECREASE = 1e-4  # of the decrease that the slope promises; Armijo's usual value
_MOST_FORCING = 0.3  # chosen: 0.1 and 0.5 take about as long


@dataclass(frozen=True, eq=False)
class Features:
    """Features of examples in two parts.

    Attributes
    ----------
    rows : sparse array of float64, shape (n_examples, n_sparse)
    dense : ndarray of float64, shape (n_examples, n_dense)
    columns, squared_columns : sparse array
        The transpose of `rows`, and the squares of its elements.
    squared_dense : ndarray
        The squares of `dense`.
    """

    rows: csr_array
    dense: Floats
    columns: csr_array = field(init=False)
    squared_columns: csr_array = field(init=False)
    squared_dense: Floats = field(init=False)

    def __post_init__(self) -> None:
        columns = csr_array(self.rows.T)
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "squared_columns", columns.power(2))
        object.__setattr__(self, "squared_dense", self.dense**2)


@dataclass(frozen=True, eq=False)
class Targets:
    """What each topic is fitted to.

    Attributes
    ----------
    wanted : ndarray of float64, shape (n_examples, n_topics)
        In [0, 1]; 1 where an example carries the topic.
    weights : ndarray of float64, shape (n_examples, n_topics)
        0 leaves an example out of a topic.
    factors : ndarray of float64, shape (n_sparse, n_topics)
        Each topic's factor of each sparse feature, positive.
    offsets : ndarray of float64, shape (n_examples, n_topics), optional
        Scores that examples have before anything is fitted; 0 by default.
    """

    wanted: Floats
    weights: Floats
    factors: Floats
    offsets: Floats | None = None

    def take(self, topics: "Bools | NDArray[np.intp]") -> "Targets":
        """Return the targets of some topics."""
        offsets = None if self.offsets is None else self.offsets[:, topics]
        return Targets(self.wanted[:, topics], self.weights[:, topics], self.factors[:, topics], offsets)


def fit_logistic(
    features: Features,
    targets: Targets,
    C: float,  # noqa: N803
    *,
    start: Floats | None = None,
    tolerance: float,
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
        A topic is finished when no component of the gradient of its mean loss is larger.

    Returns
    -------
    ndarray of float64, shape (n_sparse + n_dense + 1, n_topics)
        The weights w, sparse features first; the last row is b.

    Examples
    --------
    >>> features = Features(csr_array([[1.0], [0.0], [1.0], [0.0]]), np.empty((4, 0)))
    >>> targets = Targets(np.array([[1.0], [0.0], [0.0], [0.0]]), np.ones((4, 1)), np.ones((1, 1)))
    >>> fit_logistic(features, targets, 1.0, tolerance=1e-9).round(3).tolist()
    [[0.421], [-1.32]]
    """
    n_features = features.rows.shape[1] + features.dense.shape[1] + 1
    found = np.zeros((n_features, targets.wanted.shape[1])) if start is None else start.copy()
    left = np.arange(found.shape[1])
    state = _State.at(_Problem(features, targets, C), found)
    for _ in range(_MAX_STEPS):
        gradient = state.gradient()
        unfinished = np.abs(gradient).max(axis=0) > tolerance * state.problem.total_weights
        if not unfinished.any():
            break
        # Topics that are finished leave the block, so the last ones cost little.
        if not unfinished.all():
            left, state, gradient = left[unfinished], state.take(unfinished), gradient[:, unfinished]
        state, has_moved = _step(state, gradient)
        found[:, left] = state.weights
        if not has_moved.any():  # no step lowers the objective: only rounding is left
            break
    return found


@dataclass(frozen=True, eq=False)
class _Problem:
    """The objective of a block of topics; all arrays have a column per topic."""

    features: Features
    targets: Targets
    C: float

    def take(self, topics: "Bools | NDArray[np.intp]") -> "_Problem":
        return _Problem(self.features, self.targets.take(topics), self.C)

    @property
    def total_weights(self) -> Floats:
        total: Floats = self.C * np.maximum(self.targets.weights.sum(axis=0), np.finfo(float).tiny)
        return total

    def scores(self, weights: Floats) -> Floats:
        """Return ``X (f ∘ w) + b``, without the offsets."""
        n_sparse = self.features.rows.shape[1]
        scores: Floats = self.features.rows @ (self.targets.factors * weights[:n_sparse]) + weights[-1]
        if self.features.dense.shape[1]:
            scores += self.features.dense @ weights[n_sparse:-1]
        return scores

    def pull(self, residuals: Floats) -> Floats:
        """Return C times the transpose of `scores`, applied to a value per example."""
        residuals = self.C * residuals
        n_sparse = self.features.rows.shape[1]
        pulled = np.empty((n_sparse + self.features.dense.shape[1] + 1, residuals.shape[1]))
        np.multiply(self.targets.factors, self.features.columns @ residuals, out=pulled[:n_sparse])
        pulled[n_sparse:-1] = self.features.dense.T @ residuals
        pulled[-1] = residuals.sum(axis=0)
        return pulled

    def diagonal(self, curvature: Floats) -> Floats:
        """Return the diagonal of the Hessian."""
        curvature = self.C * curvature
        sparse = 1 + self.targets.factors**2 * (self.features.squared_columns @ curvature)
        dense = 1 + self.features.squared_dense.T @ curvature
        return np.concatenate([sparse, dense, curvature.sum(axis=0)[None] + np.finfo(float).tiny])

    def loss(self, weights: Floats, scores: Floats) -> Floats:
        """Return the objective of each topic."""
        own = self.targets.weights * (np.logaddexp(0, scores) - self.targets.wanted * scores)
        loss: Floats = 0.5 * (weights[:-1] ** 2).sum(axis=0) + self.C * own.sum(axis=0)
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

    def gradient(self) -> Floats:
        targets = self.problem.targets
        gradient = self.problem.pull(targets.weights * (expit(self.scores) - targets.wanted))
        gradient[:-1] += self.weights[:-1]
        return gradient


def _step(state: _State, gradient: Floats) -> tuple[_State, Bools]:
    """Return the state after a Newton step, and which topics have moved."""
    problem, probability = state.problem, expit(state.scores)
    curvature = problem.targets.weights * probability * (1 - probability)
    direction = _solve(problem, curvature, gradient)
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


def _solve(problem: _Problem, curvature: Floats, gradient: Floats) -> Floats:
    """Return an approximate solution of ``H d = -gradient`` by preconditioned conjugate gradients."""
    # The closer to the end, the more exact: then convergence is superlinear.
    largest = np.abs(gradient).max(axis=0) / problem.total_weights
    block = _Block.start(problem, curvature, gradient)
    wanted = block.size * np.minimum(_MOST_FORCING, np.sqrt(largest)) ** 2
    solution, left = np.zeros_like(gradient), np.arange(gradient.shape[1])
    for _ in range(_MAX_CG_STEPS):
        unfinished = block.size > wanted
        if not unfinished.all():
            solution[:, left] = block.solution
            if not unfinished.any():
                return solution
            block, wanted, left = block.take(unfinished), wanted[unfinished], left[unfinished]
        block.advance()
    solution[:, left] = block.solution
    return solution


@dataclass(eq=False)
class _Block:
    """Conjugate gradients of a block of topics, between two steps; `size` is the squared norm of the residuals."""

    problem: _Problem
    curvature: Floats
    diagonal: Floats
    solution: Floats
    residual: Floats
    direction: Floats
    size: Floats

    @classmethod
    def start(cls, problem: _Problem, curvature: Floats, gradient: Floats) -> "_Block":
        diagonal = problem.diagonal(curvature)
        direction = -gradient / diagonal
        size = -(gradient * direction).sum(axis=0)
        return cls(problem, curvature, diagonal, np.zeros_like(gradient), -gradient, direction, size)

    def take(self, topics: Bools) -> "_Block":
        return _Block(
            problem=self.problem.take(topics),
            curvature=self.curvature[:, topics],
            diagonal=self.diagonal[:, topics],
            solution=self.solution[:, topics],
            residual=self.residual[:, topics],
            direction=self.direction[:, topics],
            size=self.size[topics],
        )

    def advance(self) -> None:
        product = self.problem.pull(self.curvature * self.problem.scores(self.direction))
        product[:-1] += self.direction[:-1]
        length = self.size / np.einsum("ij,ij->j", self.direction, product)
        self.solution += length * self.direction
        product *= length
        self.residual -= product
        scaled = np.divide(self.residual, self.diagonal, out=product)
        following = np.einsum("ij,ij->j", self.residual, scaled)
        self.direction *= following / self.size
        self.direction += scaled
        self.size = following
