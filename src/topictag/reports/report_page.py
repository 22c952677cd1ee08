"""The page of a report: one file of HTML with its plots, in the order in which a reader has questions."""

from collections.abc import Callable, Iterator

from topictag.extras import require_extra
from topictag.reports.figures import describe_task, write_figure, write_interval
from topictag.reports.page import escape, make_page
from topictag.results.report import Report


def make_report_page(report: Report) -> str:
    """Return the page of a report; the same report gives the same bytes.

    Raises
    ------
    MissingExtraError
        The extra ``report`` is not installed.
    """
    require_extra("report", "The page of a report")
    from topictag.reports.svg import own_style  # late: matplotlib is an extra

    with own_style():
        sections = [*_write_sections(report)]
    links = "".join(f'<li><a href="#{name}">{escape(title)}</a></li>' for name, title, _ in sections)
    title = f"Report of {report.name}"
    body = "\n".join(
        [
            f"<h1>{escape(title)}</h1>",
            f"<p>{_summarize(report)}</p>",
            _write_notes(report),
            f'<nav aria-label="Contents"><ul>{links}</ul></nav>',
            *(
                f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(title)}</h2>\n{content}</section>'
                for name, title, content in sections
            ),
        ]
    )
    return make_page(title, body, styles=["report.css"], scripts=["report.js"])


def _write_sections(report: Report) -> Iterator[tuple[str, str, str]]:
    """Yield the id, the title and the content of each section."""
    from topictag.reports import report_tables as tables
    from topictag.reports.report_texts import write_texts
    from topictag.reports.report_topics import write_quality, write_topics

    def guide(text: str, write: Callable[[Report], str]) -> str:
        return f'<p class="muted">{text}</p>\n{write(report)}'

    has_examples = bool(report.quality.n_examples)
    if has_examples:
        yield "quality", "Quality", f'<div class="tables">{tables.write_overall(report)}</div>{write_quality(report)}'
    if report.against and report.against.topics:
        yield "against", f"Compared with {report.against.name}", _write_against(report)
    yield "topics", "Topics", guide(_TOPICS, write_topics)
    if has_examples:
        yield "together", "Topics together, and topics confused", guide(_TOGETHER, tables.write_together)
        yield "texts", "The most wrong texts", write_texts(report)
        yield "coverage", "What the model can read", guide(_describe_coverage(report), tables.write_coverage)
    if report.learning_curve:
        yield "learning", "Learning curve", guide(_LEARNING, tables.write_learning_curve)


_TOPICS = (
    "First plot: precision by recall. Second: how often examples have the topic, by their probability; on the dashed "
    "line, the probabilities are right. Third: scores of the examples with the topic and without it. The effect of a "
    "term is its weight times its idf: what it contributes to a score, up to its frequency and the length of the "
    "paragraph."
)
_TOGETHER = (
    "Of the examples where a topic was missed, one table counts those that got another topic, rightly or not. Of the "
    "examples where a topic was given wrongly, another table counts those that have another topic."
)
_LEARNING = (
    "The same held-out examples, and models that learn from a part of the articles. Settings are those chosen on all "
    "articles. If the curve still rises at its end, more examples help."
)


def _describe_coverage(report: Report) -> str:
    text = "Words that could carry a topic, without function words."
    if report.origin == "cross-validation":
        text += " The final model has learnt from these texts, so it knows more of their words than of new texts."
    return text


def _write_against(report: Report) -> str:
    from topictag.reports.report_tables import write_comparison

    own = report.against
    if own is None:
        return ""
    missing = [
        f"Only {which} knows {', '.join(topics)}."
        for which, topics in (("this model", own.only_here), (own.name, own.only_there))
        if topics
    ]
    text = (
        "Differences are this model's figures minus the other's, on the same examples; intervals are those of a paired "
        "bootstrap over articles. Gained: texts that only this model gives the topic, and how many of them have it. "
        f"Lost: texts that only the other one gives it, and how many of them do not have it. {' '.join(missing)}"
    )
    return f'<p class="muted">{escape(text)}</p>\n{write_comparison(own)}'


def _summarize(report: Report) -> str:
    own = report.quality
    if not own.n_examples:
        return "Nothing was measured: there are no labelled examples."
    tagless = f", {own.n_tagless:,} of them without a topic" if own.task == "multi" else ""
    unknown = f" {own.n_unknown:,} tags are unknown." if own.n_unknown else ""
    name, figure = ("Accuracy", own.accuracy) if own.accuracy else ("Macro-F1", own.macro_f1)
    how = f" Measured by {own.method}." if own.method else ""
    return escape(
        f"{own.n_examples:,} examples{tagless}; {len(report.topics):,} topics. {name} {write_figure(figure.value)}, "
        f"95 % interval {write_interval(figure)}.{unknown} {describe_task(own)}{how}"
    )


def _write_notes(report: Report) -> str:
    return (
        f'<ul class="notes">{"".join(f"<li>{escape(note[:1].upper() + note[1:])}</li>" for note in report.notes)}</ul>'
        if report.notes
        else ""
    )
