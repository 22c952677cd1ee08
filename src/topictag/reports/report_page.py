"""The page of a report: one file of HTML with its plots, in the order in which a reader has questions."""

from collections.abc import Iterator

from topictag.extras import require_extra
from topictag.reports.page import escape, make_page
from topictag.reports.report_against import write_against
from topictag.reports.report_confusion import write_confusion
from topictag.reports.report_quality import write_overall, write_quality
from topictag.reports.report_sources import write_coverage, write_provenance
from topictag.reports.report_summary import summarize, write_notes
from topictag.reports.report_texts import write_texts
from topictag.reports.report_together import write_together
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
            f"<p>{summarize(report)}</p>",
            write_notes(report),
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
    from topictag.reports.report_learning import write_learning_curve
    from topictag.reports.report_topics import link_sections, write_topics

    has_examples, is_multi = bool(report.quality.n_examples), report.quality.task == "multi"
    if has_examples:
        yield "quality", "Quality", write_overall(report) + write_quality(report, link_sections(report))
    if report.against and report.against.topics:
        yield "against", f"Compared with {report.against.name}", write_against(report.against)
    if has_examples and not is_multi:
        yield "confusion", "Which topic is taken for which", write_confusion(report)
    yield "topics", "Topics", _guide(_describe_topics(report), write_topics(report))
    if has_examples:
        if is_multi:
            yield "together", "Topics together, and topics confused", _guide(_TOGETHER, write_together(report))
        yield "texts", "The most wrong texts", write_texts(report)
        yield "coverage", "What the model can read", _guide(_describe_coverage(report), write_coverage(report))
    if report.learning_curve:
        yield "learning", "Learning curve", _guide(_LEARNING, write_learning_curve(report))
    if report.provenance:
        content = write_provenance(report.name, report.provenance)
        yield "provenance", "Where the figures come from", _guide(_PROVENANCE, content)


def _guide(text: str, content: str) -> str:
    return f'<p class="muted">{text}</p>\n{content}'


_TOPICS = (
    "Reliability: how often examples have the topic, by their probability; on the dashed line, the probabilities are "
    "right. Scores: those of the examples with the topic and without it. "
)
_MULTI = (
    "The best F1 is that of the threshold chosen on these very examples, so it is somewhat too good for new texts. "
)
_SINGLE = (
    "The model gives the most probable topic of each text, however low its probability. The slider shows a minimum "
    "probability, below which a text gets no topic: <code>topictag tag --abstain 0.6</code> sets one. "
)
_FOLDS = (
    "In cross-validation, each fold has a threshold and a calibration of its own, so what the slider and its table say "
    "of the model's threshold can differ a little from the measured quality. "
)
_TERMS = (
    "The effect of a term is its weight times its idf: what it contributes to a score, up to its frequency and the "
    "length of the paragraph."
)
_TOGETHER = (
    "Of the examples where a topic was missed, one table counts those that got another topic, rightly or not. Of the "
    "examples where a topic was given wrongly, another table counts those that have another topic."
)
_LEARNING = (
    "The same held-out examples, and models that learn from a part of the articles. Settings are those chosen on all "
    "articles. If the curve still rises at its end, more examples help."
)
_PROVENANCE = "The same model and the same examples give the same report."


def _describe_topics(report: Report) -> str:
    of_folds = _FOLDS if report.origin == "cross-validation" else ""
    return _TOPICS + (_MULTI if report.quality.task == "multi" else _SINGLE) + of_folds + _TERMS


def _describe_coverage(report: Report) -> str:
    text = "Words that could carry a topic, without function words."
    if report.origin == "cross-validation":
        text += " The final model has learnt from these texts, so it knows more of their words than of new texts."
    return text
