"""One-vs-rest logistic regression over sparse rows: a linear layer, one column of weights a topic."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


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


def fit_topics(rows: csr_array, gold: Bools, C: float) -> LinearTopics:  # noqa: N803 (scikit-learn's name)
    """Fit each topic against the rest, both sides weighing the same in all.

    Parameters
    ----------
    rows : sparse array, shape (n_examples, n_terms)
    gold : ndarray of bool, shape (n_examples, n_topics)
    C : float
        Inverse strength of the L2 regularisation.

    Returns
    -------
    LinearTopics
        A topic that every example carries, or none, gets a constant score: no weight can be learnt for it.
    """
    fitted = [_fit_topic(rows, column, C) for column in gold.T]
    return LinearTopics(np.stack([coef for coef, _ in fitted]), np.array([intercept for _, intercept in fitted]))


def _fit_topic(rows: csr_array, gold: Bools, C: float) -> tuple[Floats, float]:  # noqa: N803
    if gold.all() or not gold.any():
        return np.zeros(rows.shape[1]), 0.0
    # A tight tolerance makes the weights a property of the data, not of where the solver happened to stop.
    model = LogisticRegression(C=C, class_weight="balanced", tol=1e-7, max_iter=10_000).fit(rows, gold)
    return model.coef_[0], float(model.intercept_[0])
