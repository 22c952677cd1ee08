"""Old against new: which topics are significantly worse, and which better."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from topictag.evaluation.correction import correct
from topictag.evaluation.decided import Decided
from topictag.evaluation.enough import count_needed, standard_error
from topictag.evaluation.mcnemar import mcnemar_p
from topictag.evaluation.metrics import Bools, Floats, number_groups
from topictag.evaluation.side_by_side import compare_each, compare_overall
from topictag.evaluation.swapping import compare_by_swapping
from topictag.results.comparison import TopicComparison
from topictag.results.model_comparison import MetricChange, ModelComparison, TopicChange, Verdict

MIN_ARTICLES = 10  # chosen: with fewer, not even the loss of most of them shows
# Chosen, as a share of the examples. Where none has a topic, they may be older than it, and further tags may be right;
# but hardly so many.
MIN_FALSE = 0.1


def judge_topics(
    old: Decided, new: Decided, *, with_average: bool = False, min_loss: float = 0.0
) -> tuple[tuple[TopicChange, ...], tuple[float, float]]:
    """Compare two models on each topic.

    Parameters
    ----------
    old, new : Decided
        Of the same topics and examples; at least one of each.
    with_average : bool, default=False
        Whether macro-F1 is one more hypothesis, for which p-values are corrected.
    min_loss : float, default=0.0
        A topic is only worse if it loses at least this much F1; one that no example has, if the share of examples that
        get it rises by as much, and by 0.1.

    Returns
    -------
    topics : tuple of TopicChange
    average_p : (float, float)
        One-sided p-values of a worse and of a better macro-F1.
    """
    groups = number_groups(old.articles)
    tested = compare_by_swapping(old.gold, new.tagged, old.tagged, groups, known=old.known)
    has_topic: Bools = np.any(old.gold & old.known, axis=0)
    worse, better = (
        _correct(own, tested.least, has_topic, with_average=with_average) for own in (tested.worse, tested.better)
    )
    n_tests = int(has_topic.sum()) + with_average
    topics = tuple(
        _judge(own, (old, new), groups, column, (worse[column], better[column]), max(1, n_tests), min_loss)
        for column, own in enumerate(compare_each(new, old))
    )
    return topics, (round(worse[-1], 4), round(better[-1], 4))


def _correct(p_values: Floats, least: Floats, has_topic: Bools, *, with_average: bool) -> list[float]:
    """Return corrected p-values of the topics, and that of macro-F1, corrected only if it is judged.

    Topics that no example has are a family of their own, so that they do not hide losses of the others.
    """
    corrected = p_values.copy()
    for family in (np.append(has_topic, with_average), np.append(~has_topic, False)):
        rows = np.flatnonzero(family)
        # By Tarone, topics in which too few articles differ for any significance do not count; see `correction`.
        if rows.size:
            found = correct(p_values[rows].tolist(), least[rows].tolist(), ModelComparison.ALPHA)
            corrected[rows] = found.p_values
    return [float(own) for own in corrected]


def change_overall(old: Decided, new: Decided) -> dict[str, MetricChange]:
    """Compare two models over all topics; see `judge_topics`."""
    return {
        name: MetricChange(one.other_value, one.value, one.difference)
        for name, one in compare_overall(new, old).items()
    }


def _judge(
    own: TopicComparison,
    both: tuple[Decided, Decided],
    groups: NDArray[np.intp],
    column: int,
    p_values: tuple[float, float],
    n_tests: int,
    min_loss: float,
) -> TopicChange:
    known = both[0].known[:, column]
    has = both[0].gold[:, column] & known
    n_old_false, n_new_false = (int((one.tagged[:, column] & known & ~has).sum()) for one in both)
    support, n_articles = int(has.sum()), len(np.unique(groups[has]))
    error = standard_error(own.difference.low, own.difference.high)
    only_old = own.n_only_other_right + own.n_only_this_wrong
    only_new = own.n_only_this_right + own.n_only_other_wrong
    fewer_false = (n_old_false - n_new_false) / max(1, int(known.sum()))
    gain = own.difference.value or 0.0 if support else fewer_false
    least = min_loss if support else max(min_loss, MIN_FALSE)
    return TopicChange(
        topic=own.topic,
        support=support,
        n_known=int(known.sum()),
        old_f1=own.other_f1,
        new_f1=own.f1,
        difference=own.difference,
        p_worse=round(p_values[0], 4),
        p_better=round(p_values[1], 4),
        verdict=_decide(gain, p_values, n_articles, least),
        n_only_old_right=only_old,
        n_only_new_right=only_new,
        n_old_false=n_old_false,
        n_new_false=n_new_false,
        mcnemar_p=mcnemar_p(only_old, only_new),
        n_needed=count_needed(support, error, n_tests),
    )


def _decide(gain: float, p_values: Sequence[float], n_articles: int, least: float) -> Verdict:
    p_worse, p_better = p_values
    if p_worse <= ModelComparison.ALPHA and gain < 0 and -gain >= least:
        return "worse"
    if p_better <= ModelComparison.ALPHA and gain > 0 and n_articles:
        return "better"
    return "too few" if n_articles < MIN_ARTICLES else "not shown"
