"""Fitting the probabilities of a finished model to another sample, for models of exactly one topic per text.

The model's own calibration is the starting point. One slope fits its sharpness, and an offset per topic the shares of
topics in the sample. Offsets are shrunk towards those of the model, and a topic with few examples keeps its own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from topictag.evaluation.evaluate import evaluate_decisions
from topictag.model.compiled import Model
from topictag.model.decisions import log_odds
from topictag.results.quality import Evaluation
from topictag.training.arrays import Bools, Floats, Groups
from topictag.training.decisions.joint import find_learnt, fit_joint
from topictag.training.decisions.learning import Decisions, decide_by_folds


@dataclass(frozen=True, eq=False)
class JointSample:
    """Scores of a finished model, on examples with exactly one topic each.

    Attributes
    ----------
    model : Model
        Of the task "single".
    scores : ndarray of float64, shape (n_examples, n_topics)
        -inf where the model can read nothing.
    gold : ndarray of bool, shape (n_examples, n_topics)
        One topic per row.
    groups : ndarray of int, shape (n_examples,)
    folds : ndarray of int, shape (n_examples,)
    is_free : ndarray of bool, shape (n_topics,)
        Topics with enough examples for an offset of their own.
    """

    model: Model
    scores: Floats
    gold: Bools
    groups: Groups
    folds: NDArray[np.intp]
    is_free: Bools

    def fit_decisions(self, among: NDArray[np.bool_] | slice = slice(None)) -> Decisions:
        """Learn the calibration from all examples or some of them; thresholds stay the same."""
        odds, gold = log_odds(self.model, self.scores)[among], self.gold[among]
        slope, offset = fit_joint(odds[None], gold, self.is_free & gold.any(axis=0))
        return Decisions(
            slope=slope * self.model.slope.astype(np.float64),
            offset=slope * self.model.offset.astype(np.float64) + offset,
            thresholds=self.model.thresholds.astype(np.float64),
            learnt=find_learnt(self.scores[among], gold, self.groups[among]),
            reached=np.ones(gold.shape[1], dtype=bool),
            task="single",
        )

    def measure(self, method: str) -> Evaluation:
        """Evaluate the model; the examples of the other folds calibrate it for each fold."""
        tagged, probability = decide_by_folds(self.folds, self.scores, self.fit_decisions)
        return evaluate_decisions(
            self.model.topics,
            self.gold,
            tagged,
            self.groups.tolist(),
            probability=probability,
            method=method,
            task="single",
        )
