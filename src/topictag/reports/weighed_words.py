"""The words of a paragraph by what they contribute to a topic, as they are written in the text."""

from collections.abc import Sequence
from typing import NamedTuple

from topictag.results.explanation import Explanation, Place, TopicExplanation


class WeighedWord(NamedTuple):
    """A word in all its inflections: as it is written where it contributes most, and what all of them contribute."""

    written: str
    total: float


def weigh_words(text: str, topic: TopicExplanation) -> list[WeighedWord]:
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
        WeighedWord(write_word(text, (word.start, word.end), word.form), totals[key])
        for key, word in zip(ranked, shown, strict=True)
    ]


def name_reasons(explanation: Explanation, topic: str, n: int = 3) -> list[str]:
    """Return the words that speak most for a topic, at most `n`, in the paragraph where its score is highest."""
    words = weigh_words(explanation.text, explanation.topic(topic))
    return [word.written for word in words[:n] if word.total > 0]


def write_word(text: str, place: Place, form: str = "") -> str:
    """Return a word as it is written; the form that is looked up, if marks or line breaks interrupt it."""
    written = text[slice(*place)]
    if written.isalpha():
        return written
    return form or "".join(character for character in written if character.isalpha())


def quote_words(words: Sequence[WeighedWord], n: int, *, with_totals: bool = True) -> str:
    """Return words as a list: ``«нефть» +3.61, «трубы» +0.24 and 5 more``."""
    shown = [f"«{word.written}» {write_signed(word.total)}" if with_totals else f"«{word.written}»" for word in words]
    rest = f" and {len(shown) - n} more" if len(shown) > n else ""
    return ", ".join(shown[:n]) + rest


def write_signed(value: float) -> str:
    """Return a number in units of the score, with its sign and two decimals."""
    return f"{value:+.2f}".replace("-", "−") if abs(value) >= 0.005 else "0.00"
