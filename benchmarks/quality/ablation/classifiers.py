"""One linear classifier a topic, fitted on training rows, scoring test rows."""

from typing import Any

import numpy as np
from benchmarks.quality.ablation.choices import Choices
from benchmarks.quality.ablation.features import FEATURES, Bools, Terms
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from topictag.training.fitting.emphasis import emphasis

Floats = NDArray[np.float64]


def score_rows(
    counts: csr_matrix, terms: Terms, gold: Bools, train: NDArray[np.intp], test: NDArray[np.intp], choices: Choices
) -> Floats:
    """Learn features and classifiers from some paragraphs, score others.

    Parameters
    ----------
    counts : csr_matrix, shape (n_paragraphs, n_all_terms)
    terms : ndarray of str, shape (n_all_terms,)
    gold : ndarray of bool, shape (n_paragraphs, n_topics)
    train, test : ndarray of int
        Numbers of paragraphs.
    choices : Choices

    Returns
    -------
    ndarray of float64, shape (n_test, n_topics)
    """
    features = FEATURES[choices.features](counts[train], terms, gold[train], choices)
    rows, unseen = features.make_rows(counts[train]), features.make_rows(counts[test])
    is_term = np.arange(rows.shape[1]) < features.n_terms
    return np.column_stack([_score_topic(rows, topic[train], unseen, is_term, choices) for topic in gold.T])


def _score_topic(rows: csr_matrix, topic: Bools, unseen: csr_matrix, is_term: Bools, choices: Choices) -> Floats:
    if topic.all() or not topic.any():
        return np.zeros(unseen.shape[0])
    factors = np.ones(rows.shape[1])
    if is_term.any():
        own = emphasis(csr_array(rows), topic, is_term, base=1 - choices.emphasis, smoothing=choices.smoothing)
        factors = np.where(is_term, own, 1.0)
    scores: Floats = _classifier(choices).fit(rows @ diags(factors), topic).decision_function(unseen @ diags(factors))
    return scores


def _classifier(choices: Choices) -> Any:
    weights = "balanced" if choices.balanced else None
    if choices.classifier == "svm":
        return LinearSVC(C=choices.C, class_weight=weights, max_iter=10_000, random_state=0)
    return LogisticRegression(C=choices.C, class_weight=weights, tol=1e-6, max_iter=10_000)
