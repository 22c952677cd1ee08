"""Two systems on the same examples: the difference of each metric, with a paired bootstrap interval.

Both systems are measured on the same resamples. What makes an example hard for both then cancels in the difference, and
the interval is narrower than the intervals of the two systems suggest.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from topictag.errors import InputTypeError
from topictag.evaluation import metrics
from topictag.evaluation.resampling import Resamples, find_interval
from topictag.results.quality import Difference

Metric = Callable[[metrics.Counts], metrics.Floats]

METRICS: Mapping[str, Metric] = {
    "macro_f1": metrics.macro_f1,
    "micro_f1": metrics.micro_f1,
    "samples_f1": metrics.samples_f1,
    "weighted_f1": metrics.weighted_f1,
    "false_tag_rate": metrics.false_tag_rate,
}


def compare_decisions(
    gold: metrics.Bools,
    tagged: metrics.Bools,
    reference: metrics.Bools,
    articles: Sequence[Hashable] | Resamples,
    *,
    known: metrics.Bools | None = None,
    measures: Mapping[str, Metric] = METRICS,
) -> dict[str, Difference]:
    """Compare a system with a reference on the same examples.

    The interval is the percentile interval of the paired bootstrap over articles (Efron and Tibshirani, 1993, chapters
    13 and 16; for language processing Berg-Kirkpatrick, Burkett and Klein, 2012). The p-value inverts that interval
    (Efron and Tibshirani, 1993, section 15.4).

    Parameters
    ----------
    gold : ndarray of bool, shape (n_examples, n_topics)
        Tags due.
    tagged, reference : ndarray of bool, shape (n_examples, n_topics)
        Tags that the system and the reference give.
    articles : sequence of hashable of length n_examples, or Resamples
        The article of each example, or resamples that several comparisons share.
    known : ndarray of bool, shape (n_examples, n_topics), optional
        Only these decisions count; all by default.
    measures : mapping of str to callable, default=METRICS
        Name to metric. A metric takes `Counts` with leading axes of any shape and returns an array of that shape: the
        F1 of the first topic, for example, is ``lambda counts: metrics.f1_by_topic(counts)[..., 0]``.

    Returns
    -------
    dict of str to Difference
        Metric to difference, rounded to four decimals.

    Raises
    ------
    InputTypeError
        The arrays differ in shape, are empty, or do not fit the articles.

    Examples
    --------
    >>> gold = np.array([[True], [False]] * 20)
    >>> always = np.ones_like(gold)
    >>> difference = compare_decisions(gold, gold, always, range(40))["micro_f1"]
    >>> difference.value, difference.low > 0, difference.p_value
    (0.3333, True, 0.0005)
    """
    if not len(gold):
        raise InputTypeError("There is nothing to compare: gold has no rows. Give at least one example.")
    resamples = articles if isinstance(articles, Resamples) else Resamples.over(articles)
    _check_shapes(gold, tagged, reference, resamples)

    def subtract(systems: Sequence[metrics.Counts]) -> metrics.Floats:
        ours, theirs = systems
        return np.stack([metric(ours) - metric(theirs) for metric in measures.values()], axis=-1)

    differences = _find_differences(subtract, gold, tagged, reference, resamples, known)
    return dict(zip(measures, differences, strict=True))


def compare_topics(
    gold: metrics.Bools,
    tagged: metrics.Bools,
    reference: metrics.Bools,
    resamples: Resamples,
    *,
    known: metrics.Bools | None = None,
) -> list[Difference]:
    """Compare the F1 of each topic; the parameters are those of `compare_decisions`."""
    _check_shapes(gold, tagged, reference, resamples)

    def subtract(systems: Sequence[metrics.Counts]) -> metrics.Floats:
        ours, theirs = systems
        return metrics.f1_by_topic(ours) - metrics.f1_by_topic(theirs)

    return _find_differences(subtract, gold, tagged, reference, resamples, known)


def _find_differences(
    subtract: Callable[[Sequence[metrics.Counts]], metrics.Floats],
    gold: metrics.Bools,
    tagged: metrics.Bools,
    reference: metrics.Bools,
    resamples: Resamples,
    known: metrics.Bools | None,
) -> list[Difference]:
    observed, resampled = resamples.figure(subtract, gold, [tagged, reference], known)
    return [
        _difference(value, draws, known=resamples.is_enough)
        for value, draws in zip(observed.tolist(), resampled.T, strict=True)
    ]


def _check_shapes(gold: metrics.Bools, tagged: metrics.Bools, reference: metrics.Bools, resamples: Resamples) -> None:
    shapes = [gold.shape, tagged.shape, reference.shape]
    n_examples = len(resamples.groups)
    if len(set(shapes)) > 1 or gold.ndim != 2 or len(gold) != n_examples:
        raise InputTypeError(
            f"gold, tagged and reference must have the same shape (n_examples, n_topics), and articles the length "
            f"n_examples. Their shapes are {', '.join(map(str, shapes))}; articles has the length {n_examples}."
        )


def _difference(value: float, resampled: NDArray[np.float64], *, known: bool) -> Difference:
    if not np.isfinite(value):
        return Difference(None)
    interval = find_interval(resampled) if known else None
    if interval is None:
        return Difference(_round(value))
    low, high = interval
    return Difference(_round(value), _round(low), _round(high), _round(_p_value(value, resampled)))


def _p_value(value: float, resampled: NDArray[np.float64]) -> float:
    """Count the observed data as one more resample: no finite number of resamples shows a p-value of 0."""
    measured = resampled[np.isfinite(resampled)]
    against = int((measured * np.sign(value) <= 0).sum())
    return (1 + against) / (1 + len(measured))


def _round(value: float) -> float:
    return round(value, 4)
