"""The sections of a report about single topics: plots, the slider, terms."""

import json
from collections.abc import Sequence

from topictag.reports.figures import MISSING, write_figure, write_interval, write_signed
from topictag.reports.page import escape, make_table
from topictag.reports.plots import plot_curves, plot_reliability, plot_scores, to_picture
from topictag.results.report import Report
from topictag.results.term import TermWeight
from topictag.results.topic_report import ThresholdPoint, TopicReport

MAX_DETAILED = 30  # chosen: with more plots, the page would be too large
_MAX_OPEN = 8  # chosen
_FEW_TERMS = 5  # chosen: of topics without a section
_SHOWN = range(10, 100, 10)  # of the hundred thresholds, those in the table


def choose_detailed(topics: Sequence[TopicReport], most: int = MAX_DETAILED) -> list[int]:
    """Return the numbers of the topics with a section: the most frequent ones, and those with the lowest F1."""
    numbers = range(len(topics))
    if len(topics) <= most:
        return [*numbers]
    frequent = sorted(numbers, key=lambda own: -topics[own].quality.support)[: most // 2]
    supported = [own for own in numbers if topics[own].quality.support and own not in set(frequent)]
    weak = sorted(supported, key=lambda own: topics[own].quality.f1.value or 0.0)
    return sorted([*frequent, *weak[: most - len(frequent)]])


def name_section(number: int) -> str:
    """Return the id of a topic's section: a number, because names may be anything."""
    return f"topic-{number}"


def write_topics(report: Report) -> str:
    """Return the sections of the topics."""
    detailed = choose_detailed(report.topics)
    is_open = len(detailed) <= _MAX_OPEN
    sections = [_write_topic(report, number, is_open=is_open) for number in detailed]
    others = [own for number, own in enumerate(report.topics) if number not in set(detailed)]
    rest = ""
    if others:
        rest = (
            f"<p>The page shows {len(detailed)} of {len(report.topics)} topics in detail: the {MAX_DETAILED // 2} most "
            "frequent ones, and those with the lowest F1. The JSON file has them all.</p>"
            + make_table(
                ["topic", "for", "against"],
                [[own.topic, _list_few(own.terms_for), _list_few(own.terms_against)] for own in others],
                "Strongest terms of the other topics",
                text=(1, 2),
                russian=(1, 2),
            )
        )
    return "\n".join([*sections, rest])


def write_quality(report: Report) -> str:
    """Return the table of all topics."""
    links = {report.topics[number].topic: name_section(number) for number in choose_detailed(report.topics)}
    is_multi = report.quality.task == "multi"
    heading = ["topic", "support", "given", *(["threshold"] if is_multi else []), "precision", "recall", "F1"]
    rows = [
        [
            own.topic,
            f"{own.quality.support:,}",
            f"{own.quality.n_tagged:,}",
            *([f"{own.at_threshold.threshold:.2f}"] if is_multi else []),
            write_figure(own.quality.precision),
            write_figure(own.quality.recall),
            write_figure(own.quality.f1.value),
            write_interval(own.quality.f1),
            write_figure(own.curves[0].average_precision),
            write_figure(own.quality.calibration_error),
            write_figure(own.quality.brier_score),
        ]
        for own in report.topics
    ]
    ends = ["95 % interval", "average precision", "calibration error", "Brier score"]
    return make_table([*heading, *ends], rows, "Each topic", links=links)


def _write_topic(report: Report, number: int, *, is_open: bool) -> str:
    own = report.topics[number]
    quality, name = own.quality, name_section(number)
    figures = f"support {quality.support:,}, F1 {write_figure(quality.f1.value)}"
    plots = _write_plots(own, f"p{number}") if report.quality.n_examples else ""
    return (
        f'<details class="topic"{" open" if is_open else ""}><summary><h3>{escape(own.topic)}</h3>'
        f'<span class="figures">{figures}</span></summary>\n<div id="{name}">\n{plots}\n'
        f'<div class="tables">{_write_terms(own)}</div>\n</div>\n</details>'
    )


def _write_plots(own: TopicReport, prefix: str) -> str:
    plots = [plot_curves(own, f"{prefix}a"), plot_reliability(own, f"{prefix}b"), plot_scores(own, f"{prefix}c")]
    figures = "\n".join(f"<figure>{plot}</figure>" for plot in plots)
    n = own.scores.n_unread
    unread = f"<p>Examples without a score, because no word is known: {n:,}.</p>" if n else ""
    points = [own.by_threshold[step] for step in _SHOWN]
    rows = sorted([*points, own.at_threshold], key=lambda one: one.threshold)
    thresholds = make_table(
        ["threshold", "precision", "recall", "texts tagged"],
        [_write_point(one, is_own=one is own.at_threshold) for one in rows],
        f"{own.topic}: other thresholds",
    )
    slider, tables = _write_slider(own, prefix), f'<div class="tables">{thresholds}{_write_reliability(own)}</div>'
    return f'<div class="plots">\n{figures}\n</div>\n{unread}{slider}\n{tables}'


def _write_reliability(own: TopicReport) -> str:
    return make_table(
        ["probability", "examples", "mean", "share with the topic", "95 % interval"],
        [
            [
                f"{one.low:.1f} – {one.high:.1f}",
                f"{one.n:,}",
                write_figure(one.mean_probability),
                write_figure(one.share),
                MISSING if one.share_low is None else f"{one.share_low:.3f} – {one.share_high:.3f}",
            ]
            for one in own.reliability
        ],
        f"{own.topic}: how often examples have the topic, by probability",
    )


def _write_point(own: ThresholdPoint, *, is_own: bool) -> list[str]:
    name = f"{own.threshold:.3f} (model)" if is_own else f"{own.threshold:.2f}"
    return [name, write_figure(own.precision), write_figure(own.recall), f"{own.n_tagged:,}"]


def _write_slider(own: TopicReport, prefix: str) -> str:
    """Return the slider, hidden until its script runs."""
    points = json.dumps([[one.precision, one.recall, one.n_tagged] for one in own.by_threshold], separators=(",", ":"))
    at = own.at_threshold
    model = json.dumps([at.threshold, at.precision, at.recall, at.n_tagged])
    (left, bottom), (right, top) = to_picture(0, 0), to_picture(1, 1)
    return (
        f'<div class="slider" hidden data-points="{points}" data-model="{model}" '
        f'data-frame="{[left, right, bottom, top]}">'
        f'<label for="{prefix}-threshold">Threshold of {escape(own.topic)}</label>'
        f'<input type="range" id="{prefix}-threshold" min="0" max="100" step="1">'
        f'<output for="{prefix}-threshold" aria-live="off"></output>'
        f'<button type="button">Back to the model\'s threshold</button></div>'
    )


def _write_terms(own: TopicReport) -> str:
    return "".join(
        make_table(
            ["term", "kind", "effect", "weight"],
            [[one.term, one.kind, write_signed(one.effect, 2), write_signed(one.weight, 2)] for one in terms],
            f"{own.topic}: strongest terms {side}",
            text=(1,),
            russian=(0,),
        )
        for terms, side in ((own.terms_for, "for the topic"), (own.terms_against, "against it"))
        if terms
    )


def _list_few(terms: Sequence[TermWeight]) -> str:
    return ", ".join(own.term for own in terms[:_FEW_TERMS])
