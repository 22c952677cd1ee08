"""One run: labels are revealed in batches, a model is trained after each, and measured on texts that are held out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from benchmarks.quality.score import macro_f1
from benchmarks.quality.suggest.learning import learn
from benchmarks.quality.suggest.pools import Pool
from benchmarks.quality.suggest.strategies import Round, Strategy

from topictag.curation.suggesting.outlook import measure_change

N_PARTS = 3  # one of them is held out


@dataclass(frozen=True)
class Course:
    """How one run went: a figure for each number of labels.

    Attributes
    ----------
    n_labels : list of int
    macro_f1 : list of float
        On the part that is held out.
    change : list of float
        What `measure_change` says of the tags before and after the last batch, on the same part without its labels;
        1 at first. The texts that remain unlabelled would be ever easier ones, unlike in a stream of news.
    """

    n_labels: list[int]
    macro_f1: list[float]
    change: list[float]

    def to_dict(self) -> Mapping[str, Any]:
        """Return JSON types."""
        return vars(self)


def run(pool: Pool, strategy: Strategy, seed: int, *, audit: float = 0.0) -> Course:
    """Simulate one annotator.

    Parameters
    ----------
    pool : Pool
    strategy : Strategy
    seed : int
        Decides what is held out, and the first labels: the same for all strategies.
    audit : float
        Share of each batch that is drawn at random.
    """
    parts, rng = pool.sample.deal(N_PARTS, seed), np.random.default_rng(seed)
    test, free = np.flatnonzero(parts == 0), np.flatnonzero(parts)
    gold = pool.sample.gold[test]
    labelled = rng.choice(free, pool.start, replace=False)
    course, before = Course([], [], []), None
    while True:
        free = np.setdiff1d(free, labelled)
        learnt = learn(pool, labelled)
        course.n_labels.append(len(labelled))
        course.macro_f1.append(round(macro_f1(gold, learnt.tags[test]), 4))
        course.change.append(1.0 if before is None else round(measure_change(before[test], learnt.tags[test]), 4))
        if len(labelled) >= pool.end:
            return course
        before = learnt.tags
        drawn = rng.choice(free, round(audit * pool.batch), replace=False)
        left = np.setdiff1d(free, drawn)
        n = pool.batch - len(drawn)
        chosen = (
            strategy(Round(pool, learnt, left, labelled, n, rng))
            if learnt.topics.size
            else rng.choice(left, n, replace=False)
        )
        labelled = np.concatenate([labelled, drawn, chosen])
