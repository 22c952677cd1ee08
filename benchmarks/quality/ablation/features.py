"""From counts of terms to the rows that a classifier learns from; all that is learnt here, training rows teach.

`FEATURES` is where another way is hung in: a function of the training paragraphs' counts of *all* terms, the terms, the
training tags and the choices, which returns `Features`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from benchmarks.quality.ablation.choices import Choices
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from topictag.text.pairs import is_pair
from topictag.training.features.pairs import MIN_DF, most_telling

Bools: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.intp]
Terms: TypeAlias = NDArray[np.object_]


@dataclass(frozen=True)
class Features:
    """What training rows taught.

    Attributes
    ----------
    make_rows : function
        From counts, shape (n, n_all_terms), to rows, shape (n, n_features).
    n_terms : int
        How many of the features, from the first, are terms; only these can be emphasised.
    """

    make_rows: Callable[[csr_matrix], csr_matrix]
    n_terms: int


FitFeatures: TypeAlias = Callable[[csr_matrix, Terms, Bools, Choices], Features]


def fit_tf_idf(counts: csr_matrix, terms: Terms, gold: Bools, choices: Choices) -> Features:
    """Learn vocabulary, pairs and smooth idf; rows are divided by the Euclidean norm of lemmas and families.

    Parameters
    ----------
    counts : csr_matrix, shape (n_training, n_all_terms)
    terms : ndarray of str, shape (n_all_terms,)
    gold : ndarray of bool, shape (n_training, n_topics)
    choices : Choices

    Returns
    -------
    Features
    """
    df = np.bincount(counts.indices, minlength=counts.shape[1])
    paired = pair_columns(terms, choices)
    singles = np.flatnonzero((df >= choices.min_df) & ~paired)
    columns = np.concatenate([singles, _choose_pairs(counts, np.flatnonzero(paired & (df >= MIN_DF)), gold, choices)])
    idf = diags(np.log((1 + counts.shape[0]) / (1 + df[columns])) + 1)
    n_normed = len(columns) if choices.pairs_in_norm else len(singles)

    def make_rows(counts: csr_matrix) -> csr_matrix:
        rows = csr_matrix(_weigh(counts[:, columns], choices.tf) @ idf)
        lengths = np.sqrt(rows[:, :n_normed].power(2).sum(axis=1)).A1
        return csr_matrix(diags(1 / np.where(lengths > 0, lengths, 1)) @ rows)

    return Features(make_rows, n_terms=len(columns))


def pair_columns(terms: Terms, choices: Choices) -> Bools:
    """Return which terms are pairs; n-grams of characters hold blanks too, and are none."""
    return np.array([choices.base != "characters" and is_pair(term) for term in terms])


FEATURES: dict[str, FitFeatures] = {"tf-idf": fit_tf_idf}


def _weigh(counts: csr_matrix, tf: str) -> csr_matrix:
    weigh: dict[str, Callable[[Any], Any]] = {"sublinear": lambda n: 1 + np.log(n), "raw": np.copy, "binary": np.sign}
    return csr_matrix((weigh[tf](counts.data.astype(float)), counts.indices, counts.indptr), shape=counts.shape)


def _choose_pairs(counts: csr_matrix, candidates: Numbers, gold: Bools, choices: Choices) -> Numbers:
    return candidates[most_telling(_weigh(counts[:, candidates], "binary"), gold, choices.n_pairs)]
