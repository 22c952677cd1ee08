"""The most wrong texts of a report, with the words marked that speak for the topic and against it."""

from collections.abc import Sequence

from topictag.reports.figures import write_signed
from topictag.reports.page import escape, make_table
from topictag.reports.silences import say_silence
from topictag.results.contribution import Contribution, WordTotal
from topictag.results.report import Report
from topictag.results.wrong_text import WrongText

# Chosen: a word is marked if it weighs at least this share of what the strongest word of the text weighs.
_LEVELS = ((0.6, 3), (0.3, 2), (0.1, 1))


def write_texts(report: Report) -> str:
    """Return the most wrong texts."""
    if not report.texts:
        return "<p>No text is tagged wrongly.</p>"
    chosen = "Texts whose probability is furthest from their label, at most five of a topic."
    look = "Look whether the label is right: in such lists, it often is not."
    if not report.has_texts:
        return f"<p>{chosen} The report is without texts. {look}</p>{_list_texts(report)}"
    legend = (
        f'<p>{chosen} Words for the topic are <mark class="for-2">underlined</mark>, words against it have a '
        f'<mark class="against-2">wavy line</mark>; the thicker, the more they weigh. {look}</p>'
    )
    texts = [_write_text(report, number, own) for number, own in enumerate(report.texts, 1)]
    return "\n".join([_warn_of_folds(report), legend, *texts])


def _warn_of_folds(report: Report) -> str:
    if report.origin != "cross-validation":
        return ""
    return (
        '<p class="notes warning"><strong>The model that explains these texts has learnt from them.</strong> The '
        "decisions are those of the models of the folds, which had not. So marked words and contributions show what "
        "the final model knows now, and not always why a fold decided wrongly.</p>"
    )


def _list_texts(report: Report) -> str:
    rows = [
        [own.id, own.topic, _say_verdict(own), f"{own.probability:.3f}", say_silence(own.silence)]
        for own in report.texts
    ]
    return make_table(["id", "topic", "what is wrong", "probability", "not read"], rows, text=(1, 2, 4))


def _say_verdict(own: WrongText) -> str:
    return "given, but not labelled" if own.given else "labelled, but not given"


def _write_text(report: Report, number: int, own: WrongText) -> str:
    short = " The text is shortened." if own.is_shortened else ""
    language = "" if own.silence == "skipped: not Russian" else "ru"
    return (
        f'<article class="wrong"><h3>{number}. {escape(own.topic)}: {_say_verdict(own)}</h3>\n'
        f'<p class="muted">{_say_figures(report, own)} Id: {escape(own.id)}.{short}</p>\n'
        f'<blockquote lang="{language}">{mark_words(own.text, own.words)}</blockquote>\n'
        f"{_write_terms(own, number)}</article>"
    )


def _say_figures(report: Report, own: WrongText) -> str:
    threshold = f" Threshold {own.threshold:.3f}." if own.threshold else ""
    if report.origin == "evaluation":
        return f"Probability {own.probability:.3f}.{threshold}"
    return (
        f"The model of the fold, which had not learnt from this text, gave the probability {own.probability:.3f}. The "
        f"final model, which has, gives {own.explained_probability:.3f}.{threshold}"
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
    if own.score is None:
        return f"<p>The model does not read this text: {say_silence(own.silence)}. So it has no score and no terms.</p>"
    rows = [
        [one.term, _write_places(own.text, one), one.kind, write_signed(one.contribution, 2)]
        for one in own.contributions
    ]
    sums = [("other terms", own.rest), ("intercept", own.intercept), ("score: the sum", own.score)]
    rows += [[name, "", "", write_signed(value, 2)] for name, value in sums]
    heading = ["term", "in the text", "kind", "contribution"]
    table = make_table(heading, rows, f"Terms of text {number}", text=(1, 2), russian=(0, 1))
    return f"<details><summary>What the terms contribute (text {number})</summary>{table}</details>"


def _write_places(text: str, own: Contribution) -> str:
    words = dict.fromkeys(text[start:end] for start, end in own.places)
    return ", ".join(words)
