"""The figures of each topic in a report, from decisions about examples."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from topictag.evaluation.curves import bin_probabilities, count_scores, make_curve, measure_thresholds
from topictag.evaluation.decided import Decided
from topictag.results.topic_report import Curve, ReliabilityBin, ScoreHistogram, ThresholdPoint

_GRID = np.arange(101) / 100


@dataclass(frozen=True)
class TopicFigures:
    """What decisions say of one topic; the fields are those of `TopicReport`."""

    at_threshold: ThresholdPoint
    by_threshold: tuple[ThresholdPoint, ...]
    curves: tuple[Curve, ...]
    reliability: tuple[ReliabilityBin, ...]
    scores: ScoreHistogram


def measure_topic(
    decided: Decided, column: int, threshold: float, needed: float | None, others: Sequence[tuple[str, Decided]] = ()
) -> TopicFigures:
    """Measure one topic.

    Parameters
    ----------
    decided : Decided
    column : int
    threshold : float
        The model's.
    needed : float or None
        The score at the threshold.
    others : sequence of (str, Decided)
        Further decisions, whose curves are shown beside these, with their names.
    """
    known = decided.known[:, column]
    gold, probability = decided.gold[known, column], decided.probability[known, column]
    # Where topics compete, only the most probable one can be given, whatever the threshold.
    competing = probability
    if decided.task == "single" and len(decided.gold):
        is_first = decided.probability.argmax(axis=1) == column
        competing = np.where(is_first[known], probability, 0.0)
    grid = measure_thresholds(gold, competing, np.append(_GRID, threshold))
    curves = [make_curve("this model", gold, probability), *(_other_curve(*own, decided, column) for own in others)]
    return TopicFigures(
        at_threshold=grid[-1],
        by_threshold=tuple(grid[:-1]),
        curves=tuple(curves),
        reliability=tuple(bin_probabilities(gold, probability)),
        scores=count_scores(gold, decided.scores[known, column], needed),
    )


def _other_curve(name: str, other: Decided, decided: Decided, column: int) -> Curve:
    topic = decided.topics[column]
    if topic not in other.topics:
        return Curve(name, (), (), None)
    own = other.topics.index(topic)
    known = other.known[:, own]
    return make_curve(name, other.gold[known, own], other.probability[known, own])
