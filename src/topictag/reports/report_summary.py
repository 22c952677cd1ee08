"""What a report says first; notebooks show this alone, because whole pages would make them large."""

from topictag.reports.figures import describe_task, write_figure, write_interval
from topictag.reports.page import escape, read_asset
from topictag.reports.report_quality import write_overall, write_quality
from topictag.results.quality import Estimate
from topictag.results.report import Report


def make_fragment(report: Report) -> str:
    """Return the summary as HTML that can stand in any page, several times: it has no ids, no scripts and no plots."""
    style = "\n".join(map(read_asset, ("page.css", "report.css")))
    tables = write_overall(report) + write_quality(report) if report.quality.n_examples else ""
    return (
        f'<div class="topictag" lang="en"><style>{style}</style>\n'
        f"<p><strong>Report of {escape(report.name)}</strong></p>\n<p>{summarize(report)}</p>\n{write_notes(report)}\n"
        f'{tables}\n<p>The whole report, with plots and texts: <code>report.save("report.html")</code>.</p></div>'
    )


def summarize(report: Report) -> str:
    """Return the first sentences, as HTML."""
    own = report.quality
    if not own.n_examples:
        return "Nothing was measured: there are no labelled examples."
    tagless = f", {own.n_tagless:,} of them without a topic" if own.task == "multi" else ""
    unknown = f" {own.n_unknown:,} tags are unknown." if own.n_unknown else ""
    name, figure = ("Accuracy", own.accuracy) if own.accuracy else ("Macro-F1", own.macro_f1)
    how = f" Measured by {own.method}." if own.method else ""
    return escape(
        f"{own.n_examples:,} examples{tagless}; {len(report.topics):,} topics. {_say_figure(name, figure)}{unknown} "
        f"{describe_task(own)}{how}"
    )


def _say_figure(name: str, figure: Estimate) -> str:
    if figure.value is None:
        return f"{name} cannot be measured, because no example has a topic of the model."
    if figure.low is None:
        return f"{name} {write_figure(figure.value)}; there are too few articles for an interval."
    return f"{name} {write_figure(figure.value)}, 95 % interval {write_interval(figure)}."


def write_notes(report: Report) -> str:
    """Return what to bear in mind about the figures."""
    items = "".join(f"<li>{escape(note[:1].upper() + note[1:])}</li>" for note in report.notes)
    return f'<ul class="notes">{items}</ul>' if items else ""
