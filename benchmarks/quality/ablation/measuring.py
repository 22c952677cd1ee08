"""The figures of one row: by cross-validation over all labels, and by repeated draws of few labels.

`topictag.train` makes each tagger with the settings of the row: terms, pairs, calibration and thresholds are learnt
from its training part alone.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from benchmarks.quality.ablation.precision import mean_average_precision
from benchmarks.quality.cross_validation import Unseen, tag_folds, tag_unseen
from benchmarks.quality.rivals.protocol import Bools, Floats
from benchmarks.quality.score import macro_f1

import topictag
from topictag import Tagger
from topictag.errors import TrainingWarning
from topictag.evaluation import metrics
from topictag.evaluation.resampling import Resamples
from topictag.labelled.example import Example


@dataclass(frozen=True)
class Design:
    """How rows are measured; the defaults are those of the table.

    Attributes
    ----------
    n_folds : int
        Folds of the cross-validation over all labels, and of the one that calibrates each tagger.
    n_deals, n_resamples : int
        Number of times that all labels are dealt to folds, and of bootstrap resamples. Thresholds depend on single
        paragraphs, so one deal alone moves macro-F1 by half a point; the bootstrap over paragraphs does not see that.
    n_draws, n_train, n_test : int
        Number of draws, of labels to learn from in each, and of labels to test on.
    seed : int
    """

    n_folds: int = 3
    n_deals: int = 4
    n_resamples: int = 1000
    n_draws: int = 20
    n_train: int = 300
    n_test: int = 2000
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Figures:
    """The figures of one row.

    Attributes
    ----------
    cv_map, cv_f1 : ndarray of float64, shape (1 + n_resamples,)
        Mean average precision and macro-F1 with all labels, means over deals: the figure, then its resamples.
    draws_map, draws_f1 : ndarray of float64, shape (n_draws,)
        The same with few labels, draw by draw.
    """

    cv_map: Floats
    cv_f1: Floats
    draws_map: Floats
    draws_f1: Floats

    def __sub__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, field.name) - getattr(other, field.name) for field in fields(self)))


def measure_row(
    examples: Sequence[Example], gold: Bools, topics: Sequence[str], changes: Mapping[str, Any], design: Design
) -> Figures:
    """Measure one row.

    Parameters
    ----------
    examples : sequence of Example
    gold : ndarray of bool, shape (n_examples, n_topics)
    topics : sequence of str
    changes : mapping of str to any
        Settings that differ from the defaults of `TrainingSettings`.
    design : Design
    """
    settings = topictag.TrainingSettings(n_folds=design.n_folds, **changes)

    def train(own: Sequence[Example]) -> Tagger:
        return topictag.train(own, settings)

    with warnings.catch_warnings(action="ignore", category=TrainingWarning):  # some draws have few examples of a topic
        deals = [tag_folds(examples, gold, topics, train, design.n_folds, seed) for seed in range(design.n_deals)]
        draws = [_draw(examples, gold, topics, train, design, draw) for draw in range(design.n_draws)]
    return Figures(*_resample(deals, gold, design), *np.array(draws).T)


def _resample(deals: Sequence[Unseen], gold: Bools, design: Design) -> tuple[Floats, Floats]:
    """Return both metrics, means over deals; the resamples are the same in each deal and each row."""
    resamples = Resamples.over(range(len(gold)), n_resamples=design.n_resamples, seed=design.seed)
    weights = np.stack([np.ones(len(gold)), *resamples.weights()])
    precision = [mean_average_precision(own.scores, gold, weights) for own in deals]
    counts = [resamples.count(gold, own.tagged) for own in deals]
    f1 = [np.concatenate([[metrics.macro_f1(one)], metrics.macro_f1(others)]) for one, others in counts]
    return np.mean(precision, axis=0), np.mean(f1, axis=0)


def _draw(
    examples: Sequence[Example], gold: Bools, topics: Sequence[str], train: Any, design: Design, draw: int
) -> tuple[float, float]:
    """Return both metrics on the test paragraphs of one draw."""
    order = np.random.default_rng([design.seed, draw]).permutation(len(gold))
    learning, test = order[: design.n_train], order[design.n_train : design.n_train + design.n_test]
    unseen = tag_unseen(train([examples[i] for i in learning]), [examples[i].text for i in test], topics)
    precision = mean_average_precision(unseen.scores, gold[test], np.ones((1, len(test))))
    return float(precision[0]), macro_f1(gold[test], unseen.tagged)
