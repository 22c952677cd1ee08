"""What cross-validation chooses because it depends on the data: how much the background and auxiliary examples count.

With few labels a corpus knows more than they do; with thousands, less. Auxiliary examples help as far as they are like
those that the model is for. Candidates are compared by mean average precision on a sample's own documents, which asks
for a good ranking and for no threshold, and is therefore the steadier figure on few examples.
"""

from collections.abc import Sequence

import numpy as np
from sklearn.base import clone
from sklearn.metrics import average_precision_score

from topictag.errors import TrainingError
from topictag.training.arrays import Bools, Floats
from topictag.training.features.counts import TermCounts
from topictag.training.features.vectorizer import LemmaTfidfVectorizer, fit_rows
from topictag.training.fitting.linear import LOOSE_TOLERANCE, fit_two_parts
from topictag.training.settings import TrainingSettings
from topictag.training.validation.parallel import map_folds
from topictag.training.validation.sample import Fold, Sample, list_folds

SCALES = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0)  # chosen: half an octave apart; beyond them nothing measured was better
WEIGHTS = (0.0, 0.1, 0.3, 1.0)  # chosen: nothing, about a third apart, as much as the others
_MIDDLE_SCALE = 1.0
_TIE = 1e-3  # chosen: below what another deal of the folds would change
_MOST_DEALS = 3  # chosen: a deal more moves the choice by less than a step


def choose_scale(
    vectorizer: LemmaTfidfVectorizer,
    sample: Sample,
    settings: TrainingSettings,
    *,
    auxiliary_weight: float = 1.0,
    n_jobs: int = 1,
    progress: bool = False,
) -> tuple[float, dict[str, float]]:
    """Return the best scale of the background and what each reached.

    Parameters
    ----------
    vectorizer : LemmaTfidfVectorizer
        With a background; not fitted itself.
    sample : Sample
    settings : TrainingSettings
    auxiliary_weight : float, default=1
        How much an auxiliary document counts.
    n_jobs : int, default=1
        Processes to use; -1 for one a core.
    progress : bool, default=False

    Returns
    -------
    float, dict of str to float
        The scale, and the mean average precision of each scale, by its written form.
    """
    candidates = [(scale, auxiliary_weight) for scale in SCALES]
    reached = _compare(vectorizer, sample, settings, candidates, "weighing the background", n_jobs, progress)
    # Few and easy examples cannot tell scales apart; then the middle is safest.
    best = min(_tied(SCALES, reached), key=lambda scale: abs(np.log(scale / _MIDDLE_SCALE)))
    return best, _describe(SCALES, reached)


def choose_auxiliary_weight(
    vectorizer: LemmaTfidfVectorizer,
    sample: Sample,
    settings: TrainingSettings,
    *,
    n_jobs: int = 1,
    progress: bool = False,
) -> tuple[float, dict[str, float]]:
    """Return the best weight of an auxiliary document against an own one, and what each weight reached.

    The weight counts in the fit; document frequencies and the choice of pairs take all documents alike.

    Parameters
    ----------
    vectorizer : LemmaTfidfVectorizer
        Not fitted itself.
    sample : Sample
        With auxiliary documents.
    settings : TrainingSettings
        A background of unknown scale counts as much as the words.
    n_jobs : int, default=1
        Processes to use; -1 for one a core.
    progress : bool, default=False

    Returns
    -------
    float, dict of str to float
        The weight, and the mean average precision of each weight, by its written form.
    """
    scale = _MIDDLE_SCALE if settings.background_scale is None else settings.background_scale
    candidates = [(scale, weight) for weight in WEIGHTS if weight]
    task = "weighing auxiliary examples"
    # Without weight they are left out altogether, words and document frequencies too.
    reached = _compare(vectorizer, sample.without_auxiliary(), settings, [(scale, 1.0)], task, n_jobs, progress)
    reached += _compare(vectorizer, sample, settings, candidates, task, n_jobs, progress)
    # They hold what the own examples lack, which these cannot measure: as much of them as does no harm.
    return max(_tied(WEIGHTS, reached)), _describe(WEIGHTS, reached)


def _compare(
    vectorizer: LemmaTfidfVectorizer,
    sample: Sample,
    settings: TrainingSettings,
    candidates: Sequence[tuple[float, float]],
    task: str,
    n_jobs: int,
    progress: bool,
) -> list[float]:
    """Return the mean average precision of each candidate: a scale and an auxiliary weight."""
    n_deals = settings.n_deals(sample.n_own, least=1, most=_MOST_DEALS)
    seeds = np.random.SeedSequence([settings.seed, 1]).spawn(n_deals)  # other deals than the thresholds are learnt from
    deals = [sample.deal(settings.n_folds, seed) for seed in seeds]
    scores = np.zeros((len(candidates), n_deals, *sample.own_gold.shape))
    folds, bare = list_folds(sample, deals), vectorizer.without_lemmatizer()
    weights = [(scale, sample.weights(auxiliary)) for scale, auxiliary in candidates]
    tasks = [(bare, sample.counts, sample.gold, fold, weights, settings.C) for fold in folds]
    found = map_folds(_score_fold, tasks, n_jobs, task, progress=progress)
    for fold, own in zip(folds, found, strict=True):
        scores[:, fold.deal, fold.inside] = own
    return [_mean_average_precision(own, sample.own_gold) for own in scores]


def _score_fold(
    vectorizer: LemmaTfidfVectorizer,
    counts: TermCounts,
    gold: Bools,
    fold: Fold,
    candidates: Sequence[tuple[float, Floats]],
    C: float,  # noqa: N803 (scikit-learn's name)
) -> Floats:
    """Return the scores of the documents inside a fold by each candidate: a scale, and weights of all documents."""
    own, learnt = clone(vectorizer), gold[fold.outside]
    scores = np.zeros((len(candidates), len(fold.inside), gold.shape[1]))
    try:
        outside = fit_rows(own, counts.take(fold.outside), learnt)
    except TrainingError:  # too few examples without this fold: nothing is known there, whatever the candidate
        return scores
    unseen, vectors = own.transform(counts.take(fold.inside)), own.background_vectors()
    known, new = outside @ vectors, unseen @ vectors
    for place, (scale, weights) in enumerate(candidates):
        layer = fit_two_parts(
            outside, scale * known, learnt, C, weights=weights[fold.outside], tolerance=LOOSE_TOLERANCE
        )
        scores[place] = layer.scores(unseen, scale * new)
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
