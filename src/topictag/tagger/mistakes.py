"""The most wrong texts of a report, each with the words that explain it, shortened to where these words are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from topictag.evaluation.decided import Decided
from topictag.evaluation.mistakes import Mistake, find_worst
from topictag.labelled.example import Example
from topictag.results.topic_explanation import TopicExplanation
from topictag.results.wrong_text import WrongText
from topictag.tagger.excerpts import Excerpt, cut_excerpt

if TYPE_CHECKING:
    from topictag.tagger.tagger import Tagger

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
    words = found.words if found else ()
    middle = max(words, key=lambda own: abs(own.total)).start if words else None
    paragraph = (place.start, place.end) if place else (0, len(example.text))
    return _show_text(wrong, cut_excerpt(example.text, paragraph, middle), found)


def _show_text(wrong: WrongText, excerpt: Excerpt, found: TopicExplanation | None) -> WrongText:
    """Return a wrong text with a part of its text, and the strongest terms."""
    contributions = found.contributions[:_N_CONTRIBUTIONS] if found else ()
    return replace(
        wrong,
        rest=wrong.rest - sum(own.contribution for own in contributions),
        text=excerpt.text,
        is_shortened=excerpt.is_shortened,
        contributions=tuple(own._replace(places=excerpt.keep_places(own.places)) for own in contributions),
        words=excerpt.keep_words(found.words if found else ()),
    )
