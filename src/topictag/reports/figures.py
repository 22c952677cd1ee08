"""Formatting of figures, shared by all reports."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from topictag.model.parts import ArticlesRecord, SearchRecord
from topictag.results.quality import Estimate, Evaluation

MISSING = "–"

METRIC_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "accuracy": "accuracy",
        "macro_f1": "macro-F1",
        "micro_f1": "micro-F1",
        "samples_f1": "samples F1",
        "false_tag_rate": "tagless texts wrongly tagged",
    }
)
"""What reports call the metrics over all topics."""


def write_figure(value: float | None) -> str:
    """Return a figure in [0, 1] with three decimals, or a dash where there is none."""
    return MISSING if value is None else f"{value:.3f}"


def list_tried(search: SearchRecord) -> list[str]:
    """Return the names of the settings of which several values were tried; a trial has only the best C of its own."""
    return [name for name in search.chosen if name == "C" or len({own.recipe[name] for own in search.trials}) > 1]


def describe_articles(articles: ArticlesRecord) -> str:
    """Return how examples of several paragraphs were learnt.

    Examples
    --------
    >>> describe_articles(ArticlesRecord(40, "paragraphs", "accuracy", {"whole": 0.8, "paragraphs": 0.9}))
    'Examples of several paragraphs: 40. Learnt by paragraphs (accuracy: whole 0.800, paragraphs 0.900).'
    """
    how = "as whole texts" if articles.learnt == "whole" else f"by {articles.learnt}"
    figures = ", ".join(f"{name} {figure:.3f}" for name, figure in articles.figures.items())
    tried = f" ({articles.measure}: {figures})" if figures else ""
    return f"Examples of several paragraphs: {articles.n_several}. Learnt {how}{tried}."


def write_value(value: float | bool) -> str:
    """Return a setting in a few characters."""
    return ("no", "yes")[value] if isinstance(value, bool) else f"{value:g}"


def write_setting(value: object) -> str:
    """Return a setting of any type, or a dash where it was left open."""
    if value is None:
        return MISSING
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {write_setting(own)}" for name, own in value.items())
    return write_value(value) if isinstance(value, bool | float) else str(value)


def write_signed(value: float | None, digits: int = 3) -> str:
    """Return a figure with its sign, and a dash where there is none.

    Examples
    --------
    >>> write_signed(-0.25, 2)
    '−0.25'
    """
    return MISSING if value is None else f"{value:+.{digits}f}".replace("-", "−")


def write_percent(value: float | None) -> str:
    """Return a share in [0, 1] as a percentage."""
    return MISSING if value is None else f"{100 * value:.1f} %"


def write_interval(estimate: Estimate) -> str:
    """Return the ends of an interval, as in ``0.622 – 0.734``."""
    return MISSING if estimate.low is None else f"{write_figure(estimate.low)} – {write_figure(estimate.high)}"


def write_estimate(estimate: Estimate) -> str:
    """Return a figure with its interval, as in ``0.680 [0.622 – 0.734]``, or "not measured"."""
    return "not measured" if estimate.value is None else f"{write_figure(estimate.value)} [{write_interval(estimate)}]"


def describe_task(quality: Evaluation) -> str:
    """Return a sentence about the task; empty for any number of topics per text."""
    if quality.task == "multi":
        return ""
    return "Each example has exactly one topic, so one topic is given per text (task single)."


def leave_out_threshold(
    quality: Evaluation, heading: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[str], list[list[str]]]:
    """Return the heading and the rows of a table of topics, without the thresholds where topics compete."""
    kept = [n for n, name in enumerate(heading) if name != "threshold" or quality.task == "multi"]
    return [heading[n] for n in kept], [[row[n] for n in kept] for row in rows]


def list_overall(quality: Evaluation) -> list[tuple[str, Estimate]]:
    """Return the figures over all topics, each with its name; those of the task come first."""
    of_task = ("accuracy", "macro_f1") if quality.accuracy else ("macro_f1", "micro_f1", "samples_f1", "false_tag_rate")
    return [(METRIC_NAMES[name], getattr(quality, name)) for name in of_task]
