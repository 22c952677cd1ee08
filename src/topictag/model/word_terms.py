"""Which terms a word gives, looked up in a model's tables in Python: for the reference scorer and for coverage."""

from collections.abc import Callable
from functools import lru_cache

from topictag.model.compiled import NO_TERM, Model
from topictag.text.grams import iter_grams

_MEMO_SIZE = 100_000  # chosen: more than the distinct words of a day's news, but bounded


class WordTerms:
    """The words of a model.

    Parameters
    ----------
    model : Model
        Checked tables.
    find_form : callable, optional
        A faster look-up in the table of forms than `WordTable.find`.
    """

    def __init__(self, model: Model, find_form: Callable[[str], int] | None = None) -> None:
        self._model = model
        self._find_form = find_form or model.forms.find
        self._form_terms = model.form_terms.reshape(-1).data
        self._remember = lru_cache(maxsize=_MEMO_SIZE)(self._look_up)
        self._remember_gram = lru_cache(maxsize=_MEMO_SIZE)(model.grams.find)

    @property
    def min_letters(self) -> int:
        """Minimum length of a word that has terms."""
        return self._model.analysis.min_letters

    def form_terms(self, form: str) -> tuple[int, ...] | None:
        """Return the terms of a normalised word as numbers, the lemma first; None if it is short or a function word."""
        return self._remember(form)

    def knows(self, form: str) -> bool | None:
        """Return whether a normalised word has a term or a gram; None if it is short or a function word."""
        terms = self.form_terms(form)
        return None if terms is None else bool(terms or self.gram_terms(form))

    def gram_terms(self, form: str) -> list[int]:
        """Return the grams of a normalised word that the model has, as term numbers, repeated as they occur."""
        if not len(self._model.grams):
            return []
        found = map(self._remember_gram, iter_grams(form))
        return [self._model.first_gram + number for number in found if number >= 0]

    def _look_up(self, form: str) -> tuple[int, ...] | None:
        model = self._model
        if len(form) < model.analysis.min_letters:
            return None
        found = self._find_form(form)
        if found >= 0:
            lemma, family = self._form_terms[2 * found], self._form_terms[2 * found + 1]
            if family == NO_TERM:
                return None if lemma == NO_TERM else (lemma,)
            return (family,) if lemma == NO_TERM else (lemma, family)
        beginning = model.analysis.family(form)
        family = -1 if beginning is None else model.families.find(beginning)
        return () if family < 0 else (model.n_lemmas + family,)
