"""From scores to decisions: calibrated probabilities and a threshold per topic, learnt from out-of-fold scores."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from topictag.model.decisions import decide, exact_probabilities, sigmoid
from topictag.results.quality import Task
from topictag.training.arrays import Bools, Floats
from topictag.training.decisions.calibration import fit_platt
from topictag.training.decisions.evidence import ranks_better_than_chance
from topictag.training.decisions.targets import Target
from topictag.training.decisions.thresholds import choose_threshold

MORE_LIKELY_THAN_NOT = 0.5


@dataclass(frozen=True, eq=False)
class Decisions:
    """How scores become tags, per topic.

    Attributes
    ----------
    slope, offset : ndarray of float64, shape (n_topics,)
        ``probability = 1 / (1 + exp(-(slope * score + offset)))``.
    thresholds : ndarray of float64, shape (n_topics,)
        Minimum probability that gives the tag.
    learnt : ndarray of bool, shape (n_topics,)
        Whether the scores rank examples of the topic above others, beyond chance.
    reached : ndarray of bool, shape (n_topics,)
        Whether the topic reaches its target on the scores from which the threshold was learnt.
    task : {"multi", "single"}
        With "single", topics compete: the probabilities are the softmax of ``slope * score + offset``.
    """

    slope: Floats
    offset: Floats
    thresholds: Floats
    learnt: Bools
    reached: Bools
    task: Task = "multi"

    def probabilities(self, scores: Floats) -> Floats:
        """Return calibrated probabilities in the shape of `scores`; 0 for a score of -inf."""
        return exact_probabilities(self, scores)

    def tags(self, scores: Floats) -> Bools:
        """Return which topics are given."""
        return decide(self.thresholds, self.probabilities(scores), self.task)


def fit_decisions(
    scores: Floats,
    gold: Bools,
    groups: NDArray[np.intp],
    targets: Sequence[Target] | None = None,
    *,
    known: Bools | None = None,
) -> Decisions:
    """Learn calibration and thresholds.

    Parameters
    ----------
    scores : ndarray of float64, shape (n_deals, n_examples, n_topics)
        Out of fold: each from a model that has not seen the example; -inf where that model knew none of its words.
    gold : ndarray of bool, shape (n_examples, n_topics)
    groups : ndarray of int, shape (n_examples,)
        Examples of one group (article, or equal texts) count as one when `learnt` is tested.
    targets : sequence of Target, optional
        What each topic's threshold must reach; the best F1 by default.
    known : ndarray of bool, shape (n_examples, n_topics), optional
        Where it is known whether the example has the topic; everywhere by default. A topic learns from no other
        example.

    Returns
    -------
    Decisions
    """
    targets = targets or [Target()] * gold.shape[1]
    rows = np.ones_like(gold) if known is None else known
    topics = [
        _fit_topic(scores[:, own, topic], gold[own, topic], groups[own], target)
        for topic, (target, own) in enumerate(zip(targets, rows.T, strict=True))
    ]
    slope, offset, thresholds, learnt, reached = map(np.array, zip(*topics, strict=True))
    return Decisions(slope, offset, thresholds, learnt, reached)


def _fit_topic(
    scores: Floats, gold: Bools, groups: NDArray[np.intp], target: Target
) -> tuple[float, float, float, bool, bool]:
    slope, offset = fit_platt(scores, gold)
    repeated = np.tile(gold, len(scores))
    threshold, reached = choose_threshold(
        target, sigmoid(slope * scores.ravel() + offset), repeated, n_deals=len(scores)
    )
    learnt = ranks_better_than_chance(scores.mean(axis=0), gold, groups)
    if not learnt and target.measure == "F1":
        # With F1 alone, every text would get a topic that the scores cannot distinguish (Lipton et al., 2014).
        threshold = max(threshold, MORE_LIKELY_THAN_NOT)
    return slope, offset, threshold, learnt, reached


def decide_by_folds(folds: NDArray[np.intp], scores: Floats, fit: Callable[[Bools], Decisions]) -> tuple[Bools, Floats]:
    """Decide the examples of each fold by what is learnt from the other folds.

    Parameters
    ----------
    folds : ndarray of int, shape (n_examples,)
    scores : ndarray of float64, shape (n_examples, n_topics)
    fit : callable
        Returns the decisions learnt from some of the examples.

    Returns
    -------
    ndarray of bool, ndarray of float64, both of shape (n_examples, n_topics)
        Tags and probabilities.
    """
    tagged, probability = np.zeros(scores.shape, dtype=bool), np.zeros(scores.shape)
    for fold in np.unique(folds):
        inside = folds == fold
        decisions = fit(~inside)
        tagged[inside] = decisions.tags(scores[inside])
        probability[inside] = decisions.probabilities(scores[inside])
    return tagged, probability
