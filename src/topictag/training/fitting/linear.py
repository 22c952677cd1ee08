"""One-vs-rest logistic regression over sparse rows: a linear layer, one row of weights per topic.

With background vectors a text has two kinds of features: its TF-IDF row, and the row times the vectors. Both are linear
in the row, so after fitting they collapse into one weight per term, and tagging needs only one kind.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.chunks import map_in_threads
from topictag.training.arrays import Bools, Floats
from topictag.training.fitting.emphasis import emphasis
from topictag.training.fitting.newton import fit_logistic
from topictag.training.fitting.problem import Features, Targets

# Measured: weights are then equal to those of an exact solution to 1e-4 (tests/training/fitting/test_newton.py) …
TOLERANCE = 1e-9
# … and chosen for cross-validation: with 1e-5, some scores change by 0.2, and what a search chooses depends on where
# its fits start.
LOOSE_TOLERANCE = 1e-6
# Chosen: where topics are divided among threads, fewer of them share the products of the sparse rows.
_LEAST_PARTS = 2
_MOST_TOPICS = 16


@dataclass(frozen=True, eq=False)
class LinearTopics:
    """A fitted linear layer.

    Attributes
    ----------
    coef : ndarray of float64, shape (n_topics, n_terms)
    intercept : ndarray of float64, shape (n_topics,)
    """

    coef: Floats
    intercept: Floats

    def scores(self, rows: csr_array) -> Floats:
        """Return ``rows @ coef.T + intercept``, shape (n_rows, n_topics)."""
        product: Floats = rows @ self.coef.T
        return product + self.intercept


@dataclass(frozen=True, eq=False)
class TwoPartTopics:
    """A linear layer over rows and over products, the rows times vectors of the terms.

    Attributes
    ----------
    direct : LinearTopics
        Weights of the terms themselves, and the intercepts.
    coef : ndarray of float64, shape (n_topics, n_dimensions)
        Weights of the dimensions.
    """

    direct: LinearTopics
    coef: Floats

    def scores(self, rows: csr_array, products: Floats) -> Floats:
        """Return ``direct.scores(rows) + products @ coef.T``, shape (n_rows, n_topics)."""
        added: Floats = products @ self.coef.T
        return self.direct.scores(rows) + added

    def take(self, columns: NDArray[np.intp], scale: float = 1.0) -> "TwoPartTopics":
        """Return the layer over other columns of the rows, and over products that are `scale` times as large.

        `columns` has the column of this layer for each new one, and -1 for a column whose weight is 0.
        """
        coef = np.where(columns >= 0, self.direct.coef[:, columns], 0.0)
        return TwoPartTopics(LinearTopics(coef, self.direct.intercept), self.coef / scale)

    def collapse(self, vectors: Floats) -> LinearTopics:
        """Return the layer that needs only rows, given that products are ``rows[:, :n_vectors] @ vectors``.

        Its weights are ``direct.coef``, and for the features with a vector ``coef @ vectors.T`` more: the scores stay
        the same.
        """
        coef = self.direct.coef.copy()
        coef[:, : len(vectors)] += self.coef @ vectors.T
        return LinearTopics(coef, self.direct.intercept)


@dataclass(frozen=True, eq=False)
class Design:
    """Examples, ready for fits that differ only in C.

    Attributes
    ----------
    features : Features
        The columns that occur in some row, and the products.
    targets : Targets
        Of the topics that can be learnt.
    seen : ndarray of int
        The columns of the rows that `features` has.
    learnable : ndarray of int
        The topics that `targets` has.
    prior : LinearTopics or None
        The weights that fitted ones are shrunk to; 0 if there is none.
    n_terms, n_topics : int
        Number of columns of the rows, and of topics.
    """

    features: Features
    targets: Targets
    seen: NDArray[np.intp]
    learnable: NDArray[np.intp]
    prior: LinearTopics | None
    n_terms: int
    n_topics: int

    @classmethod
    def of(
        cls,
        rows: csr_array,
        gold: Bools,
        *,
        products: Floats | None = None,
        weights: Floats | None = None,
        prior: LinearTopics | None = None,
    ) -> "Design":
        """Prepare examples.

        Both sides of a topic get the same total weight, and each term is multiplied by its `emphasis` during the fit.

        Parameters
        ----------
        rows : sparse array, shape (n_examples, n_terms)
        gold : ndarray of bool, shape (n_examples, n_topics)
        products : ndarray of float64, shape (n_examples, n_dimensions), optional
            The rows times vectors of the terms. Their scale determines how much the vectors count.
        weights : ndarray of float64, shape (n_examples,) or (n_examples, n_topics), optional
            Weight of each example, or of each example for each topic; 1 by default.
        prior : LinearTopics, optional
            Weights of the terms, and intercepts, that are known before. The fit adds to them, and its regularisation
            shrinks what it adds.
        """
        rows = csr_array(rows)  # rows from scikit-learn are matrices
        own = np.ones(len(gold)) if weights is None else weights
        own = np.broadcast_to(own[:, None] if own.ndim == 1 else own, gold.shape)
        seen = np.flatnonzero(np.bincount(rows.indices, minlength=rows.shape[1]))
        sides = (own * gold).sum(axis=0), (own * ~gold).sum(axis=0)
        learnable = np.flatnonzero((sides[0] > 0) & (sides[1] > 0) & (seen.size > 0))
        # Columns without a value are left out by numbering the others anew, which copies no values.
        numbers = (np.cumsum(np.isin(np.arange(rows.shape[1]), seen)) - 1).astype(rows.indices.dtype)
        held = csr_array((rows.data, numbers[rows.indices], rows.indptr), shape=(rows.shape[0], len(seen)))
        gold, own = gold[:, learnable], own[:, learnable]
        offsets = None if prior is None else prior.scores(rows)[:, learnable]
        features = Features.of(held, np.empty((len(gold), 0)) if products is None else products)
        factors = emphasis(features.collect_sparse, gold, own)
        targets = Targets(gold.astype(np.float64), _balance(own, gold), factors, offsets)
        return cls(features, targets, seen, learnable, prior, rows.shape[1], len(sides[0]))

    def fit(self, C: float, *, start: Floats | None = None, tolerance: float = TOLERANCE) -> Floats:  # noqa: N803
        """Return the fitted weights as `fit_logistic` has them; `start` is what an earlier call returned."""
        return fit_logistic(self.features, self.targets, C, start=start, tolerance=tolerance)

    def fit_in_threads(self, C: float, *, start: Floats | None = None, tolerance: float, n_threads: int) -> Floats:  # noqa: N803
        """Return what `fit` does; each thread fits some of the topics.

        How the topics are divided does not depend on the number of threads, so neither do the weights. With one thread,
        that takes about a third longer than `fit`.
        """
        n_topics = len(self.learnable)
        n_parts = max(min(n_topics, _LEAST_PARTS), -(-n_topics // _MOST_TOPICS), 1)
        parts = np.array_split(np.arange(n_topics), n_parts)

        def fit(topics: NDArray[np.intp]) -> Floats:
            own = None if start is None else start[:, topics]
            return fit_logistic(self.features, self.targets.take(topics), C, start=own, tolerance=tolerance)

        return np.concatenate(list(map_in_threads(fit, parts, n_threads)), axis=1)

    def start(self, near: TwoPartTopics) -> Floats:
        """Return where to start so that the scores are those of another layer over the same columns."""
        coef, intercept = near.direct.coef, near.direct.intercept
        if self.prior is not None:
            coef, intercept = coef - self.prior.coef, intercept - self.prior.intercept
        own = coef[np.ix_(self.learnable, self.seen)].T / self.targets.factors
        dense = near.coef[self.learnable].T
        n_dense = self.features.dense.shape[1]
        kept = dense if len(dense) == n_dense else np.zeros((n_dense, len(self.learnable)))
        return np.concatenate([own, kept, intercept[None, self.learnable]])

    def find_layer(
        self,
        C: float,  # noqa: N803
        *,
        near: TwoPartTopics | None = None,
        tolerance: float = TOLERANCE,
        n_threads: int | None = None,
    ) -> TwoPartTopics:
        """Return the fitted layer.

        Parameters
        ----------
        C : float
            Inverse strength of the L2 regularisation.
        near : TwoPartTopics, optional
            Where to start: a layer over the same columns.
        tolerance : float, default=1e-9
            The solver stops when no component of the gradient of the mean loss is larger.
        n_threads : int, optional
            Number of threads that share the topics. By default one, which fits all topics together; the weights are the
            same up to the tolerance.

        Returns
        -------
        TwoPartTopics
            A topic that all examples carry, or none, has the weights of the prior, or the score 0, because nothing can
            be learnt for it. So has every topic when the rows are empty.
        """
        start = None if near is None else self.start(near)
        if n_threads is None:
            return self.layer(self.fit(C, start=start, tolerance=tolerance))
        return self.layer(self.fit_in_threads(C, start=start, tolerance=tolerance, n_threads=n_threads))

    def layer(self, fitted: Floats) -> TwoPartTopics:
        """Return the layer with these weights. A topic that cannot be learnt has those of the prior, or the score 0."""
        n_sparse = len(self.seen)
        coef, intercept = np.zeros((self.n_topics, self.n_terms)), np.zeros(self.n_topics)
        dense = np.zeros((self.n_topics, self.features.dense.shape[1]))
        coef[np.ix_(self.learnable, self.seen)] = (self.targets.factors * fitted[:n_sparse]).T
        dense[self.learnable], intercept[self.learnable] = fitted[n_sparse:-1].T, fitted[-1]
        if self.prior is not None:
            coef, intercept = coef + self.prior.coef, intercept + self.prior.intercept
        return TwoPartTopics(LinearTopics(coef, intercept), dense)

    def path(
        self, values: Sequence[float], tolerance: float = LOOSE_TOLERANCE, near: TwoPartTopics | None = None
    ) -> Iterator[TwoPartTopics]:
        """Yield the layer for each value of C; each fit starts where the one before ended, the first at `near`."""
        fitted = None if near is None else self.start(near)
        for C in values:  # noqa: N806
            fitted = self.fit(C, start=fitted, tolerance=tolerance)
            yield self.layer(fitted)


def _balance(weights: Floats, gold: Bools) -> Floats:
    """Return the weights, scaled so that both sides of a topic have the same sum and the total is unchanged."""
    total, positive = weights.sum(axis=0), (weights * gold).sum(axis=0)
    balanced: Floats = weights * np.where(gold, total / (2 * positive), total / (2 * (total - positive)))
    return balanced
