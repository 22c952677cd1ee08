"""Pieces of a paragraph, each with what it contributes to a topic or the reason why it is not read."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from topictag.reports.prose import read_prose
from topictag.results.contribution import Reason
from topictag.results.explanation import Explanation
from topictag.results.paragraph_explanation import ParagraphExplanation
from topictag.results.topic_explanation import TopicExplanation

# Chosen: from these shares of the strongest word, a word has the level 1, 2, 3.
LEVELS = (0.1, 0.25, 0.5)
LEAST_SCALE = 1.0  # chosen: where no word is strong, none looks strong
_AS_WRITTEN = frozenset(["address", "code"])  # readers of the text see them; markup they do not


class Piece(NamedTuple):
    """A piece of a text.

    Attributes
    ----------
    text : str
        As it is written, not escaped.
    shown : str
        As people read it: markup is blank, entities are characters, and spaces are single across pieces.
    total : float
        What the word contributes, in units of the score; 0 for what is no word.
    level : int
        How strong this is: 1 to 3 for the topic, −1 to −3 against it, 0 for neither.
    reason : str
        Why it is not read; empty if it is.
    """

    text: str
    shown: str
    total: float = 0.0
    level: int = 0
    reason: Reason | str = ""


def find_scale(topics: list[TopicExplanation]) -> float:
    """Return what the strongest word of some paragraphs contributes; the levels of all words refer to it."""
    return max(chain((LEAST_SCALE,), (abs(word.total) for topic in topics for word in topic.words)))


def mark_pieces(
    explanation: Explanation,
    paragraph: ParagraphExplanation,
    topic: TopicExplanation,
    scale: float,
    place: tuple[int, int],
) -> Iterator[Piece]:
    """Yield the pieces of a part of a paragraph, which together make up ``explanation.text[start:end]``."""
    follows_blank = True
    for start, stop, total, reason in _fill_gaps(_list_marks(explanation, paragraph, topic), place):
        text = explanation.text[start:stop]
        shown = text if reason in _AS_WRITTEN else read_prose(explanation, start, stop)
        shown = shown.removeprefix(" ") if follows_blank else shown
        follows_blank = shown.endswith(" ") if shown else follows_blank
        yield Piece(text, shown, total, _grade(total / scale), reason if shown.strip() else "")


_Mark = tuple[int, int, float, Reason | str]


def _fill_gaps(marks: list[_Mark], place: tuple[int, int]) -> Iterator[_Mark]:
    """Yield the marks in a part of the text, and what is between them."""
    at, end = place
    for start, stop, total, reason in marks:
        if start < at or stop > end:  # outside of the part, or inside of what is marked already
            continue
        if start > at:
            yield at, start, 0.0, ""
        yield start, stop, total, reason
        at = stop
    if at < end:
        yield at, end, 0.0, ""


def _list_marks(explanation: Explanation, paragraph: ParagraphExplanation, topic: TopicExplanation) -> list[_Mark]:
    # What is no prose comes last, so that a word between two parts of it keeps its own mark.
    dress = ((own.start, own.end, 0.0, own.reason) for own in explanation.dress)
    unread = ((own.start, own.end, 0.0, own.reason) for own in paragraph.unread)
    words = ((own.start, own.end, own.total, "") for own in topic.words)
    return sorted(chain(words, unread, dress), key=lambda own: own[:2])


def _grade(share: float) -> int:
    level = sum(abs(share) >= least for least in LEVELS)
    return level if share > 0 else -level
