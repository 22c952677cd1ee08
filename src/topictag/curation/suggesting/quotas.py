"""Whose turn it is: how many of the suggestions each topic gets, and in which order."""

from collections.abc import Sequence

import numpy as np

# Chosen: candidates of a topic for each of its turns, and further ones. Copies, and texts like chosen ones, are left
# out, so that more are needed than are chosen.
_PER_TURN, _MORE = 20, 50


def deal_turns(support: Sequence[float], n: int) -> list[int]:
    """Return the topic of each of n suggestions.

    A topic's share is proportional to ``1 / sqrt(support + 1)``: one with a hundredth of the examples gets ten times as
    many suggestions. Macro-F1 counts all topics alike, and a rare one learns most from each example. Measured against
    equal shares and ``1 / (support + 1)`` (benchmarks.quality.suggest).

    Parameters
    ----------
    support : sequence of float
        Number of labelled examples of each topic.
    n : int

    Returns
    -------
    list of int
        Numbers of topics. At every place, each topic has had its share of the suggestions so far, so that the first
        ones are worth as much as the last.

    Examples
    --------
    >>> deal_turns([99, 0], 5)
    [1, 1, 1, 1, 1]
    >>> deal_turns([8, 0], 8)
    [1, 0, 1, 1, 1, 0, 1, 1]
    """
    weights = 1 / np.sqrt(np.asarray(support, dtype=np.float64) + 1)
    shares, had, turns = weights / weights.sum(), np.zeros(len(weights)), list[int]()
    for number in range(1, n + 1):
        topic = int(np.argmax(shares * number - had))
        had[topic] += 1
        turns.append(topic)
    return turns


def count_candidates(turns: Sequence[int], n_topics: int, n_more: int = 0) -> list[int]:
    """Return how many candidates each topic needs; none for a topic without a turn."""
    n_turns = np.bincount(np.array(turns, dtype=np.intp), minlength=n_topics)
    return [_PER_TURN * n + _MORE + n_more if n else 0 for n in n_turns.tolist()]
