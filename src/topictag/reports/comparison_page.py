"""The comparison of two models as a page of HTML that stands alone: the answer first, then figures, then texts."""

from collections.abc import Iterator, Sequence

from topictag.reports.compared import (
    EXPLANATIONS,
    OTHERS_HEADING,
    OVERALL_HEADING,
    TOPIC_HEADING,
    choose_topics,
    describe_sizes,
    list_findings,
    list_other_cells,
    list_overall_cells,
    list_texts,
    list_topic_cells,
    say_change,
    say_verdict,
    write_probabilities,
)
from topictag.reports.figures import write_signed
from topictag.reports.page import escape, make_page, make_table, read_asset
from topictag.reports.report_texts import mark_words
from topictag.results.changed_text import ChangedText
from topictag.results.model_comparison import ModelComparison

_MAX_TEXTS = 20  # chosen: of those gained, and of those lost
_LEGEND = (
    'Words that speak more for the topic in the new model than in the old one are <mark class="for-2">underlined</mark>'
    '; those that speak less for it have a <mark class="against-2">wavy line</mark>. Look whether the label is right.'
)
_SECTIONS = (
    ("lost", False, "Texts lost: only the old model is right"),
    ("gained", True, "Texts gained: only the new model is right"),
)


def make_comparison_fragment(own: ModelComparison) -> str:
    """Return the figures as HTML that can stand in any page, several times: it has no ids, and no texts."""
    style = "\n".join(map(read_asset, ("page.css", "report.css")))
    return (
        f'<div class="topictag" lang="en"><style>{style}</style>\n<p><strong>{escape(say_verdict(own))}</strong></p>\n'
        f"{_write_head(own)}\n{_write_overall(own)}{_write_topics(own)}</div>"
    )


def make_comparison_page(own: ModelComparison) -> str:
    """Return the page; the same comparison gives the same bytes."""
    sections = [*_write_sections(own)]
    links = "".join(f'<li><a href="#{name}">{escape(title)}</a></li>' for name, title, _ in sections)
    body = "\n".join(
        [
            f"<h1>{escape(say_verdict(own))}</h1>",
            _write_head(own),
            f'<nav aria-label="Contents"><ul>{links}</ul></nav>',
            *(
                f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(title)}</h2>\n{content}</section>'
                for name, title, content in sections
            ),
        ]
    )
    return make_page(f"{own.names[0]} and {own.names[1]} compared", body, styles=["report.css"])


def _write_head(own: ModelComparison) -> str:
    findings = "".join(f"<li>{escape(one)}</li>" for one in list_findings(own))
    notes = f'\n<ul class="notes">{findings}</ul>' if findings else ""
    return f"<p>Old: {escape(own.names[0])}. New: {escape(own.names[1])}. {escape(describe_sizes(own))}</p>{notes}"


def _write_overall(own: ModelComparison) -> str:
    return make_table(OVERALL_HEADING, list_overall_cells(own), "All shared topics")


def _write_sections(own: ModelComparison) -> Iterator[tuple[str, str, str]]:
    """Yield the id, the title and the content of each section."""
    yield "overall", "All topics together", _write_overall(own)
    yield "topics", "Topics", _write_topics(own)
    if others := list_other_cells(own):
        yield "others", "Topics of one model alone", make_table(OTHERS_HEADING, others, text=(1,))
    for name, gained, title in _SECTIONS:
        if texts := list_texts(own, gained=gained):
            yield name, title, _write_texts(own, texts, name)


def _write_topics(own: ModelComparison) -> str:
    shown = choose_topics(own)
    left = len(own.topics) - len(shown)
    more = f"<p>{left:,} more topics, which differ less, are in the JSON file beside this page.</p>" if left else ""
    rows = [list_topic_cells(one) for one in shown]
    table = make_table(TOPIC_HEADING, rows, "Each shared topic", text=(1,))
    return f'<p class="muted">{escape(" ".join(EXPLANATIONS))}</p>\n<div class="wrapped">{table}</div>{more}'


def _write_texts(own: ModelComparison, texts: Sequence[ChangedText], name: str) -> str:
    shown = texts[:_MAX_TEXTS]
    more = f"The {len(shown)} of {len(texts):,} whose probabilities differ most. " if len(shown) < len(texts) else ""
    if not own.has_texts:
        rows = [[one.id, one.topic, say_change(one), write_probabilities(one)] for one in shown]
        table = make_table(["id", "topic", "change", "probability, old → new"], rows, text=(1, 2))
        return f"<p>{more}The report is without texts.</p>{table}"
    articles = [_write_text(one, f"{name} {number}") for number, one in enumerate(shown, 1)]
    return "\n".join([f"<p>{more}{_LEGEND}</p>", *articles])


def _write_text(own: ChangedText, name: str) -> str:
    short = " The text is shortened." if own.is_shortened else ""
    thresholds = " → ".join(f"{value:.3f}" for value in own.thresholds)
    return (
        f'<article class="wrong"><h3>{escape(own.topic)}: {say_change(own)}</h3>\n'
        f'<p class="muted">Probability {write_probabilities(own)}; threshold {thresholds}. Id: {escape(own.id)}.'
        f'{short}</p>\n<blockquote lang="ru">{mark_words(own.text, own.words)}</blockquote>\n'
        f"{_write_terms(own, name)}</article>"
    )


def _write_terms(own: ChangedText, name: str) -> str:
    rows = [
        [one.term, one.kind, write_signed(one.old, 2), write_signed(one.new, 2), write_signed(one.shift, 2)]
        for one in own.terms
    ]
    sums = [("other terms", own.rest), ("a text without known words", own.base)]
    rows += [[what, "", "", "", write_signed(value, 2)] for what, value in sums]
    heading = ["term", "kind", "old", "new", "difference"]
    table = make_table(heading, rows, f"Terms, in log-odds ({name})", text=(1,), russian=(0,))
    return f"<details><summary>What the terms contribute ({name})</summary>{table}</details>"
