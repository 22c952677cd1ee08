"""What a logistic regression is fitted to: the features of examples, and the targets of topics."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.training.arrays import Bools, Floats, smallest_index
from topictag.training.fitting.kernels import Kernels, choose_kernels

_Precision = TypeVar("_Precision", np.float32, np.float64)


@dataclass(frozen=True, eq=False)
class Features:
    """Features of examples in two parts.

    Attributes
    ----------
    rows : sparse array of float32, shape (n_examples, n_sparse)
    columns : sparse array of float32, shape (n_sparse, n_examples)
        The transpose of `rows`.
    dense : ndarray of float, shape (n_examples, n_dense)
    """

    rows: csr_array
    columns: csr_array
    dense: NDArray[np.floating[Any]]

    @classmethod
    def of(cls, rows: csr_array, dense: NDArray[np.floating[Any]]) -> "Features":
        """Return features of any precision, with the smallest indices that suffice."""
        index = smallest_index(rows.nnz, *rows.shape)
        indices, bounds = (own.astype(index, copy=False) for own in (rows.indices, rows.indptr))
        parts = rows.data.astype(np.float32), indices, bounds
        own = csr_array(parts, rows.shape)
        return cls(own, csr_array(own.T), dense)

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
        """The same features with the dense part in single precision."""
        return Features(self.rows, self.columns, self.dense.astype(np.float32))

    @cached_property
    def kernels(self) -> Kernels:
        """The inner loops for these rows; see `choose_kernels`."""
        return choose_kernels(self.rows)

    def weigh(self, weights: NDArray[_Precision]) -> NDArray[_Precision]:
        """Return the features of each example times these weights: (n_features, n) to (n_examples, n)."""
        weighed = np.empty((self.rows.shape[0], weights.shape[1]), weights.dtype)
        self._multiply(self.rows, weights[: self.n_sparse], weighed)
        if self.dense.shape[1]:
            weighed += self.dense @ weights[self.n_sparse :]
        return weighed

    def collect(self, values: NDArray[_Precision]) -> NDArray[_Precision]:
        """Return the transpose of `weigh`, applied to values of the examples: (n_examples, n) to (n_features, n)."""
        collected = np.empty((self.n_features, values.shape[1]), values.dtype)
        self._multiply(self.columns, values, collected[: self.n_sparse])
        if self.dense.shape[1]:
            np.matmul(self.dense.T, values, out=collected[self.n_sparse :])
        return collected

    def collect_sparse(self, values: NDArray[_Precision]) -> NDArray[_Precision]:
        """Return the lines of `collect` for the sparse features."""
        collected = np.empty((self.n_sparse, values.shape[1]), values.dtype)
        self._multiply(self.columns, values, collected)
        return collected

    def collect_squares(self, values: NDArray[_Precision]) -> NDArray[_Precision]:
        """Return what `collect` does with the squares of the features."""
        squares = csr_array((self.columns.data**2, self.columns.indices, self.columns.indptr), self.columns.shape)
        return Features(self.rows, squares, self.dense**2).collect(values)

    def _multiply(self, rows: csr_array, block: NDArray[_Precision], out: NDArray[_Precision]) -> None:
        if len(block) != rows.shape[1] or out.shape != (rows.shape[0], block.shape[1]):  # C would read beyond the end
            raise ValueError(f"rows of shape {rows.shape} cannot multiply {block.shape} into {out.shape}")
        self.kernels.weigh(rows.indptr, rows.indices, rows.data, np.ascontiguousarray(block), out)


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
