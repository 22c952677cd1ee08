"""One fit of topictag's recipe on some documents, without calibration: its scores of other documents."""

from collections.abc import Sequence

import numpy as np
from benchmarks.quality.rivals.protocol import Bools, Floats
from numpy.typing import NDArray

from topictag.training.background.vectors import Background
from topictag.training.features.counts import TermCounts
from topictag.training.fitting.layer import fit_documents
from topictag.training.recipe import Recipe


def score_others(
    documents: Sequence[Sequence[str]],
    gold: Bools,
    train: NDArray[np.intp],
    test: NDArray[np.intp],
    background: Background | None,
    scale: float,
) -> Floats:
    """Fit on some documents and score others.

    Parameters
    ----------
    documents : sequence of sequences of str
        The terms of each document.
    gold : ndarray of bool, shape (n_train, n_topics)
        Topics of the training documents.
    train, test : ndarray of int
        Numbers of the documents.
    background : Background or None
    scale : float
        Weight of the background vectors.

    Returns
    -------
    ndarray of float64, shape (n_test, n_topics)
    """
    counts, others = (TermCounts.of([documents[i] for i in part]) for part in (train, test))
    recipe = Recipe(background_scale=scale)
    fitted = fit_documents(counts, gold, recipe, background, np.ones(len(train)))
    scores: Floats = fitted.layer.scores(fitted.vocabulary.rows(others))
    return scores
