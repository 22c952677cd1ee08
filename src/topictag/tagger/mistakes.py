"""The most wrong texts of a report, each with the words that explain it, shortened to where these words are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from topictag.evaluation.decided import Decided
from topictag.evaluation.mistakes import Mistake, find_worst
from topictag.labelled.example import Example
from topictag.results.contribution import Contribution, Place, WordTotal
from topictag.results.topic_explanation import TopicExplanation
from topictag.results.wrong_text import WrongText

if TYPE_CHECKING:
    from topictag.tagger.tagger import Tagger

_N_CHARACTERS = 600  # chosen: about the length of a paragraph
_N_CONTRIBUTIONS = 8  # chosen


def explain_worst(
    tagger: "Tagger", examples: Sequence[Example], decided: Decided, *, with_texts: bool = True
) -> tuple[WrongText, ...]:
    """Return the most wrong texts, the worst first; `with_texts` says whether with their texts and words."""
    return tuple(_explain(tagger, examples, decided, own, with_texts=with_texts) for own in find_worst(decided))


def _explain(
    tagger: "Tagger", examples: Sequence[Example], decided: Decided, mistake: Mistake, *, with_texts: bool
) -> WrongText:
    row, column = mistake
    topic, example = decided.topics[column], examples[int(decided.rows[row])]
    explanation = tagger.explain(example.text, [topic])
    found = explanation.topic(topic) if explanation.paragraphs else None
    wrong = WrongText(
        id=example.id,
        topic=topic,
        labelled=bool(decided.gold[row, column]),
        given=bool(decided.tagged[row, column]),
        probability=float(decided.probability[row, column]),
        explained_probability=found.probability if found else 0.0,
        threshold=float(tagger.model.thresholds[column]),
        silence=tagger.coverage(example.text).silence,
    )
    if found and found.score is not None:
        wrong = replace(wrong, score=found.score, intercept=found.intercept, rest=found.score - found.intercept)
    if not with_texts:
        return wrong
    place = explanation.paragraph(topic) if explanation.paragraphs else None
    start, end = (place.start, place.end) if place else (0, len(example.text))
    return _show_text(wrong, example.text, _shorten(example.text, start, end, found), found)


def _show_text(wrong: WrongText, text: str, place: Place, found: TopicExplanation | None) -> WrongText:
    """Return a wrong text with a part of its text, and the strongest terms."""
    start, end = place
    contributions = found.contributions[:_N_CONTRIBUTIONS] if found else ()
    words = found.words if found else ()
    return replace(
        wrong,
        rest=wrong.rest - sum(own.contribution for own in contributions),
        text=text[start:end],
        is_shortened=bool(text[:start].strip() or text[end:].strip()),
        contributions=tuple(_move_term(own, start, end) for own in contributions),
        words=tuple(_move_word(own, start) for own in words if start <= own.start and own.end <= end),
    )


def _shorten(text: str, start: int, end: int, found: TopicExplanation | None) -> Place:
    """Return a part of a paragraph around its strongest word, cut between words."""
    if end - start <= _N_CHARACTERS:
        return start, end
    words = found.words if found else ()
    middle = max(words, key=lambda own: abs(own.total)).start if words else start
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
