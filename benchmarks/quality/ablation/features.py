"""From counts of terms to the rows that a classifier learns from; all that is learnt here, training rows teach.

`FEATURES` is where another way is hung in: a function of the training paragraphs' counts of *all* terms, the terms, the
training tags and the choices, which returns `Features`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from benchmarks.quality.ablation.choices import Choices
from benchmarks.quality.ablation.terms import BIGRAM_MARK
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.feature_selection import chi2
from sklearn.preprocessing import normalize

Bools: TypeAlias = NDArray[np.bool_]
Terms: TypeAlias = NDArray[np.object_]

_FREQUENT_DF = 5
_N_CHOSEN = 2000


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
    """Learn vocabulary and smooth idf; rows are divided by their Euclidean norm.

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
    columns = np.flatnonzero((df >= choices.min_df) & _bigrams_kept(counts, df, terms, gold, choices))
    idf = diags(np.log((1 + counts.shape[0]) / (1 + df[columns])) + 1)
    return Features(
        make_rows=lambda counts: normalize(_weigh(counts[:, columns], choices.tf) @ idf).tocsr(), n_terms=len(columns)
    )


FEATURES: dict[str, FitFeatures] = {"tf-idf": fit_tf_idf}


def _weigh(counts: csr_matrix, tf: str) -> csr_matrix:
    weigh: dict[str, Callable[[Any], Any]] = {"sublinear": lambda n: 1 + np.log(n), "raw": np.copy, "binary": np.sign}
    return csr_matrix((weigh[tf](counts.data.astype(float)), counts.indices, counts.indptr), shape=counts.shape)


def _bigrams_kept(counts: csr_matrix, df: NDArray[np.intp], terms: Terms, gold: Bools, choices: Choices) -> Bools:
    """Return which terms stay where bigrams are selected; all others stay in any case."""
    if choices.bigrams not in ("frequent", "chosen"):
        return np.ones(len(terms), dtype=bool)
    is_bigram = np.array([BIGRAM_MARK in term for term in terms])
    if choices.bigrams == "frequent":
        return ~is_bigram | (df >= _FREQUENT_DF)
    candidates = np.flatnonzero(is_bigram & (df >= choices.min_df))
    present = _weigh(counts[:, candidates], "binary")
    learnable = [topic for topic in gold.T if topic.any() and not topic.all()]
    best = np.max([chi2(present, topic)[0] for topic in learnable], axis=0)
    kept = ~is_bigram
    kept[candidates[np.argsort(-best, kind="stable")[:_N_CHOSEN]]] = True
    return kept
