"""Out-of-fold scores, and the decisions and the quality that rest on them.

Every example is scored by models that have not seen its fold. With few examples one deal of the folds says as much
about the deal as about the data, so the folds are dealt several times and all scores count. The quality reported is
honest on the second level too: an example is decided with a calibration and thresholds learnt without its fold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone
from tqdm import tqdm

from topictag.evaluation.evaluate import evaluate_decisions
from topictag.results import Evaluation
from topictag.training.classifier import Bools, Floats, fit_topics
from topictag.training.decisions import Decisions, fit_decisions
from topictag.training.folds import deal_folds
from topictag.training.settings import TrainingSettings
from topictag.training.vectorizer import LemmaTfidfVectorizer, fit_rows


@dataclass(frozen=True, eq=False)
class OutOfFold:
    """Scores of examples by models that have not seen them.

    Attributes
    ----------
    folds : ndarray of int, shape (n_deals, n_examples)
        The fold of each example in each deal.
    scores : ndarray of float64, shape (n_deals, n_examples, n_topics)
    gold : ndarray of bool, shape (n_examples, n_topics)
    """

    folds: NDArray[np.intp]
    scores: Floats
    gold: Bools

    def fit_decisions(self, among: NDArray[np.bool_] | slice = slice(None)) -> Decisions:
        """Learn calibration and thresholds from the scores of all deals, or of some examples among them."""
        n_deals, _, n_topics = self.scores.shape
        scores = self.scores[:, among].reshape(-1, n_topics)
        return fit_decisions(scores, np.tile(self.gold[among], (n_deals, 1)), n_repeats=n_deals)

    def measure(self, topics: Sequence[str], articles: Sequence[str]) -> Evaluation:
        """Evaluate the first deal, each fold decided with what the other folds teach."""
        tagged = np.zeros_like(self.gold)
        for fold in np.unique(self.folds[0]):
            inside = self.folds[0] == fold
            tagged[inside] = self.fit_decisions(~inside).tags(self.scores[0, inside])
        return evaluate_decisions(topics, self.gold, tagged, articles)


def score_out_of_fold(
    vectorizer: LemmaTfidfVectorizer,
    documents: Sequence[Sequence[str]],
    gold: Bools,
    articles: Sequence[str],
    settings: TrainingSettings,
    *,
    progress: bool = False,
) -> OutOfFold:
    """Score each document with vectorisers and classifiers fitted on the other folds.

    Parameters
    ----------
    vectorizer : LemmaTfidfVectorizer
        Its settings are used; it is not fitted itself.
    documents : sequence of sequence of str
        Terms of each document.
    gold : ndarray of bool, shape (n_documents, n_topics)
    articles : sequence of str
        Documents of one article stay in one fold.
    settings : TrainingSettings
        C, number of folds, seed.
    progress : bool, default=False

    Returns
    -------
    OutOfFold
    """
    n_deals = settings.n_deals(len(documents))
    folds = np.stack([deal_folds(gold, articles, settings.n_folds, settings.seed + deal) for deal in range(n_deals)])
    scores = np.zeros((n_deals, *gold.shape))
    parts = [(deal, fold) for deal in range(n_deals) for fold in np.unique(folds[deal])]
    for deal, fold in tqdm(parts, "cross-validating", unit=" folds", disable=not progress):
        inside = folds[deal] == fold
        scores[deal, inside] = _score_fold(clone(vectorizer), documents, gold, inside, settings.C)
    return OutOfFold(folds, scores, gold)


def _score_fold(
    vectorizer: LemmaTfidfVectorizer,
    documents: Sequence[Sequence[str]],
    gold: Bools,
    inside: NDArray[np.bool_],
    C: float,  # noqa: N803 (scikit-learn's name)
) -> Floats:
    rows = fit_rows(vectorizer, [documents[i] for i in np.flatnonzero(~inside).tolist()])
    classifier = fit_topics(rows, gold[~inside], C)
    return classifier.scores(vectorizer.transform([documents[i] for i in np.flatnonzero(inside).tolist()]))


def describe_quality(evaluation: Evaluation, n_folds: int) -> dict[str, Any]:
    """Return the evaluation as JSON types, with the method that measured it."""
    return {"method": f"{n_folds}-fold cross-validation, decisions from the other folds", **evaluation.to_dict()}
