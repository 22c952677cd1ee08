"""From scores to decisions: calibrated probabilities and a threshold per topic, learnt from out-of-fold scores."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from topictag.training.classifier import Bools, Floats

# A topic whose scores rank no better than chance would get a slope of 0 or less; this keeps its probability at the
# topic's share of the examples and the order of scores intact.
_LEAST_SLOPE = 1e-3


@dataclass(frozen=True, eq=False)
class Decisions:
    """How scores become tags, per topic.

    Attributes
    ----------
    slope, offset : ndarray of float64, shape (n_topics,)
        ``probability = 1 / (1 + exp(-(slope * score + offset)))``.
    thresholds : ndarray of float64, shape (n_topics,)
        Least probability that gives the tag.
    """

    slope: Floats
    offset: Floats
    thresholds: Floats

    def probabilities(self, scores: Floats) -> Floats:
        """Return calibrated probabilities, shape of `scores`."""
        probability: Floats = expit(self.slope * scores + self.offset)
        return probability

    def tags(self, scores: Floats) -> Bools:
        """Return which topics are given."""
        return self.probabilities(scores) >= self.thresholds


def fit_decisions(scores: Floats, gold: Bools, *, n_repeats: int = 1) -> Decisions:
    """Learn calibration and thresholds.

    Parameters
    ----------
    scores : ndarray of float64, shape (n_examples, n_topics)
        Out of fold: each from a model that has not seen the example.
    gold : ndarray of bool, shape (n_examples, n_topics)
    n_repeats : int, default=1
        How often each example stands among them, scored by different models.

    Returns
    -------
    Decisions
    """
    lines = [fit_platt(column, tags, n_repeats=n_repeats) for column, tags in zip(scores.T, gold.T, strict=True)]
    slope, offset = np.array(lines).T
    probability = expit(slope * scores + offset)
    thresholds = [best_f1_threshold(column, tags) for column, tags in zip(probability.T, gold.T, strict=True)]
    return Decisions(slope, offset, np.array(thresholds))


def fit_platt(scores: Floats, gold: Bools, *, n_repeats: int = 1) -> tuple[float, float]:
    """Fit slope and offset of Platt scaling (Platt, 1999), with his targets instead of 0 and 1.

    The targets ``(n₊ + 1) / (n₊ + 2)`` and ``1 / (n₋ + 2)`` keep probabilities off 0 and 1 when examples are few; n₊
    and n₋ count distinct examples, each of which stands `n_repeats` times in the arrays.
    """
    positive, negative = gold.sum() / n_repeats, (~gold).sum() / n_repeats
    target = np.where(gold, (positive + 1) / (positive + 2), 1 / (negative + 2))
    rows = np.concatenate([scores, scores])[:, None]
    sides = np.repeat([True, False], len(scores))
    model = LogisticRegression(C=1e6, tol=1e-8, max_iter=1000)  # C: in effect no regularisation
    model.fit(rows, sides, sample_weight=np.concatenate([target, 1 - target]))
    slope, offset = float(model.coef_[0, 0]), float(model.intercept_[0])
    if slope < _LEAST_SLOPE:
        share = float(target.mean())
        return _LEAST_SLOPE, float(np.log(share / (1 - share)))
    return slope, offset


def best_f1_threshold(probability: Floats, gold: Bools) -> float:
    """Return the threshold of highest F1: midway between the last probability taken and the first left out."""
    order = np.argsort(-probability, kind="stable")
    ranked = probability[order]
    f1 = 2 * np.cumsum(gold[order]) / (np.arange(1, len(ranked) + 1) + gold.sum())
    f1[:-1][ranked[:-1] == ranked[1:]] = -1.0  # equal probabilities cannot be told apart
    last = int(np.argmax(f1))
    following = ranked[last + 1] if last + 1 < len(ranked) else 0.0
    return float((ranked[last] + following) / 2)
