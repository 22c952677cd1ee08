"""One linear classifier a topic, fitted on training rows, scoring test rows."""

from typing import Any

import numpy as np
from benchmarks.quality.ablation.choices import Choices
from benchmarks.quality.ablation.features import FEATURES, Bools, Terms
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

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
    factors = diags(emphasis(rows, topic, is_term, choices))
    scores: Floats = _classifier(choices).fit(rows @ factors, topic).decision_function(unseen @ factors)
    return scores


def emphasis(rows: csr_matrix, topic: Bools, is_term: Bools, choices: Choices) -> Floats:
    """Return how much each term stands out, ``1 - e + e · |r| / rms(r)`` with e = `choices.emphasis`; 1 for the rest.

    ``r`` is the log-count ratio of Wang and Manning (2012) over TF-IDF sums, as in `topictag.training.classifier`.
    """
    if not is_term.any():
        return np.ones(rows.shape[1])
    sums = np.stack([np.asarray(rows[side].sum(axis=0)).ravel() for side in (topic, ~topic)])
    smoothed = np.where(is_term, np.maximum(sums, 0) + choices.smoothing, 1)
    shares = smoothed / smoothed.sum(axis=1, where=is_term, keepdims=True)
    ratio = np.abs(np.log(shares[0] / shares[1]))
    spread = float(np.sqrt(np.mean(ratio[is_term] ** 2)))
    return np.where(is_term, 1 - choices.emphasis + choices.emphasis * ratio / (spread or 1), 1)


def _classifier(choices: Choices) -> Any:
    weights = "balanced" if choices.balanced else None
    if choices.classifier == "svm":
        return LinearSVC(C=choices.C, class_weight=weights, max_iter=10_000, random_state=0)
    return LogisticRegression(C=choices.C, class_weight=weights, tol=1e-6, max_iter=10_000)
