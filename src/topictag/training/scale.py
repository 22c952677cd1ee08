"""How much the background counts beside the words themselves: chosen by cross-validation, because it depends.

With few labels the corpus knows more than they do; with thousands, less. Scales are compared by mean average
precision, which asks for a good ranking and for no threshold, and is therefore the steadier figure on few examples.
"""

from collections.abc import Sequence

import numpy as np
from sklearn.base import clone
from sklearn.metrics import average_precision_score
from tqdm import tqdm

from topictag.errors import TrainingError
from topictag.training.classifier import LOOSE_TOLERANCE, Bools, Floats, fit_two_parts
from topictag.training.folds import Groups, deal_folds
from topictag.training.settings import TrainingSettings
from topictag.training.vectorizer import LemmaTfidfVectorizer, fit_rows

SCALES = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0)  # chosen: half an octave apart; beyond them nothing measured was better
_TIE = 1e-3  # chosen: below what another deal of the folds would change
_MOST_DEALS = 3  # chosen: a deal more moves the choice by less than a step


def choose_scale(
    vectorizer: LemmaTfidfVectorizer,
    documents: Sequence[Sequence[str]],
    gold: Bools,
    groups: Groups,
    settings: TrainingSettings,
    *,
    progress: bool = False,
) -> tuple[float, dict[str, float]]:
    """Return the best scale and what each reached.

    Parameters
    ----------
    vectorizer : LemmaTfidfVectorizer
        With a background; not fitted itself.
    documents : sequence of sequence of str
        The terms of each document.
    gold : ndarray of bool, shape (n_documents, n_topics)
    groups : ndarray of int, shape (n_documents,)
    settings : TrainingSettings
    progress : bool, default=False

    Returns
    -------
    float, dict of str to float
        The scale, and the mean average precision of each scale, by its written form.
    """
    n_deals = min(settings.n_deals(len(documents)), _MOST_DEALS)
    seeds = np.random.SeedSequence([settings.seed, 1]).spawn(n_deals)  # other deals than the thresholds are learnt from
    deals = [deal_folds(gold, groups, settings.n_folds, seed) for seed in seeds]
    parts = [(number, fold) for number, deal in enumerate(deals) for fold in np.unique(deal)]
    scores = np.zeros((len(SCALES), n_deals, *gold.shape))
    for number, fold in tqdm(parts, "weighing the background", unit=" folds", disable=not progress):
        own = clone(vectorizer)
        inside = deals[number] == fold
        try:
            outside = fit_rows(own, [documents[i] for i in np.flatnonzero(~inside).tolist()], gold[~inside])
        except TrainingError:  # too few examples without this fold: nothing is known there, whatever the scale
            continue
        unseen = own.transform([documents[i] for i in np.flatnonzero(inside).tolist()])
        vectors = own.background_vectors()
        known, new = outside @ vectors, unseen @ vectors
        for place, scale in enumerate(SCALES):
            layer = fit_two_parts(outside, scale * known, gold[~inside], settings.C, tolerance=LOOSE_TOLERANCE)
            scores[place, number, inside] = layer.scores(unseen, scale * new)
    reached = [_mean_average_precision(own, gold) for own in scores]
    # Few and easy examples cannot tell scales apart; then the middle is safest.
    good = [scale for scale, value in zip(SCALES, reached, strict=True) if value >= max(reached) - _TIE]
    best = min(good, key=lambda scale: abs(np.log(scale)))
    return best, {f"{scale:g}": round(value, 4) for scale, value in zip(SCALES, reached, strict=True)}


def _mean_average_precision(scores: Floats, gold: Bools) -> float:
    """Return the mean over topics and deals; `scores` has shape (n_deals, n_documents, n_topics)."""
    columns = [(deal[:, topic], gold[:, topic]) for deal in scores for topic in range(gold.shape[1])]
    return float(np.mean([average_precision_score(own, column) for column, own in columns]))
