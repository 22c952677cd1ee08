"""An explanation as plain dicts and lists, of some or all of its paragraphs."""

from typing import Any

from topictag.results.explanation import Explanation
from topictag.results.paragraph_explanation import ParagraphExplanation


def write_dict(explanation: Explanation, top: int | None, max_paragraphs: int | None) -> dict[str, Any]:
    """Return what `Explanation.to_dict` returns."""
    paragraphs, unread = explanation.paragraphs, explanation.unread
    if max_paragraphs is not None and len(paragraphs) > max_paragraphs:
        paragraphs = choose_paragraphs(explanation, max_paragraphs)
        spans = iter([(own.start, own.end) for own in paragraphs])
        unread, span = (), next(spans, None)
        kept = []
        for own in explanation.unread:  # both are in the order of the text
            while span and span[1] <= own.start:
                span = next(spans, None)
            if span and own.end > span[0]:
                kept.append(own)
        unread = tuple(kept)
    return {
        "version": explanation.VERSION,
        "task": explanation.task,
        "tags": dict(explanation.tags),
        "topics": [own._asdict() for own in explanation.decisions],
        "paragraphs": [paragraph.to_dict(top=top) for paragraph in paragraphs],
        "paragraphs_left_out": len(explanation.paragraphs) - len(paragraphs),
        "unread": [own._asdict() for own in unread],
    }


def choose_paragraphs(explanation: Explanation, n: int) -> tuple[ParagraphExplanation, ...]:
    """Return `n` paragraphs in the order of the text: the best of each topic, then those with the highest distances."""
    best = {explanation.paragraph(topic).start for topic in explanation.topics}
    ranked = sorted(explanation.paragraphs, key=lambda own: (own.start not in best, -_find_distance(own)))
    return tuple(sorted(ranked[:n], key=lambda own: own.start))


def _find_distance(paragraph: ParagraphExplanation) -> float:
    distances = [own.distance for own in paragraph.topics if own.distance is not None]
    return max(distances, default=float("-inf"))
