"""Two taggers on the same examples, for a report."""

import numpy as np

from topictag.evaluation import metrics
from topictag.evaluation.comparison import METRICS, compare_decisions, compare_topics
from topictag.evaluation.decided import Decided
from topictag.evaluation.resampling import Resamples
from topictag.results.comparison import TopicComparison
from topictag.results.quality import Difference

_NAMES = ("macro_f1", "micro_f1", "false_tag_rate")


def compare_overall(ours: Decided, theirs: Decided) -> dict[str, Difference]:
    """Return the differences over all topics; both have the same topics and at least one example."""
    measures = {name: METRICS[name] for name in _NAMES if ours.task == "multi" or name != "false_tag_rate"}
    return compare_decisions(
        ours.gold, ours.tagged, theirs.tagged, Resamples.over(ours.articles), known=ours.known, measures=measures
    )


def compare_each(ours: Decided, theirs: Decided) -> list[TopicComparison]:
    """Return the differences of each topic; see `compare_overall`."""
    resamples = Resamples.over(ours.articles)
    differences = compare_topics(ours.gold, ours.tagged, theirs.tagged, resamples, known=ours.known)
    f1, other_f1 = (_measure_f1(own) for own in (ours, theirs))
    gained, lost = (ours.tagged & ~theirs.tagged & ours.known), (theirs.tagged & ~ours.tagged & ours.known)
    counts = [own.sum(axis=0).tolist() for own in (gained, gained & ours.gold, lost, lost & ~ours.gold)]
    return [TopicComparison(*own) for own in zip(ours.topics, f1, other_f1, differences, *counts, strict=True)]


def _measure_f1(decided: Decided) -> list[float | None]:
    groups = np.zeros(len(decided.gold), dtype=np.intp)
    counts = metrics.count_decisions(decided.gold, decided.tagged, groups, decided.known)
    return [None if np.isnan(own) else round(own, 4) for own in metrics.f1_by_topic(counts)[0].tolist()]
