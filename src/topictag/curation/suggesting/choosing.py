"""Choosing texts one by one: near the decision about a topic, and unlike those chosen before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from topictag.curation.suggesting.closeness import Floats

# Measured on two data sets of benchmarks.quality.suggest: a text that equals a chosen one counts as this much further
# from the decision, in log-odds.
SIMILARITY_COST = 2.0


class Space(Protocol):
    """Where texts are near each other."""

    def similarities(self, number: int) -> Floats:
        """Return the cosine of one candidate with each, shape (n_candidates,)."""


@dataclass(frozen=True)
class Choice:
    """A chosen candidate.

    Attributes
    ----------
    number : int
        Number of the candidate.
    topic : int
        The topic whose turn it was.
    """

    number: int
    topic: int


def choose(
    distances: Floats,
    turns: Sequence[int],
    space: Space | None = None,
    *,
    similarity_cost: float = SIMILARITY_COST,
    is_copy: Callable[[int], bool] = lambda _: False,
) -> list[Choice]:
    """Choose a candidate for each turn: the nearest to the topic's decision, after a cost for being like chosen ones.

    Parameters
    ----------
    distances : ndarray of float64, shape (n_candidates, n_topics)
    turns : sequence of int
        The topic of each turn.
    space : Space, optional
        Without it, candidates may be alike.
    similarity_cost : float, default=2.0
        Cost of a cosine of 1 with the most similar chosen candidate.
    is_copy : callable, optional
        Whether a candidate is left out because it repeats a known text or a chosen candidate. It is asked in the order
        of choice; a candidate for which it returns False is chosen.

    Returns
    -------
    list of Choice
        As many as there are turns, or fewer if no candidate is left.
    """
    is_left = np.ones(len(distances), dtype=bool)
    nearest = np.zeros(len(distances))
    chosen: list[Choice] = []
    for topic in turns:
        cost = np.where(is_left, distances[:, topic] + similarity_cost * nearest, np.inf)
        number = _take_best(cost, is_left, is_copy)
        if number is None:
            break
        chosen.append(Choice(number, topic))
        if space is not None:
            nearest = np.maximum(nearest, space.similarities(number))
    return chosen


def _take_best(cost: Floats, is_left: np.ndarray, is_copy: Callable[[int], bool]) -> int | None:
    """Return the candidate of the lowest cost that is no copy, and take it and the copies before it out."""
    while is_left.any():
        number = int(np.argmin(cost))
        cost[number], is_left[number] = np.inf, False
        if not is_copy(number):
            return number
    return None
