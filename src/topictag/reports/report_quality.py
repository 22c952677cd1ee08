"""The figures of a report: over all topics, and of each topic. Needs no plots, so that notebooks can show them."""

from collections.abc import Mapping, Sequence

from topictag.reports.figures import list_overall, write_figure, write_interval
from topictag.reports.page import escape, make_table
from topictag.results.quality import Evaluation
from topictag.results.report import Report
from topictag.results.topic_report import TopicReport

_MAX_ROWS = 40  # chosen
_MAX_NAMED = 10  # chosen: topics in a sentence
_WORDS_OF_MULTI = (
    ("Macro", "mean over the topics that occur in the examples."),
    ("Micro", "over all decisions together."),
    ("Samples F1", "mean of each text's own F1; 1 for a text that has no topic and gets none."),
    ("Tagless texts", "texts that have no topic."),
)
_WORDS_OF_SINGLE = (
    ("Accuracy", "share of the texts that got their topic."),
    ("Macro", "mean over the topics that occur in the examples."),
)
_WORDS_OF_TOPICS = (
    ("Average precision", "how well probabilities rank texts with the topic above the others; 1 is perfect."),
    (
        "Calibration error (ECE)",
        "mean distance of the probabilities from the share of texts that have the topic, over ten bins; 0 is perfect.",
    ),
    ("Brier score", "mean squared difference between probability and truth; 0 is perfect."),
)


def write_overall(report: Report) -> str:
    """Return the figures over all topics, and with whole groups held out."""
    own, is_multi = report.averages, report.quality.task == "multi"
    rows = [[name, write_figure(one.value), write_interval(one)] for name, one in list_overall(report.quality)]
    further = [
        ("macro precision", own.macro_precision),
        ("macro recall", own.macro_recall),
        ("macro average precision", own.macro_average_precision),
        *([("micro precision", own.micro_precision), ("micro recall", own.micro_recall)] if is_multi else []),
    ]
    rows += [[name, write_figure(figure), ""] for name, figure in further]
    overall = make_table(["measure", "figure", "95 % interval"], rows, "All topics together")
    words = _define(_WORDS_OF_MULTI if is_multi else _WORDS_OF_SINGLE)
    return f'<div class="tables">{overall}{_write_groups(report)}{_write_test(report)}</div>{words}'


def _write_groups(report: Report) -> str:
    if report.group_quality is None:
        return ""
    title = f"On texts of a new {report.group}"
    return _write_beside(report.quality, report.group_quality, f"each {report.group} held out", title)


def _write_test(report: Report) -> str:
    if report.test_quality is None:
        return ""
    title = f"On the test ({report.test}): {report.test_quality.n_examples:,} examples, scored once"
    return _write_beside(report.quality, report.test_quality, "test", title)


def _write_beside(quality: Evaluation, other: Evaluation, name: str, title: str) -> str:
    """Return the table of each topic's F1 by cross-validation, and measured in another way."""
    others = {own.topic: own.f1 for own in other.topics}
    both = [(own.topic, own.f1, others[own.topic]) for own in quality.topics if own.topic in others]
    pairs = [*both[: _MAX_ROWS - 1], ("macro-F1", quality.macro_f1, other.macro_f1)]
    rows = [
        [topic, write_figure(f1.value), write_figure(held.value), write_interval(held)] for topic, f1, held in pairs
    ]
    return make_table(["F1", "articles held out", name, "95 % interval"], rows, title)


def write_quality(report: Report, links: Mapping[str, str] | None = None) -> str:
    """Return the tables of all topics that are measured; `links` leads from a topic to the id of its section."""
    measured = [own for own in report.topics if own.is_measured]
    if not measured:
        return "<p>No example has a topic of the model, and none got one.</p>"
    with_thresholds = any(map(has_threshold, measured)) or report.quality.task == "multi"
    decisions = make_table(
        [
            "topic",
            "support",
            *(["threshold"] if with_thresholds else []),
            *("right (TP)", "wrong (FP)", "missed (FN)", "precision", "recall", "F1", "95 % interval"),
        ],
        [_write_decisions(own, with_threshold=with_thresholds) for own in measured],
        "Each topic: what is given",
        links=links,
    )
    ranks = [
        [
            own.topic,
            write_figure(own.curves[0].average_precision),
            write_figure(own.quality.calibration_error),
            write_figure(own.quality.brier_score),
        ]
        for own in measured
    ]
    heading = ["topic", "average precision", "calibration error (ECE)", "Brier score"]
    probabilities = make_table(heading, ranks, "Each topic: probabilities", links=links)
    return decisions + _say_unmeasured(report.topics) + probabilities + _define(_WORDS_OF_TOPICS)


def has_threshold(own: TopicReport) -> bool:
    """Return whether the model has a threshold for the topic: where topics compete, it is 0 as a rule."""
    return own.at_threshold.threshold > 0


def _write_decisions(own: TopicReport, *, with_threshold: bool) -> list[str]:
    quality, errors = own.quality, own.errors
    return [
        own.topic,
        f"{quality.support:,}",
        *([f"{own.at_threshold.threshold:.2f}"] if with_threshold else []),
        *(f"{n:,}" for n in (errors.n_right, errors.n_wrong, errors.n_missed)),
        *(write_figure(figure) for figure in (quality.precision, quality.recall, quality.f1.value)),
        write_interval(quality.f1),
    ]


def _say_unmeasured(topics: Sequence[TopicReport]) -> str:
    names = [own.topic for own in topics if not own.is_measured]
    if not names:
        return ""
    more = f", and {len(names) - _MAX_NAMED} more" if len(names) > _MAX_NAMED else ""
    listed = escape(", ".join(names[:_MAX_NAMED])) + more
    return f"<p>Not in the tables, because no example has or got them: {listed}.</p>"


def _define(words: Sequence[tuple[str, str]]) -> str:
    items = "".join(f"<li><strong>{word}</strong>: {meaning}</li>" for word, meaning in words)
    return f'<ul class="words">{items}</ul>'
