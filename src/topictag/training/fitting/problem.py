"""What a logistic regression is fitted to: the features of examples, and the targets of topics."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.training.arrays import Bools, Floats

_Precision = TypeVar("_Precision", np.float32, np.float64)


@dataclass(frozen=True, eq=False)
class Features:
    """Features of examples in two parts.

    Attributes
    ----------
    rows : sparse array, shape (n_examples, n_sparse)
    dense : ndarray of float, shape (n_examples, n_dense)
    columns : sparse array, shape (n_sparse, n_examples)
        The transpose of `rows`.
    """

    rows: csr_array
    dense: NDArray[np.floating[Any]]
    columns: csr_array = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", csr_array(self.rows.T))

    @property
    def n_sparse(self) -> int:
        """Number of sparse features."""
        return int(self.rows.shape[1])

    @property
    def n_features(self) -> int:
        """Number of features of both parts."""
        return self.n_sparse + int(self.dense.shape[1])

    @cached_property
    def single(self) -> "Features":
        """The same features in single precision."""
        return Features(self.rows.astype(np.float32), self.dense.astype(np.float32))

    def weigh(self, weights: NDArray[_Precision]) -> NDArray[_Precision]:
        """Return the features of each example times these weights: (n_features, n) to (n_examples, n)."""
        weighed: NDArray[_Precision] = self.rows @ weights[: self.n_sparse]
        if self.dense.shape[1]:
            weighed += self.dense @ weights[self.n_sparse :]
        return weighed

    def collect(self, values: NDArray[_Precision]) -> NDArray[_Precision]:
        """Return the transpose of `weigh`, applied to values of the examples: (n_examples, n) to (n_features, n)."""
        collected: NDArray[_Precision] = self.columns @ values
        return np.concatenate([collected, self.dense.T @ values]) if self.dense.shape[1] else collected

    def collect_squares(self, values: NDArray[_Precision]) -> NDArray[_Precision]:
        """Return what `collect` does with the squares of the features."""
        squares = csr_array((self.columns.data**2, self.columns.indices, self.columns.indptr), self.columns.shape)
        return np.concatenate([squares @ values, (self.dense**2).T @ values])


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
