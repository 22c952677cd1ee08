"""The parts of one paragraph's scores: what each term and each word contributes."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from topictag.model.compiled import Model
from topictag.model.occurrences import Occurrences, TermFinder, Words
from topictag.model.rows import Rows
from topictag.model.term_names import TermNames
from topictag.model.unread import find_unknown
from topictag.model.word_terms import WordTerms
from topictag.results.contribution import Contribution, Kind, Place, Unread, WordTotal
from topictag.results.tagging import Silence
from topictag.text.language import is_russian
from topictag.text.paragraphs import Span
from topictag.text.words import Word, iter_words


@dataclass(frozen=True, eq=False)
class ParagraphParts:
    """What the terms and words of a paragraph contribute; see `topictag.results.contribution.Parts`.

    They are found when they are asked for, so that a long text costs little until then.

    Attributes
    ----------
    model : Model
    vocabulary : WordTerms
    names : TermNames
    finder : TermFinder
        Finds the terms.
    span : Span
        The prose of the paragraph, and its place in the whole text.
    """

    model: Model
    vocabulary: WordTerms
    names: TermNames
    finder: TermFinder
    span: Span

    @property
    def silence(self) -> Silence:
        """Why the paragraph, which has no score, was not read."""
        if not self._is_russian:
            return "skipped: not Russian"
        return "nothing known" if self._forms else "no word"

    def contributions(self, topic: int) -> tuple[Contribution, ...]:
        """Return the contributions to the score of a topic, the strongest first."""
        parts, weights = self._parts(topic), self._weights[:, topic]
        names, kinds, places, lemmas = self._terms
        columns = names, kinds, weights.tolist(), self._values, parts.tolist(), places, lemmas
        own = list(map(Contribution, *columns))
        return tuple([own[number] for number in np.argsort(-np.abs(parts), kind="stable").tolist()])

    def word_totals(self, topic: int) -> tuple[WordTotal, ...]:
        """Return the words that contribute to the score of a topic, in the order of the text."""
        totals: defaultdict[int, float] = defaultdict(float)
        for term, part in zip(self._row.terms.tolist(), self._parts(topic).tolist(), strict=True):
            occurrences = self._occurrences(term)
            for words in occurrences:
                for word in words:
                    totals[word] += part / (len(occurrences) * len(words))
        return tuple(
            WordTotal(word.start, word.end, word.form, self._lemmas[place], totals[place])
            for place, word in enumerate(self._words)
            if place in totals
        )

    def unread(self) -> tuple[Unread, ...]:
        """Return the words that are not read; the whole paragraph if it is not Russian."""
        if not self._is_russian:
            return (Unread(self._words[0].start, self._words[-1].end, "not Russian"),)
        return tuple(find_unknown(self.vocabulary, self._words))

    @cached_property
    def _forms(self) -> list[str]:
        return [word.form for word in self._words]

    @cached_property
    def _is_russian(self) -> bool:
        return is_russian(self._forms)

    @cached_property
    def _found(self) -> Occurrences:
        return self.finder.find(self._forms) if self._is_russian else Occurrences({}, {})

    @cached_property
    def _row(self) -> Rows:
        return Rows.of(self.model, [self._found])

    def _parts(self, topic: int) -> NDArray[np.float64]:
        parts: NDArray[np.float64] = self._row.values * self._weights[:, topic]
        return parts

    @cached_property
    def _weights(self) -> NDArray[np.float64]:
        weights: NDArray[np.float64] = self.model.coef[self._row.terms].astype(np.float64)
        return weights

    @cached_property
    def _values(self) -> list[float]:
        values: list[float] = self._row.values.tolist()
        return values

    @cached_property
    def _words(self) -> list[Word]:
        return list(iter_words(self.span.text, self.span.start))

    @cached_property
    def _lemmas(self) -> list[str]:
        """The lemma of each word; empty for a word that has none."""
        lemmas = [""] * len(self._words)
        for term, occurrences in self._found.terms.items():
            if term < self.model.n_lemmas:
                for (place,) in occurrences:
                    lemmas[place] = self.names.name(term)
        return lemmas

    @cached_property
    def _terms(self) -> tuple[list[str], list[Kind], list[tuple[Place, ...]], list[tuple[str, ...]]]:
        """The names, the kinds, the places and the lemmas of the terms; the topics share them."""
        terms, words = self._row.terms.tolist(), [(own[1:],) for own in self._words]
        lemma_of: list[tuple[str, ...]] = [(lemma,) if lemma else () for lemma in self._lemmas]
        places: list[tuple[Place, ...]] = []
        lemmas: list[tuple[str, ...]] = []
        for term in terms:
            occurrences = self._occurrences(term)
            if len(occurrences) == 1 and len(occurrences[0]) == 1:  # most terms: one word, one lemma
                (place,) = occurrences[0]
                places.append(words[place])
                lemmas.append(lemma_of[place])
                continue
            occurring = [place for own in occurrences for place in own]
            places.append(tuple([words[place][0] for place in occurring]))
            lemmas.append(tuple(dict.fromkeys([lemma for place in occurring for lemma in lemma_of[place]])))
        return list(map(self.names.name, terms)), list(map(self.names.kind, terms)), places, lemmas

    def _occurrences(self, term: int) -> list[Words]:
        """Return the occurrences of a term; those of a group are the words of its members, each once."""
        if term < self.model.first_group:
            return self._found.terms[term]
        members = (words for member in self._found.groups[term] for words in self._found.terms[member])
        return [(place,) for place in sorted({place for words in members for place in words})]


class NoParts:
    """The parts of a text without paragraphs: none."""

    def contributions(self, topic: int) -> tuple[Contribution, ...]:  # noqa: ARG002 (the protocol has it)
        """Return nothing."""
        return ()

    def word_totals(self, topic: int) -> tuple[WordTotal, ...]:  # noqa: ARG002
        """Return nothing."""
        return ()

    def unread(self) -> tuple[Unread, ...]:
        """Return nothing."""
        return ()
