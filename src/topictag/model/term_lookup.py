"""What a model knows of one word, one pair or one family, as somebody types it."""

from difflib import get_close_matches
from itertools import product

import numpy as np

from topictag.errors import SettingError
from topictag.model.compiled import NO_TERM, Model
from topictag.model.strings import SortedStrings, unpack_strings
from topictag.model.term_weights import TermWeights
from topictag.results.term import TermDescription, WeightedTerm
from topictag.text.function_words import FUNCTION_MARK
from topictag.text.grams import BOUNDARY
from topictag.text.lookalikes import read_lookalikes
from topictag.text.normalization import cap_marks, normalize
from topictag.text.terms import FAMILY_MARK
from topictag.text.words import word_forms

_N_CLOSEST = 3  # chosen: fits on a line


class TermLookup:
    """Looks up terms in the tables of a model.

    Parameters
    ----------
    model : Model
        Checked tables.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._terms = TermWeights(model)
        self._lemmas = SortedStrings(model.lemmas)

    def describe(self, query: str) -> TermDescription:
        """Return what the model knows of a term.

        Raises
        ------
        SettingError
            The query contains no word, or more than two.
        """
        if (term := self._find_named(query)) != NO_TERM:
            return TermDescription(query, "known", self._weigh(term))
        forms, written = word_forms(query), query.strip()
        if written.endswith(FAMILY_MARK) and len(forms) == 1:
            return self._describe_family(_spell(written.removesuffix(FAMILY_MARK)))
        if len(forms) == 1:
            return self._describe_word(forms[0])
        if len(forms) == 2:
            return self._describe_pair(forms[0], forms[1])
        problem = f"contains {len(forms)} words" if forms else "contains no word"
        raise SettingError(
            f"term: {query[:80]!r} {problem}. Give a word (переговоры), two words (мирные переговоры), or a family "
            "(перег*)."
        )

    def _find_named(self, name: str) -> int:
        """Return the list of hints, or the n-gram at an end of words, with a name."""
        model, lists = self._model, unpack_strings(self._model.groups)
        if name in lists:
            return model.first_group + lists.index(name)
        grams = model.grams.grams() if BOUNDARY in name else []
        return model.first_gram + grams.index(name) if name in grams else NO_TERM

    def _describe_word(self, form: str) -> TermDescription:
        model = self._model
        term, family = self._find_form(form)
        spelled = self._find_lemma(form)
        namesake = spelled if term not in (NO_TERM, spelled) else NO_TERM
        term = spelled if term == NO_TERM else term
        own = self._weigh(family)
        if term == NO_TERM:
            return self._describe_unknown(form, own)
        lemma = self._lemmas.string(term)
        forms = tuple(sorted(model.forms.word(n) for n in np.flatnonzero(model.form_terms[:, 0] == term).tolist()))
        with_it = np.flatnonzero((model.pairs == term).any(axis=1)) + model.n_singles
        return TermDescription(
            query=form,
            standing="known",
            term=self._weigh(term),
            lemmas=(lemma,),
            forms=forms,
            family=own,
            pairs=tuple(sorted(map(self._terms.weigh_all, with_it.tolist()), key=lambda pair: -pair.strength)),
            hints=self._find_hints(term),
            namesake=self._weigh(namesake),
        )

    def _describe_unknown(self, form: str, family: WeightedTerm | None) -> TermDescription:
        model = self._model
        if len(form) < model.analysis.min_letters:
            return TermDescription(form, "too short")
        if model.forms.find(form) >= 0 and family is None:
            return TermDescription(form, "function word")
        closest = tuple(get_close_matches(form, unpack_strings(model.lemmas), _N_CLOSEST))
        return TermDescription(form, "family only" if family else "unknown", family=family, closest=closest)

    def _describe_pair(self, first: str, second: str) -> TermDescription:
        candidates = [self._find_candidates(form) for form in (first, second)]
        for one, other in product(*candidates):
            if (pair := self._find_pair(one, other)) != NO_TERM:
                both = self._model.pairs[pair - self._model.n_singles].tolist()
                lemmas = tuple(map(self._lemmas.string, both))
                query = f"{first} {second}"
                return TermDescription(query, "known", self._weigh(pair), lemmas, hints=self._find_hints(pair))
        known = tuple(self._lemmas.string(own[0]) for own in candidates if own)
        return TermDescription(f"{first} {second}", "unknown", lemmas=known)

    def _describe_family(self, beginning: str) -> TermDescription:
        model, query = self._model, beginning + FAMILY_MARK
        found = model.families.find(beginning)
        if found < 0:
            closest = get_close_matches(beginning, model.families.words(), _N_CLOSEST)
            return TermDescription(query, "unknown", closest=tuple(own + FAMILY_MARK for own in closest))
        term = model.n_lemmas + found
        numbers = np.flatnonzero(model.form_terms[:, 1] == term)
        lemmas = np.unique(model.form_terms[numbers, 0])
        return TermDescription(
            query=query,
            standing="known",
            term=self._weigh(term),
            lemmas=tuple(map(self._lemmas.string, lemmas[lemmas != NO_TERM].tolist())),
            forms=tuple(sorted(map(model.forms.word, numbers.tolist()))),
            hints=self._find_hints(term),
        )

    def _find_form(self, form: str) -> tuple[int, int]:
        """Return the lemma and the family of a word, as a text gives them."""
        model = self._model
        if len(form) < model.analysis.min_letters:
            return NO_TERM, NO_TERM
        if (number := model.forms.find(form)) >= 0:
            lemma, family = model.form_terms[number].tolist()
            return lemma, family
        beginning = model.analysis.family(form)
        found = -1 if beginning is None else model.families.find(beginning)
        return NO_TERM, NO_TERM if found < 0 else model.n_lemmas + found

    def _find_lemma(self, form: str) -> int:
        """Return the lemma, or the function word, that is spelled like a word."""
        found = self._lemmas.find(form)
        return self._lemmas.find(FUNCTION_MARK + form) if found < 0 else found

    def _find_candidates(self, form: str) -> list[int]:
        return [term for term in dict.fromkeys([self._find_form(form)[0], self._find_lemma(form)]) if term != NO_TERM]

    def _find_pair(self, one: int, other: int) -> int:
        model = self._model
        found = np.flatnonzero((model.pairs == sorted((one, other))).all(axis=1))
        return model.n_singles + int(found[0]) if len(found) else NO_TERM

    def _find_hints(self, term: int) -> tuple[WeightedTerm, ...]:
        model = self._model
        if not model.n_groups:
            return ()
        groups = model.members[model.member_bounds[term] : model.member_bounds[term + 1]]
        return tuple(self._terms.weigh_all(model.first_group + group) for group in groups.tolist())

    def _weigh(self, term: int) -> WeightedTerm | None:
        return None if term == NO_TERM else self._terms.weigh_all(term)


def _spell(word: str) -> str:
    return read_lookalikes(normalize(cap_marks(word)))
