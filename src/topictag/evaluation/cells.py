"""Sums by topic over articles of which each is weighted, again and again: what a bootstrap and a test by swapping need.

With hundreds of topics, few cells of a table of articles and topics contain anything. So only these cells are kept,
and topics are summed one after another, each over its own articles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]
Amounts = tuple[Numbers, Numbers, Floats]
"""Articles, topics, and what each adds to the cell of its article and topic."""


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of a table that are not 0 throughout, ordered by topic and then by article.

    Attributes
    ----------
    articles : ndarray of int, shape (n_cells,)
        The article of each cell.
    values : ndarray of float64, shape (n_kinds, n_cells)
        What a cell contains, of each kind that is counted.
    starts : ndarray of int, shape (n_topics + 1,)
        Where the cells of each topic begin, and the number of cells.
    """

    articles: Numbers
    values: Floats
    starts: Numbers

    @classmethod
    def of(cls, kinds: Sequence[Amounts], n_articles: int, n_topics: int) -> "Cells":
        """Return the cells; amounts of one kind for one cell are added.

        Examples
        --------
        >>> own = Cells.of([(np.array([1, 1, 0]), np.array([0, 0, 1]), np.array([1.0, 1.0, 5.0]))], 2, 2)
        >>> own.articles.tolist(), own.values.tolist(), own.starts.tolist()
        ([1, 0], [[2.0, 5.0]], [0, 1, 2])
        """
        codes = [topics * n_articles + articles for articles, topics, _ in kinds]
        found, numbers = np.unique(np.concatenate(codes), return_inverse=True)
        of_kind = np.split(numbers, np.cumsum([len(own) for own in codes])[:-1])
        sums = [np.bincount(own, kind[2], len(found)) for own, kind in zip(of_kind, kinds, strict=True)]
        values = np.stack(sums).astype(np.float64)
        kept = values.any(axis=0)
        topics, articles = np.divmod(found[kept], n_articles)
        return cls(articles, values[:, kept], np.searchsorted(topics, np.arange(n_topics + 1)))

    @property
    def sizes(self) -> Numbers:
        """Number of cells of each topic, shape (n_topics,)."""
        return np.diff(self.starts)

    def weigh_topic(self, topic: int, weights: NDArray[np.number[Any]]) -> Floats:
        """Return the sums of one topic, shape (n_kinds, n_weightings); see `weigh`."""
        inside = slice(*self.starts[topic : topic + 2].tolist())
        sums: Floats = self.values[:, inside] @ weights[self.articles[inside]].astype(np.float64, copy=False)
        return sums

    def weigh(self, weights: NDArray[np.number[Any]]) -> Floats:
        """Return the sums by topic with weighted articles, shape (n_kinds, n_weightings, n_topics).

        Sums of whole numbers, and of halves, are exact.

        Parameters
        ----------
        weights : ndarray of numbers, shape (n_articles, n_weightings)
            In C order, so that the weights of an article are side by side.
        """
        sums = np.zeros((len(self.values), weights.shape[1], len(self.sizes)))
        for topic in np.flatnonzero(self.sizes).tolist():
            sums[:, :, topic] = self.weigh_topic(topic, weights)
        return sums
