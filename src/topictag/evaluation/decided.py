"""Decisions about labelled examples, with what is right: what an evaluation and a report are made of."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from topictag.evaluation.evaluate import evaluate_decisions, measure_nothing
from topictag.evaluation.metrics import Bools
from topictag.results.quality import Evaluation, Task

_COLUMNS = ("gold", "known", "tagged", "probability", "scores")


@dataclass(frozen=True, eq=False)
class Decided:
    """Decisions about examples.

    Attributes
    ----------
    topics : tuple of str
        Names of the columns.
    gold, known, tagged : ndarray of bool, shape (n_examples, n_topics)
        Which topics the examples have, where that is known, and which they got.
    probability, scores : ndarray of float32 or float64, shape (n_examples, n_topics)
        On which the decisions rest, as exact as they were given; a score of -inf where no word is known. Figures are
        computed in float64, of one topic after another.
    articles : sequence of hashable
        The article of each example, or what else intervals resample.
    rows : ndarray of int, shape (n_examples,)
        Numbers of the examples among those that were given.
    task : {"multi", "single"}
    method : str
        As in `Evaluation`.
    """

    topics: tuple[str, ...]
    gold: Bools
    known: Bools
    tagged: Bools
    probability: NDArray[np.floating[Any]]
    scores: NDArray[np.floating[Any]]
    articles: Sequence[Hashable]
    rows: NDArray[np.intp]
    task: Task = "multi"
    method: str = ""

    def evaluate(self) -> Evaluation:
        """Measure the decisions."""
        if not len(self.gold):
            return measure_nothing(self.topics, self.task)
        return evaluate_decisions(
            self.topics,
            self.gold,
            self.tagged,
            self.articles,
            known=self.known,
            probability=self.probability.astype(np.float64, copy=False),
            method=self.method,
            task=self.task,
        )

    def take_topics(self, topics: Sequence[str]) -> "Decided":
        """Return the decisions about some topics, in that order; of a topic that has none, nothing is known."""
        if tuple(topics) == self.topics:
            return self
        numbers = [self.topics.index(topic) if topic in self.topics else len(self.topics) for topic in topics]

        def take(values: NDArray[np.generic]) -> NDArray[np.generic]:
            nothing = np.zeros((len(values), 1), values.dtype)
            return np.concatenate([values, nothing], axis=1)[:, numbers]

        columns = {name: take(getattr(self, name)) for name in _COLUMNS}
        return replace(self, topics=tuple(topics), **columns)  # type: ignore[arg-type]  # the types stay

    def take_examples(self, kept: Bools) -> "Decided":
        """Return the decisions about some examples; `kept` has shape (n_examples,)."""
        columns = {name: getattr(self, name)[kept] for name in (*_COLUMNS, "rows")}
        articles = [article for article, is_kept in zip(self.articles, kept.tolist(), strict=True) if is_kept]
        return replace(self, articles=articles, **columns)


def decide_nothing(topics: Sequence[str], task: Task = "multi") -> Decided:
    """Return the decisions about no examples."""
    empty, numbers = np.zeros((0, len(topics)), dtype=bool), np.zeros((0, len(topics)))
    return Decided(tuple(topics), empty, empty, empty, numbers, numbers, (), np.zeros(0, dtype=np.intp), task)
