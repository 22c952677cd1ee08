"""The evaluation that `Tagger.evaluate` and `topictag evaluate` report: metrics with bootstrap intervals."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from topictag.evaluation import metrics
from topictag.evaluation.confusion import count_confusion
from topictag.evaluation.extremes import count_articles, widen_f1, widen_mean, widen_share
from topictag.evaluation.resampling import Resamples, find_interval
from topictag.results.quality import Estimate, Evaluation, Task, TopicQuality

_N_RESAMPLES = 1000  # chosen


def evaluate_decisions(
    topics: Sequence[str],
    gold: metrics.Bools,
    tagged: metrics.Bools,
    articles: Sequence[Hashable],
    *,
    known: metrics.Bools | None = None,
    probability: NDArray[np.floating] | None = None,
    method: str = "",
    task: Task = "multi",
) -> Evaluation:
    """Measure assigned tags against gold tags.

    Parameters
    ----------
    topics : sequence of str
        Names of the columns.
    gold, tagged : ndarray of bool, shape (n_examples, n_topics)
    articles : sequence of hashable
        The article of each example. Intervals are percentile bootstraps over articles (Efron, 1979; 1,000
        resamples, fixed seed), because paragraphs of one article are similar; None with fewer than ten articles.
        Figures of exactly 0 or 1 have a bound by the rule of three (Hanley and Lippman-Hand, 1983).
    known : ndarray of bool, shape (n_examples, n_topics), optional
        Where it is known whether the example has the topic; everywhere by default. Nothing else is measured.
    probability : ndarray of float, shape (n_examples, n_topics), optional
        For calibration error and Brier score, which are None without it.
    method : str, default=""
        How the tags were obtained; stored in the result.
    task : {"multi", "single"}, default="multi"
        With "single", each row of `gold` has exactly one topic, and each row of `tagged` at most one. The result then
        has an accuracy and a confusion table.

    Returns
    -------
    Evaluation
    """
    resamples = Resamples.over(articles, n_resamples=_N_RESAMPLES)
    known = np.ones_like(gold) if known is None else known
    observed, resampled = resamples.count(gold, tagged, known)
    is_enough = resamples.is_enough
    touched = (gold | tagged) & known
    f1 = [
        widen_f1(_estimate(value, draws, is_enough), count_articles(rows, resamples.groups))
        for value, draws, rows in zip(
            metrics.f1_by_topic(observed), metrics.f1_by_topic(resampled).T, touched.T, strict=True
        )
    ]
    names = ["macro_f1", "micro_f1", "samples_f1", "false_tag_rate", *(["accuracy"] if task == "single" else [])]
    overall = {
        name: _estimate(getattr(metrics, name)(observed), getattr(metrics, name)(resampled), is_enough)
        for name in names
    }
    overall |= _widen(overall, gold, touched, known, resamples.groups)
    overall["macro_f1"] = widen_mean(
        overall["macro_f1"], [own for own, n in zip(f1, observed.support, strict=True) if n]
    )
    return Evaluation(
        n_examples=len(gold),
        n_tagless=int(observed.n_tagless),
        topics=tuple(
            _topic_quality(topic, column, observed, f1[column], *_reliability(gold, known, probability, column))
            for column, topic in enumerate(topics)
        ),
        **overall,
        method=method,
        task=task,
        confusion=count_confusion(topics, gold, tagged) if task == "single" else None,
        n_unknown=int((~known).sum()),
    )


def measure_nothing(topics: Sequence[str], task: Task = "multi") -> Evaluation:
    """Return the evaluation of no examples."""
    unknown = Estimate(None, None, None)
    own = tuple(TopicQuality(topic, 0, 0, None, None, unknown) for topic in topics)
    accuracy = unknown if task == "single" else None
    return Evaluation(0, 0, own, unknown, unknown, unknown, unknown, task=task, accuracy=accuracy)


def _widen(
    overall: Mapping[str, Estimate],
    gold: metrics.Bools,
    touched: metrics.Bools,
    known: metrics.Bools,
    groups: NDArray[np.intp],
) -> dict[str, Estimate]:
    """Return the figures over all topics, with an honest width where they are exactly 0 or 1."""
    decided: metrics.Bools = np.asarray(touched.any(axis=1))
    measured: metrics.Bools = np.asarray(known.any(axis=1))
    tagless: metrics.Bools = np.logical_and(known.all(axis=1), np.logical_not(gold.any(axis=1)))
    rows = {"samples_f1": measured, "accuracy": measured, "false_tag_rate": tagless}
    shares = {
        name: widen_share(overall[name], count_articles(own, groups)) for name, own in rows.items() if name in overall
    }
    return {
        **shares,
        "micro_f1": widen_f1(overall["micro_f1"], count_articles(decided, groups)),
    }


def _reliability(
    gold: metrics.Bools, known: metrics.Bools, probability: NDArray[np.floating] | None, column: int
) -> tuple[float | None, float | None]:
    """Return a topic's calibration error and Brier score."""
    rows = known[:, column]
    if probability is None or not rows.any():
        return None, None
    own = gold[rows, column], probability[rows, column].astype(np.float64)
    return _number(metrics.calibration_error(*own)), _number(metrics.brier_score(*own))


def _topic_quality(
    topic: str, column: int, observed: metrics.Counts, f1: Estimate, error: float | None, brier: float | None
) -> TopicQuality:
    return TopicQuality(
        topic=topic,
        support=int(observed.support[column]),
        n_tagged=int(observed.tagged[column]),
        precision=_number(metrics.precision(observed)[column]),
        recall=_number(metrics.recall(observed)[column]),
        f1=f1,
        calibration_error=error,
        brier_score=brier,
    )


def _estimate(observed: NDArray[np.float64], draws: NDArray[np.float64], is_enough: bool) -> Estimate:
    value, interval = _number(float(observed)), find_interval(draws) if is_enough else None
    if value is None or interval is None:
        return Estimate(value, None, None)
    return Estimate(value, *map(_number, interval))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 4)
