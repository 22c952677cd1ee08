"""Out-of-fold scores and the quality measured with them.

Every example is scored by a model that has not seen its fold. The quality reported is honest on the second level too:
a fold's decisions use a calibration and thresholds learnt on the other folds.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone
from tqdm import tqdm

from topictag.evaluation.evaluate import evaluate_decisions
from topictag.results import Evaluation
from topictag.training.classifier import Bools, Floats, fit_topics
from topictag.training.decisions import fit_decisions
from topictag.training.vectorizer import LemmaTfidfVectorizer, fit_rows


def score_out_of_fold(
    vectorizer: LemmaTfidfVectorizer,
    documents: Sequence[Sequence[str]],
    gold: Bools,
    folds: NDArray[np.intp],
    C: float,  # noqa: N803 (scikit-learn's name)
    *,
    progress: bool = False,
) -> Floats:
    """Score each document with a vectoriser and classifier fitted on the other folds.

    Parameters
    ----------
    vectorizer : LemmaTfidfVectorizer
        Its settings are used; it is not fitted itself.
    documents : sequence of sequence of str
        Terms of each document.
    gold : ndarray of bool, shape (n_documents, n_topics)
    folds : ndarray of int, shape (n_documents,)
    C : float
        Inverse strength of the regularisation.
    progress : bool, default=False

    Returns
    -------
    ndarray of float64, shape (n_documents, n_topics)
    """
    scores = np.zeros(gold.shape)
    for fold in tqdm(np.unique(folds), "cross-validating", unit=" folds", disable=not progress):
        inside, outside = np.flatnonzero(folds == fold).tolist(), np.flatnonzero(folds != fold).tolist()
        own = clone(vectorizer)
        rows = fit_rows(own, [documents[i] for i in outside])
        classifier = fit_topics(rows, gold[outside], C)
        scores[inside] = classifier.scores(own.transform([documents[i] for i in inside]))
    return scores


def measure_out_of_fold(
    topics: Sequence[str], scores: Floats, gold: Bools, folds: NDArray[np.intp], articles: Sequence[str]
) -> Evaluation:
    """Evaluate decisions whose calibration and thresholds come from the other folds."""
    tagged = np.zeros_like(gold)
    for fold in np.unique(folds):
        inside = folds == fold
        tagged[inside] = fit_decisions(scores[~inside], gold[~inside]).tags(scores[inside])
    return evaluate_decisions(topics, gold, tagged, articles)


def describe_quality(evaluation: Evaluation, n_folds: int) -> dict[str, Any]:
    """Return the evaluation as JSON types, with the method that measured it."""
    return {"method": f"{n_folds}-fold cross-validation, decisions from the other folds", **evaluation.to_dict()}
