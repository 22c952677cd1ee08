"""Precision, recall and average precision over all topics."""

from collections.abc import Sequence

from topictag.results.topic_report import Averages, TopicErrors


def average_topics(errors: Sequence[TopicErrors], average_precision: Sequence[float | None]) -> Averages:
    """Return the averages over topics; both sequences have one item per topic.

    Examples
    --------
    >>> errors = [TopicErrors(3, 1, 0, {}, 0, 0, {}), TopicErrors(1, 1, 0, {}, 1, 0, {})]
    >>> own = average_topics(errors, [0.9, 0.7])
    >>> own.macro_precision, own.micro_recall, own.macro_average_precision
    (0.75, 0.6667, 0.8)
    """
    occurring = [own for own in errors if own.n_right + own.n_missed]
    n_right, n_wrong = sum(own.n_right for own in errors), sum(own.n_wrong for own in errors)
    n_missed = sum(own.n_missed for own in errors)
    return Averages(
        macro_precision=_mean([_share(own.n_right, own.n_wrong) or 0.0 for own in occurring]),
        macro_recall=_mean([_share(own.n_right, own.n_missed) or 0.0 for own in occurring]),
        micro_precision=_round(_share(n_right, n_wrong)),
        micro_recall=_round(_share(n_right, n_missed)),
        macro_average_precision=_mean([own for own in average_precision if own is not None]),
    )


def _share(n_right: int, n_others: int) -> float | None:
    total = n_right + n_others
    return n_right / total if total else None


def _mean(figures: Sequence[float]) -> float | None:
    return _round(sum(figures) / len(figures)) if figures else None


def _round(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)
