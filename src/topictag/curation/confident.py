"""Confident learning (Northcutt, Jiang and Chuang, 2021) as cleanlab does it: labels that probabilities contradict."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from topictag.extras import require_extra


def import_cleanlab() -> Callable[..., NDArray[np.bool_]]:
    """Return cleanlab's `find_label_issues`.

    Raises
    ------
    MissingExtraError
        cleanlab is not installed.
    """
    require_extra("labels", "Finding contradicted tags")
    from cleanlab.filter import find_label_issues

    find: Callable[..., NDArray[np.bool_]] = find_label_issues
    return find


def rank_doubtful(
    gold: NDArray[np.bool_], probability: NDArray[np.float64], known: NDArray[np.bool_] | None = None
) -> list[tuple[int, int]]:
    """Return the (example, topic) cells whose label is probably a mistake, most doubtful first.

    Parameters
    ----------
    gold : ndarray of bool, shape (n_examples, n_topics)
    probability : ndarray of float64, shape (n_examples, n_topics)
        Out of fold. An example without a word that the model knows has 0 for all topics and is left out.
    known : ndarray of bool, shape (n_examples, n_topics), optional
        Where there is a label; everywhere by default.

    Raises
    ------
    MissingExtraError
        cleanlab is not installed.
    """
    find_label_issues = import_cleanlab()
    known = np.ones_like(gold) if known is None else known
    cells = list[tuple[int, int]]()
    for topic in range(gold.shape[1]):
        readable = np.flatnonzero(probability.any(axis=1) & known[:, topic])
        own, labels = probability[readable, topic], gold[readable, topic]
        if labels.any() and not labels.all():
            doubtful = find_label_issues(labels.astype(int), np.column_stack([1 - own, own]), n_jobs=1)
            cells += [(number, topic) for number in readable[doubtful].tolist()]
    given = np.where(gold, probability, 1 - probability)
    return sorted(cells, key=lambda cell: (given[cell], cell))
