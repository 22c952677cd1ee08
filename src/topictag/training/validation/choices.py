"""What cross-validation chooses because it depends on the data: weights of the background and of auxiliary examples.

With few labels a corpus knows more than they do; with thousands, less. Auxiliary examples help as far as they are like
those that the model is for. Candidates are compared by mean average precision on the sample's own documents: it asks
for a good ranking and for no threshold, and is therefore the steadier figure on few examples.
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

SCALES = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0)  # chosen: half an octave apart; beyond them nothing measured was better
WEIGHTS = (0.0, 0.1, 0.3, 1.0)  # chosen: nothing, about a third apart, as much as the others
_MIDDLE_SCALE = 1.0
_TIE = 1e-3  # chosen: below what another deal of the folds would change
_MOST_DEALS = 3  # chosen: a deal more moves the choice by less than a step


@dataclass(frozen=True)
class Choices:
    """The weights of the background and of auxiliary examples.

    Attributes
    ----------
    scale : float
        Of the background vectors; 0 without them.
    weight : float
        Of an auxiliary example; 0 without them.
    by_scale, by_weight : mapping of str to float
        The mean average precision of each candidate, by its written form; empty where the value was given.
    """

    scale: float
    weight: float
    by_scale: Mapping[str, float] = field(default_factory=dict)
    by_weight: Mapping[str, float] = field(default_factory=dict)


def make_choices(
    sample: Sample, settings: TrainingSettings, background: Background | None, workers: Workers
) -> Choices:
    """Return the weights that the settings give, or else those that cross-validation chooses.

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
    """Return the best scale of the background, and the mean average precision of each scale by its written form."""
    candidates = [(scale, auxiliary_weight) for scale in SCALES]
    reached = _compare(sample, settings, background, candidates, "weighing the background", workers)
    # Few and easy examples cannot tell scales apart; then the middle is safest.
    best = min(_tied(SCALES, reached), key=lambda scale: abs(np.log(scale / _MIDDLE_SCALE)))
    return best, _describe(SCALES, reached)


def choose_auxiliary_weight(
    sample: Sample, settings: TrainingSettings, background: Background | None, workers: Workers
) -> tuple[float, dict[str, float]]:
    """Return the best weight of an auxiliary document, and the mean average precision of each by its written form.

    The weight counts in the fit; document frequencies and the choice of pairs take all documents alike. A background
    of unknown scale counts as much as the words.
    """
    scale = _MIDDLE_SCALE if settings.background_scale is None else settings.background_scale
    candidates = [(scale, weight) for weight in WEIGHTS if weight]
    task = "weighing auxiliary examples"
    # Without weight they are left out altogether, words and document frequencies too.
    reached = _compare(sample.without_auxiliary(), settings, background, [(scale, 1.0)], task, workers)
    reached += _compare(sample, settings, background, candidates, task, workers)
    # They hold what the own examples lack, which these cannot measure: as much of them as does no harm.
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
    seeds = np.random.SeedSequence([settings.seed, 1]).spawn(n_deals)  # other deals than the thresholds are learnt from
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
    """Return the scores of the documents inside a fold by each candidate: a scale, and weights of all documents."""
    learnt, known = gold[fold.outside], counts.take(fold.outside)
    scores = np.zeros((len(candidates), len(fold.inside), gold.shape[1]))
    try:
        vocabulary = Vocabulary.learn(
            known, learnt, min_df=settings.min_df, max_pairs=settings.max_pairs, background=background
        )
    except TrainingError:  # too few examples without this fold: nothing is known there, whatever the candidate
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
