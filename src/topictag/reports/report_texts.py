"""The most wrong texts of a report, with the words marked that speak for the topic and against it."""

from collections.abc import Sequence

from topictag.reports.figures import write_signed
from topictag.reports.page import escape, make_table
from topictag.results.contribution import Contribution, WordTotal
from topictag.results.report import Report, WrongText

# Chosen: a word is marked if it weighs at least this share of what the strongest word of the text weighs.
_LEVELS = ((0.6, 3), (0.3, 2), (0.1, 1))


def write_texts(report: Report) -> str:
    """Return the most wrong texts."""
    if report.texts is None:
        return "<p>Texts are left out of this report.</p>"
    if not report.texts:
        return "<p>No text is tagged wrongly.</p>"
    legend = (
        "<p>Texts whose probability is furthest from their label, at most five of a topic. Words for the topic are "
        '<mark class="for-2">underlined</mark>, words against it have a <mark class="against-2">wavy line</mark>; the '
        "thicker, the more they weigh. Look whether the label is right: in such lists, it often is not.</p>"
    )
    return "\n".join([legend, *(_write_text(report, number, own) for number, own in enumerate(report.texts, 1))])


def _write_text(report: Report, number: int, own: WrongText) -> str:
    verdict = "given, but not labelled" if own.given else "labelled, but not given"
    figures = f"Probability {own.probability:.3f}"
    if report.quality.task == "multi":
        figures += f", threshold {own.threshold:.3f}"
    if report.origin == "cross-validation":
        figures += f"; the final model, which explains the text, gives {own.explained_probability:.3f}"
    short = " The text is shortened." if own.is_shortened else ""
    return (
        f'<article class="wrong"><h3>{number}. {escape(own.topic)}: {verdict}</h3>\n'
        f'<p class="muted">{figures}. Id: {escape(own.id)}.{short}</p>\n'
        f'<blockquote lang="ru">{mark_words(own.text, own.words)}</blockquote>\n'
        f"<details><summary>What the terms contribute (text {number})</summary>{_write_terms(own, number)}</details>"
        "</article>"
    )


def mark_words(text: str, words: Sequence[WordTotal]) -> str:
    """Return a text as HTML with its strongest words marked.

    Examples
    --------
    >>> mark_words("<b> нефть", [WordTotal(4, 9, "нефть", "нефть", 0.5)])
    '&lt;b&gt; <mark class="for-3" title="+0.50">нефть</mark>'
    """
    strongest = max((abs(own.total) for own in words), default=0.0) or 1.0
    parts, place = [], 0
    for own in sorted(words, key=lambda own: own.start):
        level = next((level for bound, level in _LEVELS if abs(own.total) >= bound * strongest), 0)
        if level and own.start >= place:
            side = "for" if own.total > 0 else "against"
            written = escape(text[own.start : own.end])
            parts += [
                escape(text[place : own.start]),
                f'<mark class="{side}-{level}" title="{write_signed(own.total, 2)}">{written}</mark>',
            ]
            place = own.end
    return "".join([*parts, escape(text[place:])])


def _write_terms(own: WrongText, number: int) -> str:
    rows = [
        [one.term, _write_places(own.text, one), one.kind, write_signed(one.contribution, 2)]
        for one in own.contributions
    ]
    total = own.rest + sum(one.contribution for one in own.contributions)
    rows += [["other terms, intercept", "", "", write_signed(own.rest, 2)], ["score", "", "", write_signed(total, 2)]]
    return make_table(
        ["term", "in the text", "kind", "contribution"], rows, f"Terms of text {number}", text=(1, 2), russian=(0, 1)
    )


def _write_places(text: str, own: Contribution) -> str:
    words = dict.fromkeys(text[start:end] for start, end in own.places)
    return ", ".join(words)
