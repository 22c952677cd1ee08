"""Drawing a share of the examples as a test: whole groups, every topic at its share, and enough left to learn from."""

import numpy as np
from scipy.sparse import csr_array

from topictag.training.arrays import Bools, Floats, Groups
from topictag.training.validation.folds import count_sides, list_waiting

_MANY = 100  # chosen: of so many examples known to lack a topic, and half of all, enough are left without watching
_MOST = 10  # chosen: a group of so many examples is never too large


def draw_test(gold: Bools, known: Bools, groups: Groups, share: float, *, keep: int, seed: int) -> Bools:
    """Draw about a share of the examples at random, in whole groups.

    Topics take turns as in `deal_folds`, the rarest first. A group of s examples is drawn with the probability d / s if
    the test lacks d examples of the topic, counted over the groups that had their turn. So each group is as likely to
    be drawn, however large it is, and each topic has about its share. A group of more than twice the share is never
    drawn, because hardly anything would be left to learn from.

    Parameters
    ----------
    gold, known : ndarray of bool, shape (n_examples, n_topics)
        Which examples have which topic, and where that is known.
    groups : ndarray of int, shape (n_examples,)
        Numbers from 0; a group is drawn or left as a whole.
    share : float
        In (0, 1).
    keep : int
        Of each topic, so many examples with it and so many known to lack it are left, if there are as many.
    seed : int

    Returns
    -------
    ndarray of bool, shape (n_examples,)
        Which examples are drawn.

    Examples
    --------
    >>> gold = np.arange(100)[:, None] < 50
    >>> drawn = draw_test(gold, np.ones_like(gold), np.arange(100), 0.2, keep=2, seed=0)
    >>> int(drawn[:50].sum()), int(drawn[50:].sum())
    (10, 10)
    """
    against = known & ~gold
    is_scarce = ~known.all(axis=0) | (against.sum(axis=0) < max(len(gold) / 2, _MANY))
    counts = count_sides(gold & known, against[:, is_scarce], groups)
    by_column, totals = counts.tocsc(), counts.sum(axis=0)
    rng = np.random.default_rng(seed)
    places = rng.permutation(counts.shape[0]).argsort()
    is_large = np.bincount(groups) > max(_MOST, 2 * share * len(gold))
    is_drawn, waits = np.zeros(counts.shape[0], dtype=bool), np.ones(counts.shape[0], dtype=bool)
    drawn, passed = np.zeros_like(totals), np.zeros_like(totals)
    spare = np.append(totals[:-1] - keep, np.inf)
    for column in np.argsort(totals, kind="stable"):
        for group in list_waiting(by_column, column, waits, places):
            columns, own = _row(counts, group)
            passed[columns] += own
            waits[group] = False
            lacks = share * passed[column] - drawn[column]
            wanted = rng.random() * own[columns == column].sum() < lacks
            if wanted and not is_large[group] and np.all(drawn[columns] + own <= spare[columns]):
                is_drawn[group] = True
                drawn[columns] += own
    return is_drawn[groups]


def _row(counts: csr_array, group: int) -> tuple[Groups, Floats]:
    """Return the columns in which a group has examples, and how many."""
    own = slice(counts.indptr[group], counts.indptr[group + 1])
    return counts.indices[own], counts.data[own]
