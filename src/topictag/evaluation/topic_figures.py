"""The figures of each topic in a report, from decisions about examples."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from topictag.evaluation.curves import bin_probabilities, count_scores, make_curve, measure_thresholds
from topictag.evaluation.decided import Decided
from topictag.evaluation.metrics import Floats
from topictag.results.tagging import Silence
from topictag.results.topic_report import Curve, ReliabilityBin, ScoreHistogram, ThresholdPoint

_GRID = np.arange(101) / 100
_BARS = _GRID.astype(np.float32).astype(np.float64)  # the thresholds of a model that is given these


@dataclass(frozen=True)
class TopicFigures:
    """What decisions say of one topic; the fields are those of `TopicReport`."""

    at_threshold: ThresholdPoint
    by_threshold: tuple[ThresholdPoint, ...]
    best: ThresholdPoint | None
    curves: tuple[Curve, ...]
    reliability: tuple[ReliabilityBin, ...]
    scores: ScoreHistogram


def measure_topic(
    decided: Decided,
    column: int,
    threshold: float,
    needed: float | None,
    others: Sequence[tuple[str, Decided]] = (),
    silences: Sequence[Silence] = (),
) -> TopicFigures:
    """Measure one topic.

    Parameters
    ----------
    decided : Decided
    column : int
    threshold : float
        The model's, exactly: an example whose probability equals it gets the topic.
    needed : float or None
        The score at the threshold.
    others : sequence of (str, Decided)
        Further decisions, whose curves are shown beside these, with their names.
    silences : sequence of str, optional
        For each row of `decided`, why the text is not read, as in `Coverage`.
    """
    known = decided.known[:, column]
    gold, probability = decided.gold[known, column], decided.probability[known, column].astype(np.float64)
    *measured, at_threshold = measure_thresholds(gold, _compete(decided, column), np.append(_BARS, threshold))
    grid = [replace(own, threshold=step) for own, step in zip(measured, _GRID.tolist(), strict=True)]
    names = [("this model", decided), *others]
    curves = [_draw_curve(name, own, decided.topics[column]) for name, own in names]
    own_silences = [silences[row] for row in np.flatnonzero(known).tolist()] if silences else ()
    return TopicFigures(
        at_threshold=at_threshold,
        by_threshold=tuple(grid),
        best=max(grid, key=lambda own: own.f1 or 0.0) if gold.any() else None,
        curves=tuple(curves),
        reliability=tuple(bin_probabilities(gold, probability)),
        scores=count_scores(gold, decided.scores[known, column].astype(np.float64), needed, own_silences),
    )


def _compete(decided: Decided, column: int) -> Floats:
    """Return the known probabilities of a topic; where topics compete, 0 unless the topic is the most probable."""
    known = decided.known[:, column]
    probability: Floats = decided.probability[known, column].astype(np.float64)
    if decided.task == "multi" or not len(decided.gold):
        return probability
    is_first = decided.probability.argmax(axis=1) == column
    competing: Floats = np.where(is_first[known], probability, 0.0)
    return competing


def _draw_curve(name: str, decided: Decided, topic: str) -> Curve:
    if topic not in decided.topics:
        return Curve(name, (), (), None)
    own = decided.topics.index(topic)
    known = decided.known[:, own]
    probability: Floats = decided.probability[known, own].astype(np.float64)
    return make_curve(name, decided.gold[known, own], probability, _compete(decided, own))
