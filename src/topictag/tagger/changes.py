"""The texts that two taggers decide differently, each with the words that explain why."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from topictag.evaluation.decided import Decided
from topictag.labelled.example import Example
from topictag.results.changed_text import ChangedText, TermShift
from topictag.results.contribution import Contribution, Place, WordTotal
from topictag.results.explanation import Explanation
from topictag.results.topic_explanation import TopicExplanation
from topictag.tagger.excerpts import cut_excerpt

if TYPE_CHECKING:
    from topictag.tagger.tagger import Tagger

    Taggers = tuple[Tagger, Tagger]
_N_TERMS = 8  # chosen


class Change(NamedTuple):
    """A decision that two taggers take differently: row and column in `Decided`, and whether the new one is right."""

    row: int
    column: int
    is_gained: bool


def find_changes(old: Decided, new: Decided) -> list[Change]:
    """Return the different decisions: lost ones first, and those first whose probabilities differ most."""
    rows, columns = np.nonzero((new.tagged != old.tagged) & new.known)
    is_gained = new.tagged[rows, columns] == new.gold[rows, columns]
    own, other = (one.probability[rows, columns].astype(np.float64) for one in (new, old))
    distance = np.abs(own - other)
    order = np.lexsort((-distance, is_gained))
    return [Change(int(rows[place]), int(columns[place]), bool(is_gained[place])) for place in order]


def explain_changes(
    taggers: "Taggers",
    examples: Sequence[Example],
    decided: tuple[Decided, Decided],
    changes: Sequence[Change],
    *,
    with_texts: bool = True,
) -> tuple[ChangedText, ...]:
    """Return the texts of different decisions; `with_texts` says whether with their texts and words."""
    found = [_describe(taggers, examples, decided, own) for own in changes]
    by_row: dict[int, list[int]] = {}
    for number, own in enumerate(changes if with_texts else ()):
        by_row.setdefault(own.row, []).append(number)
    for row, numbers in by_row.items():  # a text is explained once for all of its topics
        text = examples[int(decided[1].rows[row])].text
        topics = [found[number].topic for number in numbers]
        explanations = [tagger.explain(text, topics) for tagger in taggers]
        for number in numbers:
            sides = [_Side.of(*both, found[number].topic) for both in zip(taggers, explanations, strict=True)]
            found[number] = _show(found[number], text, sides)
    return tuple(found)


def _describe(
    taggers: "Taggers", examples: Sequence[Example], decided: tuple[Decided, Decided], change: Change
) -> ChangedText:
    """Return a different decision without its text."""
    (row, column), (old, new) = change[:2], decided
    topic = new.topics[column]
    return ChangedText(
        id=examples[int(new.rows[row])].id,
        topic=topic,
        labelled=bool(new.gold[row, column]),
        given=bool(new.tagged[row, column]),
        probabilities=(round(float(old.probability[row, column]), 4), round(float(new.probability[row, column]), 4)),
        thresholds=(_threshold(taggers[0], topic), _threshold(taggers[1], topic)),
    )


def _threshold(tagger: "Tagger", topic: str) -> float:
    return round(float(tagger.model.thresholds[tagger.topics.index(topic)]), 4)


class _Side(NamedTuple):
    """What one tagger sees in a text: the paragraph, what is in it, and the unit of its scores in log-odds."""

    place: Place
    found: TopicExplanation | None
    slope: float
    base: float

    @classmethod
    def of(cls, tagger: "Tagger", explanation: Explanation, topic: str) -> "_Side":
        number = tagger.topics.index(topic)
        slope, offset = (float(own[number]) for own in (tagger.model.slope, tagger.model.offset))
        if not explanation.paragraphs:
            return cls((0, len(explanation.text)), None, slope, 0.0)
        paragraph, found = explanation.paragraph(topic), explanation.topic(topic)
        return cls((paragraph.start, paragraph.end), found, slope, slope * found.intercept + offset)

    @property
    def contributions(self) -> Sequence[Contribution]:
        return self.found.contributions if self.found else ()

    @property
    def words(self) -> Sequence[WordTotal]:
        return self.found.words if self.found else ()


def _show(own: ChangedText, text: str, sides: Sequence[_Side]) -> ChangedText:
    shifts, words = _list_shifts(sides), _list_words(sides)
    strongest = max(words, key=lambda word: abs(word.total), default=None)
    excerpt = cut_excerpt(text, sides[1].place, strongest.start if strongest else None)
    return replace(
        own,
        base=sides[1].base - sides[0].base,
        rest=sum(shift.shift for shift in shifts[_N_TERMS:]),
        text=excerpt.text,
        is_shortened=excerpt.is_shortened,
        terms=tuple(shift._replace(places=excerpt.keep_places(shift.places)) for shift in shifts[:_N_TERMS]),
        words=excerpt.keep_words(words),
    )


def _list_shifts(sides: Sequence[_Side]) -> list[TermShift]:
    """Return what the terms contribute in both taggers, the largest difference first."""
    old, new = ({(one.term, one.kind): one for one in side.contributions} for side in sides)
    shifts = []
    for key in dict.fromkeys([*new, *old]):
        one, other = old.get(key), new.get(key)
        shifts.append(
            TermShift(
                *key,
                old=sides[0].slope * one.contribution if one else 0.0,
                new=sides[1].slope * other.contribution if other else 0.0,
                places=(other or old[key]).places,
            )
        )
    return sorted(shifts, key=lambda own: (-abs(own.shift), own.term, own.kind))


def _list_words(sides: Sequence[_Side]) -> list[WordTotal]:
    """Return the words of both taggers, with the difference of what they contribute."""
    old, new = ({(word.start, word.end): word for word in side.words} for side in sides)
    return [
        (new.get(place) or old[place])._replace(
            total=sides[1].slope * (new[place].total if place in new else 0.0)
            - sides[0].slope * (old[place].total if place in old else 0.0)
        )
        for place in sorted({*old, *new})
    ]
