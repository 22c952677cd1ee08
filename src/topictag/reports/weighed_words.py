"""The words of a paragraph by what they contribute to a topic, as they are written in the text."""

from collections.abc import Sequence
from typing import NamedTuple

from topictag.reports.decided_figures import write_signed
from topictag.results.contribution import Place
from topictag.results.explanation import Explanation
from topictag.results.topic_explanation import TopicExplanation


class WeighedWord(NamedTuple):
    """A word in all its inflections: as it is written where it contributes most, and what all of them contribute."""

    written: str
    total: float


def weigh_words(prose: str, topic: TopicExplanation) -> list[WeighedWord]:
    """Return the words that contribute to a topic, the one that speaks for it most first; a lemma is one word."""
    totals, strongest = dict[str, float](), dict[str, int]()
    for number, word in enumerate(topic.words):
        key = word.lemma or word.form
        totals[key] = totals.get(key, 0.0) + word.total
        if key not in strongest or abs(word.total) > abs(topic.words[strongest[key]].total):
            strongest[key] = number
    ranked = sorted(totals, key=lambda key: -totals[key])
    shown = (topic.words[strongest[key]] for key in ranked)
    return [
        WeighedWord(write_word(prose, (word.start, word.end), word.form), totals[key])
        for key, word in zip(ranked, shown, strict=True)
    ]


def name_reasons(explanation: Explanation, topic: str, n: int = 3) -> list[str]:
    """Return the words that speak most for a topic, at most `n`, in the paragraph where its score is highest."""
    words = weigh_words(explanation.prose, explanation.topic(topic))
    return [word.written for word in words[:n] if word.total > 0]


def write_word(prose: str, place: Place, form: str = "") -> str:
    """Return a word as it is written; the form that is looked up, if marks or line breaks interrupt it."""
    written = prose[slice(*place)]
    if written.isalpha():
        return written
    return form or "".join(character for character in written if character.isalpha())


def quote_words(words: Sequence[WeighedWord], n: int) -> str:
    """Return words as a list whose numbers add up: ``«нефть» +3.61, «трубы» +0.24 and 5 more +0.31``."""
    shown = ", ".join(f"«{word.written}» {write_signed(word.total)}" for word in words[:n])
    rest = words[n:]
    return f"{shown} and {len(rest):,} more {write_signed(sum(word.total for word in rest))}" if rest else shown
