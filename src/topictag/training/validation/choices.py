"""What cross-validation chooses because it depends on the data: weights of the background and of auxiliary examples.

A corpus teaches more than a few labels, but less than thousands. Auxiliary examples help as far as they resemble those
that the model is for. Candidates are compared by mean average precision on the sample's own documents: it depends on
the ranking and not on a threshold, so it is steadier on few examples.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from sklearn.metrics import average_precision_score

from topictag.errors import TrainingError
from topictag.training.arrays import Bools, Floats
from topictag.training.background.vectors import Background
from topictag.training.features.counts import TermCounts
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.fitting.linear import LOOSE_TOLERANCE, fit_two_parts
from topictag.training.settings import TrainingSettings
from topictag.training.validation.folds import count_deals
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Fold, Sample, list_folds

SCALES = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0)  # chosen: half an octave apart; no measured value beyond them is better
WEIGHTS = (0.0, 0.1, 0.3, 1.0)  # chosen: from nothing to as much as an own example, each about a third of the next
_MIDDLE_SCALE = 1.0
_TIE = 1e-3  # chosen: less than another deal of the folds changes
_MOST_DEALS = 3  # chosen: one more deal changes the choice by less than a step


@dataclass(frozen=True)
class Choices:
    """The weights of the background and of auxiliary examples.

    Attributes
    ----------
    scale : float
        Weight of the background vectors; 0 without them.
    weight : float
        Weight of an auxiliary example; 0 without them.
    by_scale, by_weight : mapping of str to float
        The mean average precision of each candidate, by its value as text; empty where the settings give the value.
    """

    scale: float
    weight: float
    by_scale: Mapping[str, float] = field(default_factory=dict)
    by_weight: Mapping[str, float] = field(default_factory=dict)


def make_choices(
    sample: Sample, settings: TrainingSettings, background: Background | None, workers: Workers
) -> Choices:
    """Return the weights from the settings, or the ones that cross-validation chooses.

    Parameters
    ----------
    sample : Sample
    settings : TrainingSettings
    background : Background or None
    workers : Workers
        Compute the folds.

    Returns
    -------
    Choices
    """
    weight, by_weight = settings.auxiliary_weight, dict[str, float]()
    if not sample.twins:
        weight = 0.0
    elif weight is None:
        weight, by_weight = choose_auxiliary_weight(sample, settings, background, workers)
    if not weight:
        sample = sample.without_auxiliary()
    scale, by_scale = settings.background_scale, dict[str, float]()
    if background is None:
        scale = 0.0
    elif scale is None:
        scale, by_scale = choose_scale(sample, settings, background, workers, auxiliary_weight=weight)
    return Choices(scale, weight, by_scale, by_weight)


def choose_scale(
    sample: Sample,
    settings: TrainingSettings,
    background: Background,
    workers: Workers,
    *,
    auxiliary_weight: float = 1.0,
) -> tuple[float, dict[str, float]]:
    """Return the best scale of the background, and the mean average precision by scale, as text."""
    candidates = [(scale, auxiliary_weight) for scale in SCALES]
    reached = _compare(sample, settings, background, candidates, "weighing the background", workers)
    # Few or easy examples give ties between scales; then the middle is safest.
    best = min(_tied(SCALES, reached), key=lambda scale: abs(np.log(scale / _MIDDLE_SCALE)))
    return best, _describe(SCALES, reached)


def choose_auxiliary_weight(
    sample: Sample, settings: TrainingSettings, background: Background | None, workers: Workers
) -> tuple[float, dict[str, float]]:
    """Return the best weight of an auxiliary document, and the mean average precision by weight, as text.

    The weight matters only in the fit; document frequencies and the choice of pairs treat all documents alike. If the
    scale of the background is not set yet, the background counts as much as the words.
    """
    scale = _MIDDLE_SCALE if settings.background_scale is None else settings.background_scale
    candidates = [(scale, weight) for weight in WEIGHTS if weight]
    task = "weighing auxiliary examples"
    # With weight 0 they are left out completely, including their words and document frequencies.
    reached = _compare(sample.without_auxiliary(), settings, background, [(scale, 1.0)], task, workers)
    reached += _compare(sample, settings, background, candidates, task, workers)
    # They contain what the own examples lack, a benefit that cannot be measured: take the largest weight without harm.
    return max(_tied(WEIGHTS, reached)), _describe(WEIGHTS, reached)


def _compare(
    sample: Sample,
    settings: TrainingSettings,
    background: Background | None,
    candidates: Sequence[tuple[float, float]],
    task: str,
    workers: Workers,
) -> list[float]:
    """Return the mean average precision of each candidate: a scale and an auxiliary weight."""
    n_deals = count_deals(sample.n_own, least=1, most=_MOST_DEALS)
    seeds = np.random.SeedSequence([settings.seed, 1]).spawn(n_deals)  # not the deals that thresholds are learnt from
    deals = [sample.deal(settings.n_folds, seed) for seed in seeds]
    scores = np.zeros((len(candidates), n_deals, *sample.own_gold.shape))
    folds = list_folds(sample, deals)
    weights = [(scale, sample.weights(auxiliary)) for scale, auxiliary in candidates]
    tasks = [(sample.counts, sample.gold, fold, weights, settings, background) for fold in folds]
    for fold, own in zip(folds, workers.map(_score_fold, tasks, task), strict=True):
        scores[:, fold.deal, fold.inside] = own
    return [_mean_average_precision(own, sample.own_gold) for own in scores]


def _score_fold(
    counts: TermCounts,
    gold: Bools,
    fold: Fold,
    candidates: Sequence[tuple[float, Floats]],
    settings: TrainingSettings,
    background: Background | None,
) -> Floats:
    """Return each candidate's scores of the documents in a fold; a candidate is a scale and weights of documents."""
    learnt, known = gold[fold.outside], counts.take(fold.outside)
    scores = np.zeros((len(candidates), len(fold.inside), gold.shape[1]))
    try:
        vocabulary = Vocabulary.learn(
            known, learnt, min_df=settings.min_df, max_pairs=settings.max_pairs, background=background
        )
    except TrainingError:  # too few examples outside this fold: no candidate knows a term
        return scores
    outside, inside = vocabulary.rows(known), vocabulary.rows(counts.take(fold.inside))
    known_products, new_products = outside @ vocabulary.vectors, inside @ vocabulary.vectors
    for place, (scale, weights) in enumerate(candidates):
        layer = fit_two_parts(
            outside,
            scale * known_products,
            learnt,
            settings.C,
            weights=weights[fold.outside],
            tolerance=LOOSE_TOLERANCE,
        )
        scores[place] = layer.scores(inside, scale * new_products)
    return scores


def _tied(values: Sequence[float], reached: Sequence[float]) -> list[float]:
    """Return the values that are as good as the best."""
    return [value for value, figure in zip(values, reached, strict=True) if figure >= max(reached) - _TIE]


def _describe(values: Sequence[float], reached: Sequence[float]) -> dict[str, float]:
    return {f"{value:g}": round(figure, 4) for value, figure in zip(values, reached, strict=True)}


def _mean_average_precision(scores: Floats, gold: Bools) -> float:
    """Return the mean over topics and deals; `scores` has shape (n_deals, n_documents, n_topics)."""
    columns = [(deal[:, topic], gold[:, topic]) for deal in scores for topic in range(gold.shape[1])]
    return float(np.mean([average_precision_score(own, column) for column, own in columns]))
