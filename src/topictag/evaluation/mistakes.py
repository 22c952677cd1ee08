"""The examples that a tagger gets most wrong."""

from typing import NamedTuple

import numpy as np

from topictag.evaluation.decided import Decided

MOST_PER_TOPIC, MOST_TEXTS = 5, 40  # chosen: what a reader looks through


class Mistake(NamedTuple):
    """A wrong decision: row and column in `Decided`."""

    row: int
    column: int


def find_worst(decided: Decided, per_topic: int = MOST_PER_TOPIC, most: int = MOST_TEXTS) -> list[Mistake]:
    """Return wrong decisions, those whose probabilities are furthest from the truth first.

    Parameters
    ----------
    decided : Decided
    per_topic, most : int
        Maximum number per topic, and in all. Topics take turns, so that no topic fills the list.
    """
    distance = np.abs(decided.probability.astype(np.float64, copy=False) - decided.gold)
    wrong = (decided.tagged != decided.gold) & decided.known
    ranked: list[tuple[int, float, Mistake]] = []
    for column in range(len(decided.topics)):
        rows = np.flatnonzero(wrong[:, column])
        own = rows[np.argsort(-distance[rows, column], kind="stable")][:per_topic].tolist()
        ranked += [(rank, -float(distance[row, column]), Mistake(row, column)) for rank, row in enumerate(own)]
    return [mistake for _, _, mistake in sorted(sorted(ranked)[:most], key=lambda own: own[1:])]
