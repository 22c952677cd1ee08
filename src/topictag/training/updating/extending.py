"""Adding terms to a compiled model: further lemmas with their forms, further families, and further pairs.

Nothing that the model reads changes: a word that has a lemma keeps it, and further terms are beside the norm
(`topictag.model.beside`) or pairs, so the scores stay equal until a topic learns a weight for them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from topictag.model.beside import beside_scales
from topictag.model.beside_scale import BESIDE_SCALE
from topictag.model.compiled import NO_TERM, Model
from topictag.model.strings import pack_strings, unpack_strings
from topictag.model.word_growing import add_words, find_by_beginning
from topictag.model.word_table import WordTable
from topictag.model.word_terms import WordTerms
from topictag.text.pairs import split_pair
from topictag.text.terms import FAMILY_MARK, TermAnalyzer
from topictag.training.updating.texts import Texts


@dataclass(frozen=True)
class NewTerms:
    """Terms that a model lacks.

    Attributes
    ----------
    lemmas, families : tuple of str
        Sorted; families without their mark.
    pairs : mapping of str to float
        Pairs with their idf. Those that the model has are left out when they are added.
    """

    lemmas: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    pairs: Mapping[str, float] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lemmas) + len(self.families) + len(self.pairs)


def find_new_terms(model: Model, texts: Texts, analyzer: TermAnalyzer, min_df: int) -> NewTerms:
    """Return the lemmas and families that a model lacks and that at least `min_df` texts contain.

    Parameters
    ----------
    model : Model
    texts : Texts
    analyzer : TermAnalyzer
        Reads the words that the model does not know.
    min_df : int
    """
    known, lacks = WordTerms(model), dict[str, tuple[str, ...]]()
    counts = Counter[str]()
    for own in texts.paragraphs:
        found = set[str]()
        for form in {form for forms in own for form in forms}:
            if form not in lacks:
                lacks[form] = _lacking(model, known, form, analyzer)
            found.update(lacks[form])
        counts.update(found)
    frequent = sorted(term for term, count in counts.items() if count >= min_df)
    families = [term for term in frequent if term.endswith(FAMILY_MARK)]
    lemmas = [term for term in frequent if not term.endswith(FAMILY_MARK)]
    # A lemma that the model has, by other forms than this one, has its forms already.
    own_lemmas = frozenset(unpack_strings(model.lemmas)) if lemmas else frozenset()
    return NewTerms(
        tuple(lemma for lemma in lemmas if lemma not in own_lemmas),
        tuple(family.removesuffix(FAMILY_MARK) for family in families),
    )


def _lacking(model: Model, known: WordTerms, form: str, analyzer: TermAnalyzer) -> tuple[str, ...]:
    """Return the terms of a word that the model lacks; a word that the model reads keeps its lemma."""
    own = known.form_terms(form)
    if own is None or len(own) > 1:  # a function word, or a word of which the model has both
        return ()
    has_lemma = bool(own) and own[0] < model.n_lemmas
    if has_lemma and own[0] < model.n_function_words:
        return ()
    family = model.analysis.family(form)
    has_family = family is None or model.families.find(family) >= 0
    if has_lemma and has_family:
        return ()
    terms = analyzer.terms(form)
    if not terms:  # a function word that the table of forms lacks
        return ()
    lemma = () if has_lemma else terms[:1]
    return lemma if has_family or len(model.families) == 0 else (*lemma, f"{family}{FAMILY_MARK}")


@dataclass(frozen=True, eq=False)
class Extended:
    """A model with further terms, which have no weight yet.

    Attributes
    ----------
    model : Model
    places : ndarray of int, shape (n_terms_before,)
        The number that each term of the former model has now.
    pairs : mapping of str to int
        Further pairs with their numbers.
    """

    model: Model
    places: NDArray[np.intp]
    pairs: Mapping[str, int] = field(default_factory=dict)


def extend_model(model: Model, new: NewTerms, analyzer: TermAnalyzer) -> Extended:
    """Return a model with further terms; with none, the model itself.

    Raises
    ------
    TrainingError
        As `WordTable.of`.
    """
    if not len(new):
        return Extended(model, np.arange(len(model.idf)))
    lemmas = unpack_strings(model.lemmas)
    every = sorted([*lemmas, *new.lemmas])
    numbers = {lemma: number for number, lemma in enumerate(every)}
    families, of_families = add_words(model.families, new.families)
    n_singles = len(every) + len(families)
    of_lemmas = np.array([numbers[lemma] for lemma in lemmas], np.intp)
    pairs = _extend_pairs(of_lemmas[model.pairs].reshape(-1, 2), new.pairs, numbers)
    first_gram = n_singles + len(pairs.numbers)
    n_more = len(model.idf) - model.first_gram
    places = np.concatenate(
        [
            of_lemmas,
            len(every) + of_families[: len(model.families)],
            n_singles + pairs.places,
            first_gram + np.arange(n_more),
        ]
    )
    n_terms = first_gram + n_more
    forms, form_terms = _extend_forms(model, new, analyzer, numbers, families, places)
    idf = np.full(n_terms, _rare_idf(model) * BESIDE_SCALE, np.float32)
    idf[n_singles:first_gram] = pairs.idf
    idf[places] = model.idf
    coef = np.zeros((n_terms, len(model.topics)), np.float32)
    coef[places] = model.coef
    extended = replace(
        model,
        lemmas=pack_strings(every),
        families=families,
        forms=forms,
        form_terms=form_terms,
        pairs=pairs.numbers,
        idf=idf,
        coef=coef,
        member_bounds=_extend_bounds(model, places, first_gram),
    )
    return Extended(extended, places, {pair: n_singles + place for pair, place in pairs.further.items()})


class _Pairs(NamedTuple):
    """Pairs as a model has them, the places of former and of further ones, and the idf of all; 1 for former ones."""

    numbers: NDArray[np.int32]
    places: NDArray[np.intp]
    further: dict[str, int]
    idf: NDArray[np.float64]


def _extend_pairs(former: NDArray[np.intp], new: Mapping[str, float], numbers: Mapping[str, int]) -> _Pairs:
    """Return the former pairs, given by the numbers that their lemmas have now, with further ones."""
    n_lemmas = len(numbers)
    codes = former[:, 0] * n_lemmas + former[:, 1]
    parts = {pair: [numbers[lemma] for lemma in split_pair(pair)] for pair in new}
    known = set(codes.tolist())
    more = {pair: code for pair, (first, second) in parts.items() if (code := first * n_lemmas + second) not in known}
    every = np.concatenate([codes, np.array(list(more.values()), np.intp)])
    order = np.argsort(every)
    places = np.empty(len(every), np.intp)
    places[order] = np.arange(len(every))
    idf = np.ones(len(every))
    idf[places[len(codes) :]] = [new[pair] for pair in more]
    pairs = np.column_stack(np.divmod(every[order], n_lemmas)).astype(np.int32)
    further = dict(zip(more, places[len(codes) :].tolist(), strict=True))
    return _Pairs(pairs, places[: len(codes)], further, idf)


def _rare_idf(model: Model) -> float:
    """Return the idf of further terms: that of the model's rarest word, because its own data may lack them."""
    singles = model.idf[: model.n_singles]
    return float((singles / beside_scales(singles)).max()) if len(singles) else 1.0


