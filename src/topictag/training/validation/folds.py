"""Dealing examples to folds: articles, equal texts and near copies stay together, and each topic spreads evenly.

The rarest topic is dealt first, each of its groups to the fold that lacks it most: iterative stratification (Sechidis,
Tsoumakas and Vlahavas, 2011), here over groups of examples instead of single examples.
"""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from topictag.evaluation.metrics import number_groups
from topictag.training.arrays import Bools, Groups

# Chosen. With a few hundred examples dealt once, thresholds depend on the deal as much as on the data.
_SCORES_WANTED = 2500


def count_deals(n_examples: int, *, least: int, most: int) -> int:
    """Return how often a cross-validation deals its folds: the fewer examples, the more often."""
    return min(max(_SCORES_WANTED // n_examples, least), most)


def group_examples(*keys: Sequence[Hashable]) -> Groups:
    """Group the examples of one article or of one text: news agencies repeat texts word for word, or nearly so.

    Parameters
    ----------
    *keys : sequence of hashable
        One or more, each with one key per example: its article, its text, the number of its group of near copies.
        Examples with an equal key belong together, directly or through others.

    Returns
    -------
    ndarray of int, shape (n_examples,)
        Number of each example's group, from 0.

    Examples
    --------
    >>> group_examples(["a", "a", "b", "c"], ["x", "y", "y", "z"]).tolist()
    [0, 0, 0, 1]
    """
    n_examples = len(keys[0])
    if not n_examples:
        return np.zeros(0, np.intp)
    numbers = [number_groups(own) for own in keys]
    starts = np.cumsum([n_examples, *(own.max() + 1 for own in numbers)])
    links = np.concatenate([own + start for own, start in zip(numbers, starts, strict=False)])
    ends = np.tile(np.arange(n_examples), len(keys))
    graph = csr_array((np.ones(len(links)), (ends, links)), shape=(links.max() + 1, links.max() + 1))
    return number_groups(connected_components(graph, directed=False)[1][:n_examples].tolist())


def find_undivided(
    gold: Bools, groups: Groups, known: Bools | None = None
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the topics for which one group contains all examples for or against them, and these groups.

    Where `known` is False, nobody said whether the example has the topic, so it is neither for nor against it.
    """
    known = np.ones_like(gold) if known is None else known
    sides = gold & known, known & ~gold
    holds_all = np.any([_sum_by_group(side, groups) == side.sum(axis=0) for side in sides], axis=0)
    return np.flatnonzero(holds_all.any(axis=0)), np.flatnonzero(holds_all.any(axis=1))


def deal_folds(
    gold: Bools,
    groups: Groups,
    n_folds: int,
    seed: int | np.random.SeedSequence,
    known: Bools | None = None,
    *,
    divides: bool = True,
) -> NDArray[np.intp]:
    """Deal examples to folds.

    Parameters
    ----------
    gold : ndarray of bool, shape (n_examples, n_topics)
    groups : ndarray of int, shape (n_examples,)
        A group goes to one fold, unless it contains all examples for or against a topic: then its examples are dealt
        one by one, because otherwise the topic could not be measured; not if `divides` is False.
    n_folds : int
        Number of folds; at most the number of groups.
    seed : int or SeedSequence
        Seed of the order among equals.
    known : ndarray of bool, shape (n_examples, n_topics), optional
        Where it is known whether the example has the topic; everywhere by default. If it is unknown for some examples,
        those that are known to lack the topic may be rare, so they are spread evenly, too.
    divides : bool, default=True
        Whether a group may be divided.

    Returns
    -------
    ndarray of int, shape (n_examples,)
        Fold of each example, from 0.
    """
    known = np.ones_like(gold) if known is None else known
    split = np.isin(groups, find_undivided(gold, groups, known)[1]) & divides
    apart = np.where(split, groups.max() + 1 + np.arange(len(groups)), groups)
    numbers = number_groups(apart.tolist())
    against = (known & ~gold)[:, ~known.all(axis=0)]
    counts = _sum_by_group(np.column_stack([gold & known, against, np.ones(len(gold))]), numbers)
    return _deal_groups(counts, min(n_folds, len(counts)), np.random.default_rng(seed))[numbers]


def _sum_by_group(values: NDArray[Any], groups: Groups) -> NDArray[np.float64]:
    sums = np.zeros((groups.max() + 1, values.shape[1]))
    np.add.at(sums, groups, values)
    return sums


def _deal_groups(counts: NDArray[np.float64], n_folds: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Deal groups to folds; `counts` has a column per topic or side of it, and the number of examples as the last."""
    wanted = np.tile(counts.sum(axis=0) / n_folds, (n_folds, 1))
    fold_of = np.full(len(counts), -1)
    shuffled = rng.permutation(len(counts))
    for column in np.argsort(counts.sum(axis=0), kind="stable"):
        waiting = [group for group in shuffled if fold_of[group] < 0 and counts[group, column]]
        for group in sorted(waiting, key=lambda group: -counts[group, column]):
            # The fold that lacks the topic most; among equals, the emptiest.
            fold = np.lexsort((-wanted[:, -1], -wanted[:, column]))[0]
            fold_of[group] = fold
            wanted[fold] -= counts[group]
    return fold_of
