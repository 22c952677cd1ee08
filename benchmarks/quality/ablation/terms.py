"""From paragraphs to terms, as a row's choices say. A family ends in ``*``, a pair holds a blank."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from benchmarks.quality.ablation.choices import Choices
from benchmarks.quality.ablation.families import Family, make_family
from benchmarks.quality.ablation.reading import Compound, Corpus

from topictag.text.pairs import iter_pairs, join_pair
from topictag.text.terms import FAMILY_MARK

_NAMING = frozenset(["NOUN", "VERB", "INFN", "GRND", "ADJF", "ADJS", "COMP", "PRTF", "PRTS"])
_CHARACTERS = range(3, 6)

Paragraph: TypeAlias = Sequence[Compound]


class RowAnalyzer:
    """The analysis of one row: from a paragraph's words to its terms.

    Parameters
    ----------
    corpus : Corpus
        Its readings must hold every word that will come.
    choices : Choices
    """

    def __init__(self, corpus: Corpus, choices: Choices) -> None:
        self._readings = corpus.readings
        self._choices = choices
        self._family: Family = make_family(choices)

    def terms(self, paragraph: Paragraph) -> list[str]:
        """Return the terms of a paragraph, repeated as often as they occur."""
        words = list(self._words(paragraph))
        if self._choices.base == "characters":
            return [ngram for word in words for ngram in _ngrams(f" {word} ")]
        kept = [(n, list(self._word_terms(word))) for n, word in enumerate(words) if self._is_kept(word)]
        own = chain.from_iterable(terms for _, terms in kept)
        return [*own, *self._pairs([(place, terms[0]) for place, terms in kept])]

    def _words(self, paragraph: Paragraph) -> Iterator[str]:
        for compound in paragraph:
            if self._choices.hyphens != "kept" or len(compound) == 1:
                yield from compound
            if self._choices.hyphens != "split" and len(compound) > 1:
                yield "-".join(compound)

    def _is_kept(self, word: str) -> bool:
        reading = self._readings[word]
        if self._choices.words == "all":  # single letters are prepositions and conjunctions, or else initials
            return len(word) > 1 or reading.is_function
        if len(word) == 1 or reading.is_function:
            return False
        return self._choices.words == "content" or reading.part in _NAMING

    def _word_terms(self, word: str) -> Iterator[str]:
        lemma = self._readings[word].lemma
        yield word if self._choices.base == "form" else lemma
        if family := self._family(word, lemma):
            yield family + FAMILY_MARK

    def _pairs(self, lemmas: Sequence[tuple[int, str]]) -> Iterable[str]:
        if not self._choices.n_pairs:
            return ()
        return (join_pair(*pair) for pair in iter_pairs(lemmas, self._choices.pair_window))


def _ngrams(word: str) -> Iterator[str]:
    """Yield what scikit-learn's ``char_wb`` does: a word shorter than n is one n-gram, once."""
    for n in _CHARACTERS:
        yield from (word[start : start + n] for start in range(max(len(word) - n, 0) + 1))
        if len(word) <= n:
            return