def _extend_bounds(model: Model, places: NDArray[np.intp], first_gram: int) -> NDArray[np.uint32]:
    """Return where the groups of each term begin; only lemmas and pairs have groups, and both keep their order."""
    if not model.n_groups:
        return model.member_bounds
    sizes = np.zeros(first_gram, np.int64)
    sizes[places[: model.first_gram]] = np.diff(model.member_bounds)
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32)


def _extend_forms(
    model: Model,
    new: NewTerms,
    analyzer: TermAnalyzer,
    numbers: dict[str, int],
    families: WordTable,
    places: NDArray[np.intp],
) -> tuple[WordTable, NDArray[np.int32]]:
    """Return the table of forms with those of further lemmas, and their terms."""
    lemma_of = _list_forms(model, new, analyzer, numbers)
    forms, of_forms = add_words(model.forms, list(lemma_of))
    old = np.where(model.form_terms == NO_TERM, NO_TERM, places[model.form_terms])
    _join_families(model, new.families, families, len(numbers), old)
    more = np.array([_number(form, lemma, model, families, len(numbers)) for form, lemma in lemma_of.items()], np.int32)
    form_terms = np.empty((len(forms), 2), np.int32)
    form_terms[of_forms] = np.concatenate([old, more.reshape(-1, 2)])
    return forms, form_terms


def _list_forms(model: Model, new: NewTerms, analyzer: TermAnalyzer, numbers: dict[str, int]) -> dict[str, int]:
    """Return further forms with the numbers of their lemmas; function words that begin like a family have none."""
    found = {
        form: NO_TERM
        for family in new.families
        for form in analyzer.lemmatizer.function_words(family)
        if model.analysis.family(form) == family
    }
    for lemma in new.lemmas:
        for form in analyzer.lemmatizer.forms(lemma):
            if len(form) >= model.analysis.min_letters:
                found[form] = numbers[lemma]
    return {form: lemma for form, lemma in found.items() if model.forms.find(form) < 0}


def _number(form: str, lemma: int, model: Model, families: WordTable, n_lemmas: int) -> tuple[int, int]:
    family = None if lemma == NO_TERM else model.analysis.family(form)
    found = -1 if family is None else families.find(family)
    return lemma, NO_TERM if found < 0 else n_lemmas + found


def _join_families(
    model: Model, new: Sequence[str], families: WordTable, n_lemmas: int, terms: NDArray[np.int32]
) -> None:
    """Give words of the table that begin like a further family this family, in place."""
    for form, family in find_by_beginning(model.forms, new, model.analysis.family_min_letters):
        if model.form_terms[form, 0] >= model.n_function_words:
            terms[form, 1] = n_lemmas + families.find(family)
