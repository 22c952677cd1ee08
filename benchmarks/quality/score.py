"""Figures of several systems on the same test examples, and their differences with paired bootstrap intervals.

A resample draws articles and weighs all systems by the same draw, so that what makes an example hard for all of them
cancels in the difference (Efron and Tibshirani, 1993, chapter 16; Berg-Kirkpatrick et al., 2012).
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from topictag.evaluation import metrics
from topictag.evaluation.evaluate import evaluate_decisions
from topictag.results import Estimate

N_RESAMPLES = 2000  # chosen
NONE = "none"
_SEED = 20


def weighted_f1(counts: metrics.Counts) -> metrics.Floats:
    """Return the mean of the topics' F1 weighted by support; NaN where nothing is due."""
    total = (np.nan_to_num(metrics.f1_by_topic(counts)) * counts.support).sum(axis=-1)
    support = counts.support.sum(axis=-1)
    return np.divide(total, support, out=np.full_like(total, np.nan), where=support > 0)


METRICS: dict[str, Callable[[metrics.Counts], metrics.Floats]] = {
    "macro_f1": metrics.macro_f1,
    "micro_f1": metrics.micro_f1,
    "samples_f1": metrics.samples_f1,
    "weighted_f1": weighted_f1,
}


@dataclass(frozen=True)
class Resamples:
    """Weights of articles in each bootstrap resample, the same for all systems.

    Attributes
    ----------
    groups : ndarray of int, shape (n_examples,)
        Number of each example's article.
    weights : ndarray of int, shape (n_resamples, n_articles)
    """

    groups: np.ndarray
    weights: np.ndarray

    @classmethod
    def draw(cls, articles: Sequence[Hashable], n_resamples: int = N_RESAMPLES) -> "Resamples":
        """Draw as many articles as there are, with replacement, again and again."""
        groups = metrics.number_groups(articles)
        n_groups = int(groups.max()) + 1
        rng = np.random.default_rng(_SEED)
        draws = (rng.integers(n_groups, size=n_groups) for _ in range(n_resamples))
        return cls(groups, np.stack([np.bincount(draw, minlength=n_groups) for draw in draws]))

    def only(self, kept: metrics.Bools) -> "Resamples":
        """Draw again for some of the examples."""
        return Resamples.draw(self.groups[kept].tolist(), len(self.weights))

    def count(self, gold: metrics.Bools, tagged: metrics.Bools) -> tuple[metrics.Counts, metrics.Counts]:
        """Return a system's counts on the examples as they are, and stacked over the resamples."""
        by_group = metrics.count_decisions(gold, tagged, self.groups)
        return by_group.weighted_sum(np.ones(self.weights.shape[1])), by_group.weighted_sum(self.weights)


def with_none(decisions: metrics.Bools) -> metrics.Bools:
    """Append a column that is true where no topic is."""
    return np.column_stack([decisions, ~decisions.any(axis=1)])


def measure(
    topics: Sequence[str], gold: metrics.Bools, tagged: metrics.Bools, resamples: Resamples
) -> Mapping[str, Any]:
    """Return a system's figures with their intervals: those of `Tagger.evaluate`, and weighted F1."""
    quality = evaluate_decisions(topics, gold, tagged, resamples.groups.tolist()).to_dict()
    observed, resampled = resamples.count(gold, tagged)
    return {**quality, "weighted_f1": asdict(estimate(weighted_f1(observed), weighted_f1(resampled)))}


def differences(
    gold: metrics.Bools, tagged: metrics.Bools, reference: metrics.Bools, resamples: Resamples
) -> Mapping[str, Mapping[str, float | None]]:
    """Return system minus reference for each of `METRICS`, with a paired 95 % bootstrap interval (percentiles)."""
    ours, theirs = resamples.count(gold, reference), resamples.count(gold, tagged)
    return {
        name: asdict(estimate(*(metric(their) - metric(our) for their, our in zip(theirs, ours, strict=True))))
        for name, metric in METRICS.items()
    }


def estimate(observed: np.ndarray, resampled: np.ndarray) -> Estimate:
    """Return a figure with the 2.5th and 97.5th percentiles of its resamples."""
    low, high = np.nanpercentile(resampled, [2.5, 97.5])
    return Estimate(*(round(float(value), 4) for value in (observed, low, high)))
