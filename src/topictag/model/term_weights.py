"""The weights of a model's terms by name, and the strongest of them."""

from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from topictag.model.beside import beside_scales
from topictag.model.compiled import Model
from topictag.model.strings import unpack_strings
from topictag.model.term_names import TermNames
from topictag.results.contribution import Kind
from topictag.results.term import TermWeight, WeightedTerm
from topictag.text.pairs import join_pair
from topictag.text.terms import FAMILY_MARK


class TermKey(NamedTuple):
    """What makes a term the same in two models: an n-gram may be spelled like a lemma."""

    section: str
    name: str


class TermWeights:
    """Weights of a model's terms.

    Parameters
    ----------
    model : Model
        Checked tables.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._names = TermNames(model)

    def effects(self, topic: int) -> NDArray[np.float32]:
        """Return ``weight * idf`` of all terms for a topic, shape (n_terms,)."""
        return self.model.coef[:, topic] * self.model.idf

    def weigh(self, term: int, topic: int) -> TermWeight:
        """Return a term with its weight for a topic."""
        scale = self._scale(term)  # a term beside the norm is shown like any other
        weight, idf = float(self.model.coef[term, topic]) * scale, float(self.model.idf[term]) / scale
        return TermWeight(self._names.name(term), self._names.kind(term), weight, idf)

    def weigh_all(self, term: int) -> WeightedTerm:
        """Return a term with its weights for all topics."""
        scale = self._scale(term)
        weights = dict(zip(self.model.topics, (self.model.coef[term] * scale).tolist(), strict=True))
        return WeightedTerm(
            self._names.name(term), self._names.kind(term), float(self.model.idf[term]) / scale, weights
        )

    def _scale(self, term: int) -> float:
        return float(beside_scales(self.model.idf[term : term + 1])[0])

    def strongest_words(self, topic: int, n: int) -> tuple[tuple[TermWeight, ...], tuple[TermWeight, ...]]:
        """Return the words, families and pairs with the greatest effects for a topic, and those against it.

        At most `n` each. N-grams have a norm of their own, and no norm divides lists of hints, so both are left out.
        """
        words = self.effects(topic)[: self.model.first_gram]
        found, against = strongest(words, n), strongest(-words, n)
        return tuple(self.weigh(term, topic) for term in found), tuple(self.weigh(term, topic) for term in against)

    def strongest_apart(self, topic: int, n: int) -> tuple[tuple[TermWeight, ...], tuple[TermWeight, ...]]:
        """Return what `strongest_words` leaves out: n-grams and lists of hints, ranked by the size of their effects."""
        model, effects = self.model, abs(self.effects(topic))
        grams = strongest(effects[model.first_gram : model.first_group], n)
        hints = strongest(effects[model.first_group :], n)
        return (
            tuple(self.weigh(model.first_gram + own, topic) for own in grams),
            tuple(self.weigh(model.first_group + own, topic) for own in hints),
        )

    def name(self, term: int) -> str:
        """Return the name of a term."""
        return self._names.name(term)

    def kind(self, term: int) -> Kind:
        """Return the kind of a term."""
        return self._names.kind(term)

    def keys(self) -> list[TermKey]:
        """Return the keys of all terms, in the order of their numbers."""
        model = self.model
        lemmas = unpack_strings(model.lemmas)
        pairs = (join_pair(lemmas[first], lemmas[second]) for first, second in model.pairs.tolist())
        sections = {
            "word": lemmas,
            "family": [word + FAMILY_MARK for word in model.families.words()],
            "pair": pairs,
            "n-gram": model.grams.grams(),
            "hints": unpack_strings(model.groups),
        }
        return list(chain.from_iterable((TermKey(own, name) for name in names) for own, names in sections.items()))


def count_terms(model: Model) -> dict[Kind, int]:
    """Return the number of terms of each kind."""
    return {
        "lemma": model.n_lemmas - model.n_function_words,
        "family": len(model.families),
        "pair": len(model.pairs) - model.n_negations,
        "function word": model.n_function_words,
        "negation": model.n_negations,
        "n-gram": len(model.grams),
        "hints": model.n_groups,
    }


def strongest(strengths: NDArray[np.floating], n: int) -> list[int]:
    """Return the places of the `n` greatest positive numbers, the greatest first, and the first among equals."""
    places = np.flatnonzero(strengths > 0)
    if len(places) > n:
        bar = np.partition(strengths[places], len(places) - n)[len(places) - n] if n else np.inf
        places = places[strengths[places] >= bar]
    ranked: list[int] = places[np.argsort(-strengths[places], kind="stable")][:n].tolist()
    return ranked
