"""The plots of a report: precision by recall, reliability, scores, the learning curve."""

from collections.abc import Sequence
from itertools import cycle

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from topictag.reports.svg import ACCENT, AGAINST, FOR, INK, MUTED, write_svg
from topictag.results.report import LearningPoint
from topictag.results.topic_report import TopicReport

_SIZE = (4.7, 3.9)  # inches of 72 units: fits on a telephone as it is
_PLACE = (0.15, 0.14, 0.82, 0.68)  # left, bottom, width and height of the axes, as shares of the figure
_TOP = 1.02  # a precision of 1 is visible
_LINES = ("-", "--", ":")


def to_picture(recall: float, precision: float) -> tuple[float, float]:
    """Return where a point of `plot_curves` is in its picture, from the left and from the top."""
    left, bottom, width, height = _PLACE
    x = (left + recall * width) * _SIZE[0] * 72
    return round(x, 1), round((1 - bottom - precision / _TOP * height) * _SIZE[1] * 72, 1)


def draw(title: str, plot: str) -> str:
    """Return a plot as HTML with its title; both are HTML already."""
    return f"<figure><figcaption>{title}</figcaption>{plot}</figure>"


def plot_curves(topic: TopicReport, prefix: str, *, with_threshold: bool = True) -> str:
    """Plot precision by recall; `with_threshold` says whether to mark the model's threshold."""
    figure, axes = _start("recall", "precision")
    axes.set(xlim=(0, 1), ylim=(0, _TOP))
    colours = cycle((ACCENT, AGAINST, FOR))
    for curve, line, colour in zip(topic.curves, cycle(_LINES), colours):
        label = curve.name if len(curve.name) <= 30 else f"{curve.name[:29]}…"
        axes.plot(curve.recall, curve.precision, color=colour, linestyle=line, label=label, linewidth=1.8)
    point = topic.at_threshold
    if with_threshold and point.precision is not None and point.recall is not None:
        name = f"threshold {point.threshold:.2f}"
        axes.plot(point.recall, point.precision, "o", color=INK, markersize=6, label=name, clip_on=False)
    _add_legend(figure, axes)
    found = topic.curves[0].average_precision
    mean = "unknown" if found is None else f"{found:.3f}"
    return write_svg(figure, f"Precision by recall of {topic.topic}. Average precision: {mean}.", prefix)


def plot_reliability(topic: TopicReport, prefix: str) -> str:
    """Plot the share of examples with the topic by their probability."""
    figure, axes = _start("mean probability", "share with the topic")
    axes.set(xlim=(0, 1), ylim=(0, _TOP))
    axes.plot((0, 1), (0, 1), color=MUTED, linestyle="--", linewidth=1, label="perfect")
    for number, own in enumerate(own for own in topic.reliability if own.n):
        if own.mean_probability is None or own.share is None or own.share_low is None or own.share_high is None:
            continue
        ends = [[max(own.share - own.share_low, 0)], [max(own.share_high - own.share, 0)]]
        label = "share, 95 % interval" if not number else None
        axes.errorbar(own.mean_probability, own.share, ends, fmt="o", color=ACCENT, capsize=2.5, label=label)
    _add_legend(figure, axes)
    error = topic.quality.calibration_error
    found = "unknown" if error is None else f"{error:.3f}"
    return write_svg(figure, f"Reliability of the probabilities of {topic.topic}. Calibration error: {found}.", prefix)


def plot_scores(topic: TopicReport, prefix: str) -> str:
    """Plot the scores of the examples with the topic and without it."""
    own = topic.scores
    figure, axes = _start("score", "% of the examples")
    kinds = (
        (own.with_topic, "with the topic", FOR, "-", True),
        (own.without_topic, "without", AGAINST, "--", False),
    )
    for counts, label, colour, line, is_filled in kinds:
        if sum(counts):
            shares = [100 * n / sum(counts) for n in counts]
            axes.stairs(shares, own.edges, color=colour, linestyle=line, linewidth=1.6, label=label)
            if is_filled:
                axes.stairs(shares, own.edges, color=colour, fill=True, alpha=0.2)
    if own.needed is not None and own.edges:
        axes.axvline(own.needed, color=INK, linewidth=1, linestyle=":", label="threshold")
    _add_legend(figure, axes)
    n = sum(own.with_topic), sum(own.without_topic)
    return write_svg(figure, f"Scores of {n[0]} examples with {topic.topic} and of {n[1]} without it.", prefix)


def plot_learning(points: Sequence[LearningPoint], prefix: str) -> str:
    """Plot macro-F1 by the number of examples learnt from."""
    figure, axes = _start("examples learnt from", "macro-F1")
    known = [(own.n_examples, own.quality.macro_f1) for own in points if own.quality.macro_f1.value is not None]
    axes.plot([n for n, _ in known], [own.value or 0.0 for _, own in known], "o-", color=ACCENT, label="macro-F1")
    bounds = [(n, own.low, own.high) for n, own in known if own.low is not None and own.high is not None]
    if bounds:
        places, low, high = zip(*bounds, strict=True)
        axes.fill_between(places, low, high, color=ACCENT, alpha=0.2, linewidth=0, label="95 % interval")
    _add_legend(figure, axes)
    return write_svg(figure, "Macro-F1 by the number of examples learnt from.", prefix)


def _start(x: str, y: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=_SIZE)
    axes = figure.add_axes(_PLACE)
    axes.set_axisbelow(True)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    return figure, axes


def _add_legend(figure: Figure, axes: Axes) -> None:
    handles, labels = axes.get_legend_handles_labels()
    if handles:
        columns = 2 if len(handles) > 2 or max(map(len, labels)) > 24 else len(handles)
        # Names are texts and not formulas: a dollar sign must not begin one.
        drawn = figure.legend(
            handles, labels, loc="upper left", ncols=columns, bbox_to_anchor=(0.02, 1.0), fontsize=10.5
        )
        for text in drawn.get_texts():
            text.set_parse_math(False)
