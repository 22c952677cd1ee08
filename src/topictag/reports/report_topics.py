"""The sections of a report about single topics: plots, the slider, terms."""

from collections.abc import Sequence

from topictag.reports.figures import MISSING, write_figure, write_signed
from topictag.reports.page import escape, make_table
from topictag.reports.plots import draw, plot_curves, plot_reliability, plot_scores
from topictag.reports.report_quality import has_threshold
from topictag.reports.report_thresholds import write_slider, write_thresholds
from topictag.reports.silences import say_unread
from topictag.results.quality import Task
from topictag.results.report import Report
from topictag.results.term import TermWeight
from topictag.results.topic_report import TopicReport

MAX_DETAILED = 30  # chosen: with more plots, the page would be too large
_MAX_OPEN = 8  # chosen
_FEW_TERMS = 5  # chosen: of topics without a section


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


def link_sections(report: Report) -> dict[str, str]:
    """Return the id of the section of each topic that has one."""
    return {report.topics[number].topic: name_section(number) for number in choose_detailed(report.topics)}


def _write_topic(report: Report, number: int, *, is_open: bool) -> str:
    own, has_examples = report.topics[number], bool(report.quality.n_examples)
    figures, plots = "no example has or got it", "<p>No example has this topic, and none got it.</p>"
    if own.is_measured:
        figures = f"support {own.quality.support:,}, F1 {write_figure(own.quality.f1.value)}"
        plots = _write_plots(own, f"p{number}", report.quality.task)
    is_open = is_open and (own.is_measured or not has_examples)
    return (
        f'<details class="topic"{" open" if is_open else ""}><summary><h3>{escape(own.topic)}</h3>'
        f'<span class="figures">{figures if has_examples else ""}</span></summary>\n'
        f'<div id="{name_section(number)}">\n{plots if has_examples else ""}\n'
        f'<div class="tables">{_write_terms(own)}</div>\n</div>\n</details>'
    )


def _write_plots(own: TopicReport, prefix: str, task: Task) -> str:
    with_threshold = task == "multi" or has_threshold(own)
    figures = "\n".join(
        [
            draw("Precision by recall", plot_curves(own, f"{prefix}a", with_threshold=with_threshold)),
            draw("Reliability", plot_reliability(own, f"{prefix}b")),
            draw("Scores", plot_scores(own, f"{prefix}c")),
        ]
    )
    unread = say_unread(own.scores.unread)
    return (
        f'<div class="plots">\n{figures}\n</div>\n{f"<p>{unread}</p>" if unread else ""}'
        f"{write_slider(own, prefix, task)}\n"
        f'<div class="tables">{write_thresholds(own, task)}{_write_reliability(own)}</div>'
    )


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
