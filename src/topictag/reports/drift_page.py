"""Drift as a page of HTML that stands alone."""

from collections.abc import Sequence
from math import sqrt

from topictag.reports.drift import (
    SCORE_HEADING,
    TAG_HEADING,
    WORD_HEADING,
    describe_sizes,
    list_other_cells,
    list_score_cells,
    list_tag_cells,
    list_word_cells,
)
from topictag.reports.page import escape, make_page, make_table
from topictag.results.drift import Drift, TopicDrift

_MAX_PLOTS = 50  # chosen: with more topics, only those that have changed are drawn
_WIDTH, _HEIGHT, _FOOT = 640, 150, 18


def make_drift_page(drift: Drift) -> str:
    """Return the page: the sentence, tables of tags, probabilities and new words, and a plot for each topic."""
    drawn = [own for own in drift.topics if len(drift.topics) <= _MAX_PLOTS or own.has_changed][:_MAX_PLOTS]
    words = (
        make_table(WORD_HEADING, map(list_word_cells, drift.new_words), "Articles with each")
        if drift.new_words
        else "<p>None.</p>"
    )
    shares = [*map(list_tag_cells, drift.topics), *list_other_cells(drift)]
    verdict = "Something has changed" if drift.has_drifted else "Nothing has changed"
    parts = [
        f"<h1>{verdict}</h1>",
        f"<p>{escape(drift.summary)}</p>",
        f'<p class="muted">{escape(describe_sizes(drift))}</p>',
        "<h2>Tags, paragraphs and words</h2>",
        make_table(TAG_HEADING, shares, "Shares, new and before"),
        '<p class="muted">“Found from” is the change that samples of this size show in four of five cases.</p>',
        "<h2>Probabilities</h2>",
        make_table(SCORE_HEADING, map(list_score_cells, drift.topics), "Distributions, and prevalence by them"),
        *map(_plot, drawn),
        "<h2>Words that are new</h2>",
        words if drift.new_words else "<p>None.</p>",
    ]
    return make_page("Drift", "\n".join(parts))


def _plot(topic: TopicDrift) -> str:
    """Return the two histograms of a topic as a figure: bars for the new texts, lines for the reference."""
    scores = topic.scores
    label = f"{topic.topic}: share of the paragraphs by probability, new (bars) and reference (lines)"
    most = max(*map(_height, (*scores.new, *scores.reference)), 1e-9)
    step = _WIDTH / len(scores.new)
    bars = "".join(
        _draw(number, step, _height(new) / most, _height(before) / most)
        for number, (new, before) in enumerate(zip(scores.new, scores.reference, strict=True))
    )
    svg = (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT + _FOOT}" width="{_WIDTH}" role="img" aria-label="{escape(label)}">'
        f'{bars}<line x1="0" x2="{_WIDTH}" y1="{_HEIGHT}" y2="{_HEIGHT}" stroke="var(--line)"/>'
        f"{_label_edges(scores.edges, step)}</svg>"
    )
    return f"<figure>{svg}<figcaption>{escape(label)}. Heights are square roots of the shares.</figcaption></figure>"


def _height(share: float) -> float:
    return sqrt(share)  # most paragraphs have a low probability, and the others must still be seen


def _draw(number: int, step: float, new: float, before: float) -> str:
    left, width = number * step + 2, step - 4
    bar, line = _HEIGHT * new, _HEIGHT * (1 - before)
    return (
        f'<rect x="{left:.1f}" y="{_HEIGHT - bar:.1f}" width="{width:.1f}" height="{bar:.1f}" fill="var(--accent)" '
        f'fill-opacity="0.55"/><line x1="{left:.1f}" x2="{left + width:.1f}" y1="{line:.1f}" y2="{line:.1f}" '
        'stroke="var(--ink)" stroke-width="2.5"/>'
    )


def _label_edges(edges: Sequence[float], step: float) -> str:
    return "".join(
        f'<text x="{(number + 1) * step:.1f}" y="{_HEIGHT + 14}" font-size="11" text-anchor="middle" '
        f'fill="var(--muted)">{edge:.2f}</text>'
        for number, edge in enumerate(edges)
        if number % 2 == 0
    )
