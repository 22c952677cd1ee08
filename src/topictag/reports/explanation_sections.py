"""What of an explanation is shown: which topics, which of their paragraphs, and how much of these.

However long the text is, a view shows at most 200 paragraphs and 20,000 characters of it, and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from topictag.reports.marked_text import Piece, find_scale, mark_pieces
from topictag.results.explanation import Explanation
from topictag.results.paragraph_explanation import ParagraphExplanation
from topictag.results.topic_explanation import TopicDecision, TopicExplanation

# Chosen: a page of this size opens at once, and nobody reads more.
MAX_PARAGRAPHS = 200
MAX_CHARACTERS = 20_000
MAX_SECTIONS = 20
MAX_OVERVIEW = 50
_MIN_CHARACTERS = 500  # of a topic's paragraphs, however many topics there are
_FEW = 3  # chosen: with so few topics, those that are not given are laid open too


@dataclass(frozen=True)
class Excerpt:
    """A paragraph, or a part of one, for one topic.

    Attributes
    ----------
    number : int
        Of the paragraph, from 1.
    own : TopicExplanation
    pieces : tuple of Piece
        What is shown.
    n_before, n_after : int
        Characters of the paragraph that are left out.
    """

    number: int
    own: TopicExplanation
    pieces: tuple[Piece, ...]
    n_before: int
    n_after: int


@dataclass(frozen=True)
class Section:
    """A topic with the paragraphs that have it, or, if the text lacks it, the one where its score is highest.

    Attributes
    ----------
    own : TopicDecision
        About the whole text.
    number : int
        Of the paragraph where the score is highest, from 1.
    excerpts : tuple of Excerpt
        In the order of the text.
    n_left_out : int
        Number of paragraphs that have the topic by themselves and are not shown.
    is_open : bool
        Whether the section is laid open; else a few sentences are enough.
    """

    own: TopicDecision
    number: int
    excerpts: tuple[Excerpt, ...]
    n_left_out: int
    is_open: bool


def rank_topics(explanation: Explanation) -> list[TopicDecision]:
    """Return the decisions that have a score: tags first, then by probability; the score breaks ties."""
    read = [own for own in explanation.decisions if own.score is not None]
    return sorted(read, key=lambda own: (not own.given, -own.probability, -(own.score or 0.0)))


def choose_sections(explanation: Explanation) -> Iterator[Section]:
    """Yield the sections, at most `MAX_SECTIONS`; none if no paragraph was read."""
    ranked = rank_topics(explanation)[:MAX_SECTIONS]
    has_tags = any(own.given for own in ranked)
    characters, paragraphs = MAX_CHARACTERS, MAX_PARAGRAPHS
    for place, own in enumerate(ranked):
        n_left = len(ranked) - place
        section = _make_section(
            explanation,
            own,
            max(characters // n_left, _MIN_CHARACTERS),
            max(paragraphs // n_left, 1),
            is_open=own.given or len(ranked) <= _FEW or not (has_tags or place),
        )
        characters -= sum(len(piece.text) for one in section.excerpts for piece in one.pieces)
        paragraphs -= len(section.excerpts)
        yield section


def _make_section(
    explanation: Explanation, own: TopicDecision, n_characters: int, n_paragraphs: int, *, is_open: bool
) -> Section:
    number = explanation.topics.index(own.topic)
    best = explanation.paragraphs.index(explanation.paragraph(own.topic))
    paragraphs = enumerate(explanation.paragraphs if own.given else ())
    having = [n for n, paragraph in paragraphs if paragraph.topics[number].given and n != best]
    having.sort(key=lambda n: -(explanation.paragraphs[n].topics[number].score or 0.0))
    kept, left = [best], n_characters - _length(explanation.paragraphs[best])
    for n in having[: n_paragraphs - 1]:
        left -= _length(explanation.paragraphs[n])
        if left < 0:
            break
        kept.append(n)
    scale = find_scale([explanation.paragraphs[n].topics[number] for n in kept])
    excerpts = (_cut(explanation, n, number, scale, n_characters) for n in sorted(kept))
    return Section(own, best + 1, tuple(excerpts), 1 + len(having) - len(kept), is_open)


def _cut(explanation: Explanation, n: int, topic: int, scale: float, n_characters: int) -> Excerpt:
    """Return a paragraph; of a long one, the part around the word that contributes most."""
    paragraph = explanation.paragraphs[n]
    own, start, end = paragraph.topics[topic], paragraph.start, paragraph.end
    if end - start > n_characters:
        strongest = max(own.words, key=lambda word: abs(word.total))
        start = max(start, min(strongest.start - n_characters // 4, end - n_characters))
        end = start + n_characters
    pieces = mark_pieces(explanation, paragraph, own, scale, (start, end))
    return Excerpt(n + 1, own, tuple(pieces), start - paragraph.start, paragraph.end - end)


def _length(paragraph: ParagraphExplanation) -> int:
    return paragraph.end - paragraph.start
