"""Other thresholds of a topic in a report: the slider and the table.

Where topics compete, the model gives the most probable topic of each text, and a threshold is a minimum probability
below which it abstains.
"""

import json

from topictag.reports.figures import write_figure
from topictag.reports.page import escape, make_table
from topictag.reports.plots import to_picture
from topictag.reports.report_quality import has_threshold
from topictag.results.quality import Task
from topictag.results.topic_report import ThresholdPoint, TopicReport

_SHOWN = range(10, 100, 10)  # of the hundred thresholds, those in the table


def write_slider(own: TopicReport, prefix: str, task: Task) -> str:
    """Return the slider, hidden until its script runs."""
    at, best = own.at_threshold, own.best
    points = json.dumps([_list_figures(one) for one in own.by_threshold], separators=(",", ":"))
    (left, bottom), (right, top) = to_picture(0, 0), to_picture(1, 1)
    name, back = ("Threshold", "Back to the model's threshold")
    if task == "single":
        name, back = "Minimum probability", "Back to the model: the most probable topic, always"
    if task == "single" and has_threshold(own):
        back = "Back to the model's minimum"
    to_best = ""
    if best and not _is_best(own):
        step = round(best.threshold * 100)
        to_best = f' <button type="button" data-step="{step}">Best F1: {best.threshold:.2f}</button>'
    return (
        f'<div class="slider" hidden data-name="{name}" data-points="{points}" '
        f'data-model="{json.dumps([at.threshold, *_list_figures(at)])}" data-frame="{[left, right, bottom, top]}">'
        f'<label for="{prefix}-threshold">{name} of {escape(own.topic)}</label>'
        f'<input type="range" id="{prefix}-threshold" min="0" max="100" step="1">'
        f'<output for="{prefix}-threshold" aria-live="off"></output>'
        f'<button type="button">{back}</button>{to_best}</div>'
    )


def write_thresholds(own: TopicReport, task: Task) -> str:
    """Return what some thresholds give, with the model's and that of the best F1 among them."""
    name = "threshold" if task == "multi" else "minimum probability"
    rows = [[mark or f"{point.threshold:.2f}", *_write_figures(point)] for point, mark in list_thresholds(own, task)]
    caption = f"{own.topic}: other thresholds" if task == "multi" else f"{own.topic}: abstaining"
    return make_table([name, "precision", "recall", "F1", "texts tagged"], rows, caption)


def list_thresholds(own: TopicReport, task: Task) -> list[tuple[ThresholdPoint, str]]:
    """Return the thresholds of the table in rising order, each with the name of its row if it is a special one."""
    at, best = own.at_threshold, own.best
    marks = ["model", *(["best F1"] if _is_best(own) else [])]
    special = [(at, f"{at.threshold:.3f} ({', '.join(marks)})")]
    if task == "single" and not has_threshold(own):
        special = [(at, f"none ({', '.join(marks)})")]
    if best and not _is_best(own):
        special.append((best, f"{best.threshold:.2f} (best F1)"))
    others = [own.by_threshold[step] for step in _SHOWN]
    plain = [(one, "") for one in others if not any(_is_same(one, point) for point, _ in special)]
    return sorted([*special, *plain], key=lambda own: own[0].threshold)


def _is_best(own: TopicReport) -> bool:
    """Return whether no other threshold gives a better F1 than the model's."""
    return own.best is not None and (own.at_threshold.f1 or 0.0) >= (own.best.f1 or 0.0)


def _is_same(one: ThresholdPoint, other: ThresholdPoint) -> bool:
    """Return whether two rows would be the same, up to the third decimal of the threshold."""
    return abs(one.threshold - other.threshold) < 0.01 and _list_figures(one) == _list_figures(other)


def _list_figures(own: ThresholdPoint) -> list[float | int | None]:
    return [own.precision, own.recall, own.n_tagged, own.f1]


def _write_figures(own: ThresholdPoint) -> list[str]:
    return [write_figure(own.precision), write_figure(own.recall), write_figure(own.f1), f"{own.n_tagged:,}"]
