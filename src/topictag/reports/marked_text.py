"""Pieces of a paragraph, each with what it contributes to a topic or the reason why it does not count."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from topictag.results.explanation import Explanation, ParagraphExplanation, Reason, TopicExplanation

# Chosen: from these shares of the strongest word, a word has the level 1, 2, 3.
_LEVELS = (0.1, 0.25, 0.5)
_LEAST_SCALE = 1.0  # chosen: where no word is strong, none looks strong


class Piece(NamedTuple):
    """A piece of a text.

    Attributes
    ----------
    text : str
        As it is written, not escaped.
    total : float
        What the word contributes, in units of the score; 0 for what is no word.
    level : int
        How strong this is: 1 to 3 for the topic, −1 to −3 against it, 0 for neither.
    reason : str
        Why it does not count; empty if it does.
    """

    text: str
    total: float = 0.0
    level: int = 0
    reason: Reason | str = ""


def find_scale(topics: list[TopicExplanation]) -> float:
    """Return what the strongest word of some paragraphs contributes; the levels of all words refer to it."""
    return max(chain((_LEAST_SCALE,), (abs(word.total) for topic in topics for word in topic.words)))


def mark_pieces(
    explanation: Explanation,
    paragraph: ParagraphExplanation,
    topic: TopicExplanation,
    scale: float,
    place: tuple[int, int],
) -> Iterator[Piece]:
    """Yield the pieces of a part of a paragraph, which together make up ``explanation.text[start:end]``."""
    text, (at, end) = explanation.text, place
    for start, stop, total, reason in _list_marks(explanation, paragraph, topic):
        if start < at or stop > end:  # outside of the part, or inside of what is marked already
            continue
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:stop], total, _grade(total / scale), reason)
        at = stop
    if at < end:
        yield Piece(text[at:end])


def _list_marks(
    explanation: Explanation, paragraph: ParagraphExplanation, topic: TopicExplanation
) -> list[tuple[int, int, float, Reason | str]]:
    # What is no prose comes last, so that a word between two parts of it keeps its own mark.
    dress = ((own.start, own.end, 0.0, own.reason) for own in explanation.dress)
    unread = ((own.start, own.end, 0.0, own.reason) for own in paragraph.unread)
    words = ((own.start, own.end, own.total, "") for own in topic.words)
    return sorted(chain(words, unread, dress), key=lambda own: own[:2])


def _grade(share: float) -> int:
    level = sum(abs(share) >= least for least in _LEVELS)
    return level if share > 0 else -level
