"""One-vs-rest logistic regression over sparse rows: a linear layer, one row of weights per topic.

With background vectors a text has two kinds of features: its TF-IDF row, and the row times the vectors. Both are linear
in the row, so after fitting they collapse into one weight per term, and tagging needs only one kind.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array, hstack
from sklearn.linear_model import LogisticRegression

from topictag.training.arrays import Bools, Floats
from topictag.training.fitting.emphasis import emphasis

# Chosen: tight enough that the weights depend on the data, not on where the solver happens to stop …
TOLERANCE = 1e-6
# … and sufficient where only the order of scores counts: when cross-validation compares candidates.
LOOSE_TOLERANCE = 1e-4


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

    def collapse(self, vectors: Floats) -> LinearTopics:
        """Return the layer that needs only rows, given that products are ``rows @ vectors``.

        Its weights are ``direct.coef + coef @ vectors.T``: the scores stay the same.
        """
        return LinearTopics(self.direct.coef + self.coef @ vectors.T, self.direct.intercept)


def fit_topics(
    rows: csr_array,
    gold: Bools,
    C: float,  # noqa: N803 (scikit-learn's name)
    *,
    weights: Floats | None = None,
    n_terms: int | None = None,
    tolerance: float = TOLERANCE,
) -> LinearTopics:
    """Fit each topic against the rest; both sides have the same total weight.

    The regularisation is lighter on terms that stand out: each is multiplied by its `emphasis` before the fit, and its
    weight afterwards.

    Parameters
    ----------
    rows : sparse array, shape (n_examples, n_features)
    gold : ndarray of bool, shape (n_examples, n_topics)
    C : float
        Inverse strength of the L2 regularisation.
    weights : ndarray of float64, shape (n_examples,), optional
        Weight of each example; 1 by default.
    n_terms : int, optional
        Number of features that are terms, from the first; all by default. Others have no emphasis.
    tolerance : float, default=1e-6
        The solver stops when no component of the gradient is larger.

    Returns
    -------
    LinearTopics
        A topic that all examples carry, or none, gets the score 0, because no weight can be learnt for it. So does
        every topic when the rows are empty.
    """
    # Features that occur in no row would get the weight 0 anyway; without them the solver has less work.
    seen = np.flatnonzero(np.bincount(rows.indices, minlength=rows.shape[1]))
    held = csr_array(rows)[:, seen]  # rows from scikit-learn are matrices, whose sums have two dimensions
    is_term = seen < (rows.shape[1] if n_terms is None else n_terms)
    weights = np.ones(len(gold)) if weights is None else weights
    counted = weights > 0
    coef, intercept = np.zeros((gold.shape[1], rows.shape[1])), np.zeros(gold.shape[1])
    for topic, column in enumerate(gold.T):
        if seen.size and column[counted].any() and not column[counted].all():
            factors = np.where(is_term, emphasis(held, column, is_term, weights=weights), 1.0)
            model = LogisticRegression(C=C, tol=tolerance, max_iter=10_000)
            model.fit(held @ diags_array(factors), column, sample_weight=_balance(weights, column))
            coef[topic, seen], intercept[topic] = factors * model.coef_[0], model.intercept_[0]
    return LinearTopics(coef, intercept)


def _balance(weights: Floats, column: Bools) -> Floats:
    """Return the weights, scaled so that both sides have the same sum and the total is unchanged."""
    sides = np.bincount(column, weights)
    balanced: Floats = weights * (sides.sum() / (2 * sides))[column.astype(np.intp)]
    return balanced


def fit_two_parts(
    rows: csr_array,
    products: Floats,
    gold: Bools,
    C: float,  # noqa: N803
    *,
    weights: Floats | None = None,
    tolerance: float = TOLERANCE,
) -> TwoPartTopics:
    """Fit each topic over the rows and their products with vectors, under one regularisation.

    Parameters
    ----------
    rows : sparse array, shape (n_examples, n_terms)
    products : ndarray of float64, shape (n_examples, n_dimensions)
        Their scale determines how much the vectors count.
    gold : ndarray of bool, shape (n_examples, n_topics)
    C : float
        Inverse strength of the L2 regularisation.
    weights : ndarray of float64, shape (n_examples,), optional
        Weight of each example.
    tolerance : float, default=1e-6
        The solver stops when no component of the gradient is larger.

    Returns
    -------
    TwoPartTopics
    """
    n_terms = rows.shape[1]
    features = hstack([rows, csr_array(products)], format="csr")
    both = fit_topics(features, gold, C, weights=weights, n_terms=n_terms, tolerance=tolerance)
    return TwoPartTopics(LinearTopics(both.coef[:, :n_terms], both.intercept), both.coef[:, n_terms:])
