"""Where the terms of a paragraph occur: the definition that the reference scorer counts, and explanations show."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from topictag.model.compiled import Model
from topictag.model.word_terms import WordTerms
from topictag.text.function_words import NEGATION_WINDOW

Words: TypeAlias = tuple[int, ...]
"""The words of one occurrence, by their positions in the paragraph: two of a pair, the earlier first, else one."""


class Occurrences(NamedTuple):
    """The terms of a paragraph.

    Attributes
    ----------
    terms : dict of int to list of tuple of int
        Term number to its occurrences, for lemmas, families, pairs and grams.
    groups : dict of int to list of int
        Term number of each group to its members that occur.
    """

    terms: dict[int, list[Words]]
    groups: dict[int, list[int]]


class TermFinder:
    """Finds the terms of a model among the words of a paragraph.

    Parameters
    ----------
    model : Model
        Checked tables.
    vocabulary : WordTerms
        The words of the model.
    """

    def __init__(self, model: Model, vocabulary: WordTerms) -> None:
        self._model = model
        self._vocabulary = vocabulary
        self._partners = _partners(model)
        self._groups = _groups_by_term(model)
        self._has_grams = len(model.grams) > 0

    def find(self, forms: Sequence[str]) -> Occurrences:
        """Return the terms of a paragraph that counts as Russian.

        Parameters
        ----------
        forms : sequence of str
            Its normalised words.
        """
        terms: defaultdict[int, list[Words]] = defaultdict(list)
        lemmas: list[tuple[int, int]] = []
        for place, own in enumerate(map(self._vocabulary.form_terms, forms)):
            if own:
                words = (place,)
                for term in own:
                    terms[term].append(words)
                if own[0] in self._partners:
                    lemmas.append((place, own[0]))
        for pair, words_of_pair in self._iter_pairs(lemmas):
            terms[pair].append(words_of_pair)
        groups = self._find_groups(terms) if self._groups else {}
        for place, form in enumerate(forms if self._has_grams else ()):
            for term in self._vocabulary.gram_terms(form):
                terms[term].append((place,))
        return Occurrences(terms, groups)

    def _find_groups(self, terms: Mapping[int, list[Words]]) -> dict[int, list[int]]:
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for term in terms:  # in the order of the text, so that the numbers of terms do not matter
            for group in self._groups.get(term, ()):
                groups[group].append(term)
        return groups

    def _iter_pairs(self, lemmas: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Words]]:
        """Yield the pairs and negations of lemmas given with their places, as `topictag.text.pairs` defines them."""
        window, first = self._model.analysis.pair_window, self._model.n_function_words
        for number, (place, lemma) in enumerate(lemmas):
            if lemma < first:  # a negator: its negations are found from the lemmas after it
                continue
            partners = self._partners[lemma]
            for before in range(number - 1, -1, -1):
                earlier, other = lemmas[before]
                distance = place - earlier
                if distance > window:
                    break
                pair = partners.get(other)
                if pair is not None and (other >= first or distance <= NEGATION_WINDOW):
                    yield pair, (earlier, place)


def _partners(model: Model) -> dict[int, dict[int, int]]:
    """Return for each lemma that is in a pair the lemmas of its pairs, with the term numbers of these."""
    partners: dict[int, dict[int, int]] = {}
    for number, (lemma, other) in enumerate(model.pairs.tolist(), model.n_singles):
        partners.setdefault(lemma, {})[other] = number
        partners.setdefault(other, {})[lemma] = number
    return partners


def _groups_by_term(model: Model) -> dict[int, list[int]]:
    """Return the groups of each term that has some, all as term numbers."""
    groups = (model.members.astype("int64") + model.first_group).tolist()
    spans = enumerate(pairwise(model.member_bounds.tolist()))
    return {term: groups[first:end] for term, (first, end) in spans if first < end}
