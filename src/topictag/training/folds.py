"""Dealing examples to folds: articles stay whole, and each topic spreads evenly.

The rarest topic is dealt first, each of its articles to the fold that still lacks it most: iterative stratification
(Sechidis, Tsoumakas and Vlahavas, 2011), here over articles instead of single examples.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from topictag.training.classifier import Bools


def deal_folds(gold: Bools, articles: Sequence[str], n_folds: int, seed: int) -> NDArray[np.intp]:
    """Deal examples to folds.

    Parameters
    ----------
    gold : ndarray of bool, shape (n_examples, n_topics)
    articles : sequence of str
        Examples of one article go to one fold, except where an article holds all that is known for or against a
        topic: its examples are dealt one by one, for otherwise the topic could not be measured at all.
    n_folds : int
        Wanted number; never more than there are articles.
    seed : int
        Order among equals.

    Returns
    -------
    ndarray of int, shape (n_examples,)
        Fold of each example, from 0.
    """
    groups = _group(gold, articles)
    counts = np.zeros((groups.max() + 1, gold.shape[1] + 1))
    np.add.at(counts, groups, np.column_stack([gold, np.ones(len(gold))]))
    n_folds = min(n_folds, len(counts))
    return _deal_groups(counts, n_folds, np.random.default_rng(seed))[groups]


def _group(gold: Bools, articles: Sequence[str]) -> NDArray[np.intp]:
    names, groups = np.unique(np.asarray(articles), return_inverse=True)
    inside = np.zeros((len(names), gold.shape[1]))
    np.add.at(inside, groups, gold)
    sizes = np.bincount(groups)[:, None]
    totals = gold.sum(axis=0)
    holds_all = ((inside == totals) | (sizes - inside == len(gold) - totals)).any(axis=1)
    split = holds_all[groups]
    groups[split] = len(names) + np.arange(split.sum())
    return np.unique(groups, return_inverse=True)[1]


def _deal_groups(counts: NDArray[np.float64], n_folds: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Deal groups with their counts per topic (and of examples, the last column) to folds."""
    wanted = np.tile(counts.sum(axis=0) / n_folds, (n_folds, 1))
    fold_of = np.full(len(counts), -1)
    shuffled = rng.permutation(len(counts))
    for column in np.argsort(counts.sum(axis=0), kind="stable"):
        waiting = [group for group in shuffled if fold_of[group] < 0 and counts[group, column]]
        for group in sorted(waiting, key=lambda group: -counts[group, column]):
            # Most wanted topic first, then the emptiest fold.
            fold = np.lexsort((-wanted[:, -1], -wanted[:, column]))[0]
            fold_of[group] = fold
            wanted[fold] -= counts[group]
    return fold_of
