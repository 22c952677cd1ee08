"""Dealing examples to folds: articles, equal texts and near copies stay together, and each topic spreads evenly.

The rarest topic is dealt first, each of its groups to the fold that lacks it most: iterative stratification (Sechidis,
Tsoumakas and Vlahavas, 2011), here over groups of examples instead of single examples.
"""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array
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
    totals = [(gold & known).sum(axis=0), (known & ~gold).sum(axis=0)]
    # Of most groups, the size alone says that they cannot contain all examples of a side.
    sizes, fewest = np.bincount(groups), min([own[own > 0].min(initial=len(gold)) for own in totals])
    rows = np.flatnonzero(sizes[groups] >= fewest)
    numbers, members = np.unique(groups[rows], return_inverse=True)
    sides = (gold & known)[rows], (known & ~gold)[rows]
    sums = [_sum_by_group(csr_array(side), members).toarray() for side in sides]
    holds_all = np.any([(own == total) & (total > 0) for own, total in zip(sums, totals, strict=True)], axis=0)
    return np.flatnonzero(holds_all.any(axis=0)), numbers[holds_all.any(axis=1)]


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
    counts = count_sides(gold & known, against, numbers)
    return _deal_groups(counts, min(n_folds, counts.shape[0]), np.random.default_rng(seed))[numbers]


def count_sides(gold: Bools, against: Bools, groups: Groups) -> csr_array:
    """Return how many examples of each group have each topic, lack each topic, and how many there are at all."""
    return _sum_by_group(csr_array(np.column_stack([gold, against, np.ones(len(gold), dtype=bool)])), groups)


def _sum_by_group(values: csr_array, groups: Groups) -> csr_array:
    n_examples, n_groups = len(groups), int(groups.max(initial=-1)) + 1
    members = csr_array((np.ones(n_examples), (groups, np.arange(n_examples))), shape=(n_groups, n_examples))
    return csr_array(members @ values.astype(np.float64))


def _deal_groups(counts: csr_array, n_folds: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Deal groups to folds; `counts` has a column per topic or side of it, and the number of examples as the last."""
    totals = counts.sum(axis=0)
    wanted = np.tile(totals / n_folds, (n_folds, 1))
    fold_of = np.full(counts.shape[0], -1)
    by_column, places = counts.tocsc(), rng.permutation(counts.shape[0]).argsort()
    for column in np.argsort(totals, kind="stable"):
        for group in list_waiting(by_column, column, fold_of < 0, places):
            # The fold that lacks the topic most; among equals, the emptiest.
            fold = np.lexsort((-wanted[:, -1], -wanted[:, column]))[0]
            fold_of[group] = fold
            own = slice(counts.indptr[group], counts.indptr[group + 1])
            wanted[fold, counts.indices[own]] -= counts.data[own]
    return fold_of


def list_waiting(by_column: csc_array, column: int, waits: Bools, places: NDArray[np.intp]) -> list[int]:
    """Return the groups that wait and have examples in a column: the largest number first, equals in their order."""
    own = slice(by_column.indptr[column], by_column.indptr[column + 1])
    groups, counts = by_column.indices[own], by_column.data[own]
    order = np.lexsort((places[groups], -counts))
    ranked: list[int] = groups[order][waits[groups[order]]].tolist()
    return ranked
