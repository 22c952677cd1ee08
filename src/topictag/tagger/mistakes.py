"""The most wrong texts of a report, each with the words that explain it, shortened to where these words are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from topictag.evaluation.decided import Decided
from topictag.evaluation.mistakes import Mistake, find_worst
from topictag.labelled.example import Example
from topictag.results.contribution import Contribution, Place, WordTotal
from topictag.results.report import WrongText
from topictag.results.topic_explanation import TopicExplanation

if TYPE_CHECKING:
    from topictag.tagger.tagger import Tagger

_N_CHARACTERS = 600  # chosen: about the length of a paragraph
_N_CONTRIBUTIONS = 8  # chosen


def explain_worst(tagger: "Tagger", examples: Sequence[Example], decided: Decided) -> tuple[WrongText, ...]:
    """Return the most wrong texts, the worst first."""
    return tuple(_explain(tagger, examples, decided, mistake) for mistake in find_worst(decided))


def _explain(tagger: "Tagger", examples: Sequence[Example], decided: Decided, mistake: Mistake) -> WrongText:
    row, column = mistake
    topic, example = decided.topics[column], examples[int(decided.rows[row])]
    explanation = tagger.explain(example.text, [topic])
    probability, start, end, score = 0.0, 0, len(example.text), 0.0
    words: tuple[WordTotal, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    if explanation.paragraphs:
        paragraph, found = explanation.paragraph(topic), explanation.topic(topic)
        probability, start, end, score = found.probability, paragraph.start, paragraph.end, found.score or 0.0
        words, contributions = found.words, found.contributions[:_N_CONTRIBUTIONS]
        start, end = _shorten(example.text, start, end, found)
    else:
        end = min(end, _N_CHARACTERS)
    return WrongText(
        id=example.id,
        topic=topic,
        labelled=bool(decided.gold[row, column]),
        given=bool(decided.tagged[row, column]),
        probability=round(float(decided.probability[row, column]), 4),
        explained_probability=round(float(probability), 4),
        threshold=round(tagger.thresholds[topic], 4),
        text=example.text[start:end],
        is_shortened=bool(example.text[:start].strip() or example.text[end:].strip()),
        contributions=tuple(_move_term(own, start, end) for own in contributions),
        rest=score - sum(own.contribution for own in contributions),
        words=tuple(_move_word(own, start) for own in words if start <= own.start and own.end <= end),
    )


def _shorten(text: str, start: int, end: int, found: TopicExplanation) -> Place:
    """Return a part of a paragraph around its strongest word, cut between words."""
    if end - start <= _N_CHARACTERS:
        return start, end
    middle = max(found.words, key=lambda own: abs(own.total)).start if found.words else start
    first = max(start, min(middle - _N_CHARACTERS // 2, end - _N_CHARACTERS))
    last = min(end, first + _N_CHARACTERS)
    if first > start:
        space = text.find(" ", first, middle)
        first = space + 1 if space >= 0 else first
    if last < end:
        space = text.rfind(" ", middle + 1, last)
        last = space if space >= 0 else last
    return first, last


def _move_term(own: Contribution, start: int, end: int) -> Contribution:
    places = tuple((first - start, last - start) for first, last in own.places if start <= first and last <= end)
    return own._replace(places=places)


def _move_word(own: WordTotal, start: int) -> WordTotal:
    return own._replace(start=own.start - start, end=own.end - start)
