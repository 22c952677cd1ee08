"""The learning curve of a report."""

from topictag.reports.figures import write_figure, write_interval
from topictag.reports.page import make_table
from topictag.reports.plots import draw, plot_learning
from topictag.results.report import Report

_MAX_TOPICS = 6  # chosen: columns of a table


def write_learning_curve(report: Report) -> str:
    """Return the learning curve as plot and table."""
    points = report.learning_curve
    shown = [own.topic for own in report.quality.topics][:_MAX_TOPICS]
    rows = [
        [
            f"{own.share:.0%}".replace("%", " %"),
            f"{own.n_examples:,}",
            write_figure(own.quality.macro_f1.value),
            write_interval(own.quality.macro_f1),
            *(write_figure(one.f1.value) for one in own.quality.topics if one.topic in shown),
        ]
        for own in points
    ]
    heading = ["articles", "examples", "macro-F1", "95 % interval", *(f"F1 {topic}" for topic in shown)]
    table = make_table(heading, rows, "Quality by the share of the articles learnt from")
    return f'<div class="plots">{draw("Macro-F1 by examples", plot_learning(points, "learning"))}</div>{table}'
