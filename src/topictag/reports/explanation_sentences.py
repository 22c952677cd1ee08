"""The sentences that all views of an explanation share."""

from collections.abc import Sequence

from topictag.reports.decided_figures import write_pair, write_probability, write_scores, write_signed
from topictag.reports.escapes import printable
from topictag.reports.explanation_sections import MAX_OVERVIEW, Excerpt, Section, rank_topics
from topictag.reports.figures import MISSING
from topictag.reports.marked_text import LEVELS
from topictag.reports.reasons import has_threshold, name_favourite, say_place, say_silence, say_sum, say_verdict
from topictag.reports.weighed_words import WeighedWord, quote_words
from topictag.results.explanation import Explanation
from topictag.results.topic_explanation import TopicDecision

OVERVIEW_HEADING = ("topic", "tag", "probability", "threshold", "score", "needed")

_MAX_UNNUMBERED = 3  # chosen
_KINDS = (
    "Terms: a lemma is a word in any form; a family, such as нефт*, is the beginning that related words share; a pair "
    "is two lemmas near each other; hints are a list of words, which counts as one more term."
)
_NEEDED = {
    "multi": "The score that a tag needs is the one whose probability is the threshold.",
    "single": "With the score that a tag needs, its topic is the most probable one and reaches its threshold, if the "
    "other topics' scores stay as they are.",
}


def say_tags(explanation: Explanation) -> str:
    """Return the tags in one sentence, or why there are none."""
    if not explanation.paragraphs and not explanation.dress:
        return "Nothing to explain: the text is empty."
    if explanation.tags:
        tags = (f"{printable(topic)} {write_probability(own)}" for topic, own in explanation.tags.items())
        return f"Tags: {', '.join(tags)}."
    if not any(paragraph.is_read for paragraph in explanation.paragraphs):
        return f"Nothing to explain: the text was not read, because {say_silence(explanation)}."
    if explanation.task == "multi":
        return "No tag: no topic reaches its threshold."
    favourite = name_favourite(explanation)
    probability = write_probability(explanation.probabilities[favourite])
    return f"No tag: the most probable topic, {printable(favourite)} ({probability}), does not reach its threshold."


def say_kinds(explanation: Explanation) -> tuple[str, str]:
    """Return what the kinds of terms are, and which score a tag needs."""
    return _KINDS, _NEEDED[explanation.task]


def say_levels() -> str:
    """Return from which share of the strongest word a word has each level."""
    weak, strong, very_strong = (f"{100 * share:.0f} %" for share in LEVELS)
    return (
        f"Words are marked from {weak} of the strongest word, strongly from {strong}, very strongly from {very_strong}."
    )


def list_overview(explanation: Explanation) -> tuple[list[Sequence[str]], str]:
    """Return a row for each topic, as in `OVERVIEW_HEADING`, and a sentence about the topics that are left out."""
    ranked = rank_topics(explanation)
    rows = [_write_row(own) for own in ranked[:MAX_OVERVIEW]]
    n = len(ranked) - len(rows)
    return rows, f"Topics left out, less probable: {n:,}." if n else ""


def say_title(section: Section) -> str:
    """Return the title of a section: the topic, whether it is given, and its figures."""
    own = section.own
    given = "given" if own.given else "not given"
    probability, threshold = _write_figures(own)
    bar = f", threshold {threshold}" if has_threshold(own) else ""
    return f"{printable(own.topic)}: {given}, probability {probability}{bar}"


def say_reasons(explanation: Explanation, section: Section) -> str:
    """Return what the title does not say: where the score comes from, and which topic wins if topics compete."""
    own = section.own
    verdict = [say_verdict(explanation, own)] if explanation.task == "single" else []
    return " ".join([*verdict, *say_place(explanation, own), *say_sum(explanation, own)])


def say_excerpt(explanation: Explanation, excerpt: Excerpt) -> str:
    """Return which paragraph an excerpt shows, and what is left out of it."""
    n = len(explanation.paragraphs)
    which = f"Paragraph {excerpt.number} of {n}" if n > 1 else "The paragraph"
    left_out = excerpt.n_before + excerpt.n_after
    cut = f", {_count(excerpt):,} of its {_count(excerpt) + left_out:,} characters" if left_out else ""
    own = excerpt.own
    alone = f", by itself probability {write_probability(own.probability)}" if _competes(explanation) else ""
    return f"{which}{cut} (score {write_signed(own.score or 0.0)}{alone}):"


def say_unnumbered(excerpt: Excerpt, least_level: int) -> str:
    """Return which words stand without a number, because their level is lower, and what they contribute."""
    pieces = [own for own in excerpt.pieces if own.total and abs(own.level) < least_level]
    pieces.sort(key=lambda own: -abs(own.total))
    words = [WeighedWord(printable(own.shown), own.total) for own in pieces]
    shown = f"Words without a number: {quote_words(words, _MAX_UNNUMBERED)}." if words else ""
    if not (excerpt.n_before or excerpt.n_after):
        return shown
    outside = sum(word.total for word in excerpt.own.words) - sum(piece.total for piece in excerpt.pieces)
    return f"{shown} Words that are left out: {write_signed(outside)}.".lstrip()


def say_left_out(explanation: Explanation, section: Section) -> str:
    """Return how many paragraphs with the topic are not shown; empty if all are."""
    if not section.n_left_out:
        return ""
    shown = len(section.excerpts)
    n = shown + section.n_left_out
    alone = "which have this topic by themselves" if _competes(explanation) else "with this topic"
    return f"{shown:,} of the {n:,} paragraphs {alone} are shown, those with the highest scores."


def _write_row(own: TopicDecision) -> Sequence[str]:
    score, distance = own.score or 0.0, own.distance or 0.0
    return own.topic, "yes" if own.given else "no", *_write_figures(own), *write_scores(score, score - distance)


def _write_figures(own: TopicDecision) -> tuple[str, str]:
    """Return the probability and the threshold."""
    if has_threshold(own):
        return write_pair(own.probability, own.threshold)
    return write_probability(own.probability), MISSING


def _competes(explanation: Explanation) -> bool:
    """Return whether the probability of a paragraph may differ from that of the text."""
    return explanation.task == "single" and len(explanation.paragraphs) > 1


def _count(excerpt: Excerpt) -> int:
    return sum(len(piece.text) for piece in excerpt.pieces)
