"""The sentences that all views of an explanation share."""

from collections.abc import Sequence

from topictag.reports.escapes import printable
from topictag.reports.explanation_sections import MAX_OVERVIEW, Excerpt, Section, rank_topics
from topictag.reports.reasons import say_silence, say_sum, say_verdict, write_pair
from topictag.reports.weighed_words import write_signed
from topictag.results.explanation import Explanation

OVERVIEW_HEADING = ("topic", "tag", "probability", "threshold", "score", "needed")


def say_tags(explanation: Explanation) -> str:
    """Return the tags in one sentence, or why there are none."""
    if not explanation.paragraphs:
        return "Nothing to explain: the text is empty."
    if explanation.tags:
        tags = ", ".join(f"{printable(topic)} {probability:.2f}" for topic, probability in explanation.tags.items())
        return f"Tags: {tags}."
    if any(paragraph.is_read for paragraph in explanation.paragraphs):
        return "No tag: no topic reaches its threshold."
    return f"Nothing to explain: the text was not read, because {say_silence(explanation)}."


def list_overview(explanation: Explanation) -> tuple[list[Sequence[str]], str]:
    """Return a row for each topic, as in `OVERVIEW_HEADING`, and a sentence about the topics that are left out."""
    ranked = [own for own in rank_topics(explanation) if own.score is not None]
    rows = list[Sequence[str]]()
    for own in ranked[:MAX_OVERVIEW]:
        score = own.score or 0.0
        needed = score - (own.distance or 0.0)
        tag = "yes" if own.topic in explanation.tags else "no"
        pair = write_pair(own.probability, own.threshold)
        rows.append((own.topic, tag, *pair, write_signed(score), write_signed(needed)))
    n = len(ranked) - len(rows)
    return rows, f"Topics left out, further from their thresholds: {n:,}." if n else ""


def say_title(explanation: Explanation, section: Section) -> str:
    """Return the title of a section: the topic, whether it is given, and its figures."""
    own = section.own
    probability, threshold = write_pair(own.probability, own.threshold)
    given = "given" if own.topic in explanation.tags else "not given"
    return f"{printable(own.topic)}: {given}, probability {probability}, threshold {threshold}"


def say_reasons(explanation: Explanation, section: Section) -> str:
    """Return what the title does not say: how the score comes about, and which topic wins if topics compete."""
    verdict = [say_verdict(explanation, section.own)] if explanation.task == "single" else []
    return " ".join([*verdict, *say_sum(explanation, section.own)])


def say_excerpt(explanation: Explanation, excerpt: Excerpt) -> str:
    """Return which paragraph an excerpt shows, and what is left out of it."""
    n = len(explanation.paragraphs)
    which = f"Paragraph {excerpt.number} of {n}" if n > 1 else "The paragraph"
    left_out = excerpt.n_before + excerpt.n_after
    cut = f", {_count(excerpt):,} of its {_count(excerpt) + left_out:,} characters" if left_out else ""
    return f"{which}{cut} (score {write_signed(excerpt.own.score or 0.0)}):"


def say_left_out(section: Section) -> str:
    """Return how many paragraphs with the topic are not shown; empty if all are."""
    if not section.n_left_out:
        return ""
    shown = len(section.excerpts)
    n = shown + section.n_left_out
    return f"{shown:,} of the {n:,} paragraphs with this topic are shown, those with the highest scores."


def _count(excerpt: Excerpt) -> int:
    return sum(len(piece.text) for piece in excerpt.pieces)
