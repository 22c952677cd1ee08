"""Two taggers on the same examples, for a report."""

from collections.abc import Sequence

import numpy as np

from topictag.evaluation import metrics
from topictag.evaluation.comparison import METRICS, Metric, compare_decisions, compare_topics
from topictag.evaluation.decided import Decided
from topictag.evaluation.resampling import Resamples
from topictag.results.comparison import Disagreement, MetricComparison, TopicComparison

_MEASURES: dict[str, dict[str, Metric]] = {
    "multi": {name: METRICS[name] for name in ("macro_f1", "micro_f1", "samples_f1", "false_tag_rate")},
    "single": {"accuracy": metrics.accuracy, "macro_f1": metrics.macro_f1},
}
_MAX_DISAGREEMENTS = 200  # chosen: more than anyone reads


def compare_overall(ours: Decided, theirs: Decided) -> dict[str, MetricComparison]:
    """Compare two taggers over all topics; both have the same topics and at least one example."""
    measures = _MEASURES[ours.task]
    differences = compare_decisions(
        ours.gold, ours.tagged, theirs.tagged, Resamples.over(ours.articles), known=ours.known, measures=measures
    )
    own, other = _count(ours), _count(theirs)
    return {
        name: MetricComparison(_round(float(measure(own))), _round(float(measure(other))), differences[name])
        for name, measure in measures.items()
    }


def compare_each(ours: Decided, theirs: Decided) -> list[TopicComparison]:
    """Compare two taggers on each topic; see `compare_overall`."""
    resamples = Resamples.over(ours.articles)
    differences = compare_topics(ours.gold, ours.tagged, theirs.tagged, resamples, known=ours.known)
    f1, other_f1 = ([_round(one) for one in metrics.f1_by_topic(_count(own)).tolist()] for own in (ours, theirs))
    only_this, only_other = ours.tagged & ~theirs.tagged & ours.known, theirs.tagged & ~ours.tagged & ours.known
    parts = [part for own in (only_this, only_other) for part in (own & ours.gold, own & ~ours.gold)]
    counts = [own.sum(axis=0).tolist() for own in parts]
    return [TopicComparison(*own) for own in zip(ours.topics, f1, other_f1, differences, *counts, strict=True)]


def find_disagreements(ours: Decided, theirs: Decided, ids: Sequence[str]) -> tuple[int, list[Disagreement]]:
    """Return the number of different decisions, and those whose probabilities differ most, at most 200.

    `ids` are those of the rows of `ours`.
    """
    rows, columns = np.nonzero((ours.tagged != theirs.tagged) & ours.known)
    own, other = (one.probability[rows, columns].astype(np.float64) for one in (ours, theirs))
    distance = np.abs(own - other)
    order = np.argsort(-distance, kind="stable")[:_MAX_DISAGREEMENTS]
    return len(rows), [
        Disagreement(
            id=ids[row],
            topic=ours.topics[column],
            labelled=bool(ours.gold[row, column]),
            given=bool(ours.tagged[row, column]),
            probability=round(float(ours.probability[row, column]), 4),
            other_probability=round(float(theirs.probability[row, column]), 4),
        )
        for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True)
    ]


def _count(decided: Decided) -> metrics.Counts:
    groups = np.zeros(len(decided.gold), dtype=np.intp)
    return metrics.count_decisions(decided.gold, decided.tagged, groups, decided.known).weighted_sum(np.ones(1))


def _round(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 4)
