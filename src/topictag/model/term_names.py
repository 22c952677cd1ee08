"""Term numbers as words: the name of a term, its kind, and the lemma of a word."""

from functools import cached_property, lru_cache

from topictag.model.compiled import Model
from topictag.model.strings import SortedStrings, unpack_strings
from topictag.results.contribution import Kind
from topictag.text.pairs import join_pair
from topictag.text.terms import FAMILY_MARK

_MEMO_SIZE = 20_000  # chosen: names of the frequent terms; the rest is decoded again


class TermNames:
    """The names of a model's terms, decoded when they are asked for.

    Parameters
    ----------
    model : Model
        Checked tables.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._lemmas = SortedStrings(model.lemmas)
        self._name = lru_cache(_MEMO_SIZE)(self._decode)

    def name(self, term: int) -> str:
        """Return a term as it is written: ``нефть``, ``энерг*``, ``мирный переговоры``, ``=не``."""
        return self._name(term)

    def kind(self, term: int) -> Kind:
        """Return what a term is."""
        model = self._model
        if term < model.n_lemmas:
            return "function word" if term < model.n_function_words else "lemma"
        if term < model.n_singles:
            return "family"
        if term < model.first_gram:
            return "negation" if term < model.n_singles + model.n_negations else "pair"
        return "n-gram" if term < model.first_group else "hints"

    def _decode(self, term: int) -> str:
        model = self._model
        if term < model.n_lemmas:
            return self._lemmas.string(term)
        if term < model.n_singles:
            return model.families.word(term - model.n_lemmas) + FAMILY_MARK
        if term < model.first_gram:
            first, second = model.pairs[term - model.n_singles].tolist()
            return join_pair(self.name(first), self.name(second))
        if term < model.first_group:
            return model.grams.gram(term - model.first_gram)
        return self._groups[term - model.first_group]

    @cached_property
    def _groups(self) -> list[str]:
        return unpack_strings(self._model.groups)
