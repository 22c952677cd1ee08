"""How much two successive models disagree about unlabelled texts: what tells when more labels will not help."""

import numpy as np
from numpy.typing import NDArray


def expect_change(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> float:
    """Return how far macro-F1 can have changed from one model to the next, judging by their tags alone.

    It is one minus the mean over topics of the F1 of the one model's tags against the other's, the predicted change of
    F-measure of Altschuler and Bloodgood (2019). The change that is measured later is usually a small part of it.

    Parameters
    ----------
    before, after : ndarray of bool, shape (n_texts, n_topics)

    Returns
    -------
    float
        In [0, 1]; a topic that neither model gives has not changed.

    Examples
    --------
    >>> expect_change(np.array([[True], [True], [False]]), np.array([[True], [False], [False]]))
    0.33333333333333337
    """
    given = before.sum(axis=0) + after.sum(axis=0)
    agreed = 2 * (before & after).sum(axis=0)
    return float(1 - np.where(given > 0, agreed / np.maximum(given, 1), 1.0).mean())
