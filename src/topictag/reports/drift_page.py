"""Drift as HTML that stands alone: a page, or a fragment for notebooks."""

import re
from collections.abc import Iterator

from topictag.reports.drift import (
    EXPLANATIONS,
    SCORE_HEADING,
    TAG_HEADING,
    WORD_HEADING,
    describe_model,
    describe_sizes,
    list_other_cells,
    list_score_cells,
    list_tag_cells,
    list_word_cells,
)
from topictag.reports.drift_plot import plot_topic
from topictag.reports.page import escape, make_page, make_table, read_asset
from topictag.results.drift import Drift

_MAX_PLOTS = 50  # chosen: with more topics, only those that have changed are drawn
_CODE = re.compile("`([^`]+)`")


def make_drift_page(drift: Drift) -> str:
    """Return the page: the findings, tables of tags, probabilities and new words, and a plot for each topic."""
    body = "\n".join([f"<h1>{_say_verdict(drift)}</h1>", *_iter_parts(drift, "<h2>{}</h2>")])
    return make_page("Drift", body)


def make_drift_fragment(drift: Drift) -> str:
    """Return HTML that can stand in any page, several times: its style applies to itself alone, and it has no ids."""
    parts = _iter_parts(drift, "<p><strong>{}</strong></p>")
    style = read_asset("page.css")
    head = f'<div class="topictag" lang="en"><style>{style}</style>\n<p><strong>{_say_verdict(drift)}</strong></p>\n'
    return head + "\n".join(parts) + "\n</div>"


def _say_verdict(drift: Drift) -> str:
    return "Something has changed" if drift.has_drifted else "No change is both significant and large"


def _iter_parts(drift: Drift, heading: str) -> Iterator[str]:
    yield f"<ul>{''.join(map(_write_finding, drift.findings))}</ul>"
    yield f'<p class="muted">{escape(describe_sizes(drift))} {escape(describe_model(drift))}</p>'
    yield heading.format("Tags, paragraphs and words")
    shares = [*map(list_tag_cells, drift.topics), *list_other_cells(drift)]
    yield make_table(TAG_HEADING, shares, "Shares, new and before")
    yield _explain(*EXPLANATIONS[:2])
    yield heading.format("Probabilities")
    yield make_table(SCORE_HEADING, map(list_score_cells, drift.topics), "Distributions, and prevalence by them")
    yield _explain(*EXPLANATIONS[2:])
    drawn = [own for own in drift.topics if len(drift.topics) <= _MAX_PLOTS or own.has_changed][:_MAX_PLOTS]
    yield from map(plot_topic, drawn)
    yield heading.format("Words that are new")
    words = make_table(WORD_HEADING, map(list_word_cells, drift.new_words), "Articles with each", russian=(0,))
    yield words if drift.new_words else "<p>None.</p>"


def _write_finding(finding: str) -> str:
    return "<li>" + _CODE.sub(r"<code>\1</code>", escape(finding)) + "</li>"


def _explain(*sentences: str) -> str:
    return f'<p class="muted">{escape(" ".join(sentences))}</p>'
