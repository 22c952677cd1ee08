"""What a model with fixed settings learns from the labels so far: weights, calibration and thresholds."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from benchmarks.quality.suggest.pools import Pool

from topictag.errors import TrainingError
from topictag.model.decisions import log_odds
from topictag.training.arrays import Bools, Floats
from topictag.training.decisions.learning import Decisions
from topictag.training.fitting.layer import Fitted, fit_documents
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import score_documents, score_out_of_fold
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Sample

_SETTINGS = TrainingSettings(n_folds=3)  # fewer folds than `topictag.train` takes, because thousands are trained
_LEAST_SUPPORT = 2  # as `topictag.train`
_UNREAD = -50.0  # log-odds of a text without a known word


@dataclass(frozen=True, eq=False)
class Learnt:
    """A model of the topics with at least two examples for them and against them.

    Attributes
    ----------
    topics : ndarray of int
        Numbers of the topics that it knows.
    support : ndarray of int, shape (n_topics,)
        Number of labels for each topic of the pool.
    odds : ndarray of float64, shape (n_texts, n_known)
        Log-odds of all texts of the pool, by topic of `topics`.
    fitted : Fitted or None
    decisions : Decisions or None
        None for both if it knows no topic.
    """

    topics: Any
    support: Any
    odds: Floats
    fitted: Fitted | None = None
    decisions: Decisions | None = None

    @property
    def thresholds(self) -> Floats:
        """The thresholds of the known topics."""
        return self.decisions.thresholds if self.decisions else np.zeros(0)

    @cached_property
    def probability(self) -> Floats:
        """Calibrated probabilities of the known topics, shape (n_texts, n_known)."""
        scores = (self.odds - self.decisions.offset) / self.decisions.slope if self.decisions else self.odds
        return self.decisions.probabilities(scores) if self.decisions else self.odds

    @cached_property
    def tags(self) -> Bools:
        """The tags of all topics of the pool, shape (n_texts, n_topics)."""
        tags = np.zeros((len(self.odds), len(self.support)), dtype=bool)
        if self.decisions:
            tags[:, self.topics] = self.decisions.tags((self.odds - self.decisions.offset) / self.decisions.slope)
        return tags


def learn(pool: Pool, labelled: Any) -> Learnt:
    """Learn from the labels of some texts of a pool."""
    gold = pool.sample.gold[labelled]
    support = gold.sum(axis=0)
    topics = np.flatnonzero((support >= _LEAST_SUPPORT) & (len(gold) - support >= _LEAST_SUPPORT))
    unknown = Learnt(topics[:0], support, np.zeros((len(pool.texts), 0)))
    if pool.task == "single":  # a text of another topic has no right answer
        labelled = labelled[gold[:, topics].any(axis=1)]
    if not topics.size:
        return unknown
    part = pool.sample.take(np.sort(labelled))
    part = Sample(part.paragraphs, part.gold[:, topics], part.groups)
    recipe, weights = Recipe(), part.weights(0.0)
    try:
        fitted = fit_documents(part.counts, part.gold, recipe, None, weights)
    except TrainingError:  # no term remains
        return unknown
    unseen = score_out_of_fold(part, _SETTINGS, recipe=recipe, workers=Workers(), near=fitted, task=pool.task)
    decisions = unseen.fit_decisions()
    scores = score_documents(fitted.vocabulary, fitted.layer, pool.sample.paragraphs)
    odds = np.where(np.isfinite(scores), log_odds(decisions, scores), _UNREAD)
    return Learnt(topics, support, odds, fitted, decisions)
