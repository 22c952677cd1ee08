"""From scores to decisions: calibrated probabilities and a threshold per topic, learnt from out-of-fold scores."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import mannwhitneyu
from sklearn.linear_model import LogisticRegression

from topictag.training.arrays import Bools, Floats
from topictag.training.decisions.targets import Target, choose_threshold

# A topic whose scores rank no better than chance would get a slope of 0 or less; this keeps its probability at the
# topic's share of the examples and the order of scores intact.
_LEAST_SLOPE = 1e-3
_SIGNIFICANCE = 0.05  # chosen, one-sided
_MORE_LIKELY_THAN_NOT = 0.5


@dataclass(frozen=True, eq=False)
class Decisions:
    """How scores become tags, per topic.

    Attributes
    ----------
    slope, offset : ndarray of float64, shape (n_topics,)
        ``probability = 1 / (1 + exp(-(slope * score + offset)))``.
    thresholds : ndarray of float64, shape (n_topics,)
        Least probability that gives the tag.
    learnt : ndarray of bool, shape (n_topics,)
        Whether the scores rank examples with the topic above others, beyond chance.
    reached : ndarray of bool, shape (n_topics,)
        Whether the topic's target is reached on the scores that all this was learnt from.
    """

    slope: Floats
    offset: Floats
    thresholds: Floats
    learnt: Bools
    reached: Bools

    def probabilities(self, scores: Floats) -> Floats:
        """Return calibrated probabilities, shape of `scores`; 0 for a score of -inf."""
        probability: Floats = expit(self.slope * scores + self.offset)
        return probability

    def tags(self, scores: Floats) -> Bools:
        """Return which topics are given."""
        probability = self.probabilities(scores)
        return np.logical_and(probability >= self.thresholds, probability > 0)


def fit_decisions(
    scores: Floats, gold: Bools, groups: NDArray[np.intp], targets: Sequence[Target] | None = None
) -> Decisions:
    """Learn calibration and thresholds.

    Parameters
    ----------
    scores : ndarray of float64, shape (n_deals, n_examples, n_topics)
        Out of fold: each from a model that has not seen the example; -inf where it held nothing that was known.
    gold : ndarray of bool, shape (n_examples, n_topics)
    groups : ndarray of int, shape (n_examples,)
        Examples of one group (article, or equal texts) are one piece of evidence that the topic was learnt.
    targets : sequence of Target, optional
        What each topic's threshold is for; the best F1 when left out.

    Returns
    -------
    Decisions
    """
    targets = targets or [Target()] * gold.shape[1]
    topics = [_fit_topic(scores[:, :, topic], gold[:, topic], groups, target) for topic, target in enumerate(targets)]
    slope, offset, thresholds, learnt, reached = map(np.array, zip(*topics, strict=True))
    return Decisions(slope, offset, thresholds, learnt, reached)


def _fit_topic(
    scores: Floats, gold: Bools, groups: NDArray[np.intp], target: Target
) -> tuple[float, float, float, bool, bool]:
    slope, offset = fit_platt(scores, gold)
    repeated = np.tile(gold, len(scores))
    threshold, reached = choose_threshold(target, expit(slope * scores.ravel() + offset), repeated, n_deals=len(scores))
    learnt = ranks_better_than_chance(scores.mean(axis=0), gold, groups)
    if not learnt and target.measure == "F1":
        # F1 alone would tag every text with a topic that cannot be told from others (Lipton et al., 2014).
        threshold = max(threshold, _MORE_LIKELY_THAN_NOT)
    return slope, offset, threshold, learnt, reached


def fit_platt(scores: Floats, gold: Bools) -> tuple[float, float]:
    """Fit slope and offset of Platt scaling (Platt, 1999), with his targets instead of 0 and 1.

    The targets ``(n₊ + 1) / (n₊ + 2)`` and ``1 / (n₋ + 2)`` keep probabilities off 0 and 1 when examples are few.
    `scores` has shape (n_deals, n_examples); n₊ and n₋ count examples, however often each was scored.
    """
    positive, negative = gold.sum(), (~gold).sum()
    target = np.tile(np.where(gold, (positive + 1) / (positive + 2), 1 / (negative + 2)), len(scores))
    known = np.isfinite(scores.ravel())
    share = float(target.mean())
    flat = _LEAST_SLOPE, float(np.log(share / (1 - share)))
    if not known.any():
        return flat
    rows, target = np.tile(scores.ravel()[known], 2)[:, None], target[known]
    sides = np.repeat([True, False], len(target))
    model = LogisticRegression(C=1e6, tol=1e-8, max_iter=1000)  # C: in effect no regularisation
    model.fit(rows, sides, sample_weight=np.concatenate([target, 1 - target]))
    slope, offset = float(model.coef_[0, 0]), float(model.intercept_[0])
    return (slope, offset) if slope >= _LEAST_SLOPE else flat


def ranks_better_than_chance(scores: Floats, gold: Bools, groups: NDArray[np.intp]) -> bool:
    """Return whether examples of the topic score higher than others (Mann and Whitney, 1947; one-sided, 5 %).

    The examples of a group with the topic count as one by their mean score, and so do those without it.
    """
    _, sides = np.unique(np.column_stack([groups, gold]), axis=0, return_inverse=True)
    means = np.bincount(sides, scores) / np.bincount(sides)
    positive = np.bincount(sides, gold) > 0
    return bool(mannwhitneyu(means[positive], means[~positive], alternative="greater").pvalue <= _SIGNIFICANCE)
