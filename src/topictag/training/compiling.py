"""Compiling what was learnt into the runtime model: a table of forms replaces the dictionary.

The table contains all forms of each lemma of the vocabulary, so that tagging needs one look-up per word and no
morphology. Families need no table of forms, because a word shows its own family. The table also contains function words
that begin like a family, so that they do not count as its members. A function word that is a term stands among the
lemmas, with its one form.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from topictag.errors import TrainingError
from topictag.model.compiled import NO_TERM, Model
from topictag.model.gram_table import GramTable
from topictag.model.record import ModelRecord
from topictag.model.strings import pack_strings
from topictag.model.word_table import WordTable
from topictag.text.analysis import Analysis
from topictag.text.function_words import FUNCTION_MARK, is_function_word
from topictag.text.grams import pack_gram
from topictag.text.pairs import is_pair, split_pair
from topictag.text.terms import FAMILY_MARK, TermAnalyzer, is_lemma
from topictag.training.decisions.learning import Decisions
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.fitting.linear import LinearTopics
from topictag.training.inflecting import iter_forms


def compile_model(
    topics: tuple[str, ...],
    vocabulary: Vocabulary,
    layer: LinearTopics,
    decisions: Decisions,
    analyzer: TermAnalyzer,
    *,
    seen_forms: Iterable[str] = (),
    record: ModelRecord | None = None,
    n_jobs: int = 1,
    progress: bool = False,
) -> Model:
    """Compile a vocabulary and a linear layer.

    Parameters
    ----------
    topics : tuple of str
    vocabulary : Vocabulary
    layer : LinearTopics
        Fitted on the vocabulary's rows.
    decisions : Decisions
        Calibration and thresholds.
    analyzer : TermAnalyzer
        The analyser that made the terms; expands lemmas to their forms.
    seen_forms : iterable of str, optional
        Normalised words of the training texts; the model reads all of these as the analyser does.
    record : ModelRecord, optional
        What the model was made of.
    n_jobs : int, default=1
        Maximum number of processes for the forms of lemmas; -1 for one per core.
    progress : bool, default=False
        Show a progress bar.

    Returns
    -------
    Model

    Raises
    ------
    TrainingError
        Two grams of the vocabulary are alike to tagging, a member of a group is not a lemma or pair of it, or
        a number is not that of a group.
    """
    terms = vocabulary.terms
    lemmas = sorted(filter(is_lemma, terms))
    function_words = list(filter(is_function_word, lemmas))
    pairs = sorted(filter(is_pair, terms))
    beginnings = [term.removesuffix(FAMILY_MARK) for term in terms if not is_lemma(term) and not is_pair(term)]
    families = WordTable.of(beginnings)
    in_order = [*lemmas, *(family + FAMILY_MARK for family in families.words()), *pairs]
    grams = GramTable.of(vocabulary.grams)
    bounds, members = _number_members(vocabulary, in_order)
    order = [vocabulary.columns[term] for term in in_order] + _order_more(vocabulary, grams)
    seen = _seen_words(seen_forms, lemmas, analyzer)  # first, while the analyser remembers them
    numbers = {
        **_function_words(beginnings, analyzer),
        **_inflect(lemmas, len(function_words), analyzer, n_jobs, progress),
        **seen,
        **{word.removeprefix(FUNCTION_MARK): number for number, word in enumerate(function_words)},
    }
    forms = WordTable.of(numbers)
    return Model(
        topics=topics,
        analysis=analyzer.analysis,
        lemmas=pack_strings(lemmas),
        families=families,
        forms=forms,
        form_terms=_number_terms(
            forms.words(), numbers, families, analyzer.analysis, range(len(function_words), len(lemmas))
        ),
        pairs=_number_pairs(pairs, lemmas),
        idf=vocabulary.idf[order].astype(np.float32),
        coef=np.ascontiguousarray(layer.coef[:, order].T, dtype=np.float32),
        intercept=layer.intercept.astype(np.float32),
        slope=decisions.slope.astype(np.float32),
        offset=decisions.offset.astype(np.float32),
        thresholds=decisions.thresholds.astype(np.float32),
        metadata={} if record is None else record.to_dict(),
        grams=grams,
        groups=pack_strings(list(vocabulary.hints.names)),
        member_bounds=bounds,
        members=members,
        task=decisions.task,
    )


def _number_terms(
    forms: list[str], lemma_numbers: Mapping[str, int], families: WordTable, analysis: Analysis, content: range
) -> NDArray[np.int32]:
    """Return lemma and family of each form as numbers; those outside `content`, function words, have no family."""
    family_numbers = {family: number for number, family in enumerate(families.words(), content.stop)}
    lemmas = np.fromiter(map(lemma_numbers.__getitem__, forms), np.int32, len(forms))
    own = (family_numbers.get(analysis.family(form) or "", NO_TERM) for form in forms)
    numbers = np.column_stack([lemmas, np.fromiter(own, np.int32, len(forms))])
    numbers[(lemmas < content.start) | (lemmas >= content.stop), 1] = NO_TERM
    return numbers


def _number_pairs(pairs: list[str], lemmas: list[str]) -> NDArray[np.int32]:
    """Return both lemmas of each pair as numbers; they ascend, because lemmas and pairs are sorted."""
    numbers = {lemma: number for number, lemma in enumerate(lemmas)}
    places = [numbers[lemma] for pair in pairs for lemma in split_pair(pair)]
    return np.array(places, np.int32).reshape(-1, 2)


def _order_more(vocabulary: Vocabulary, grams: GramTable) -> list[int]:
    """Return the columns of grams and groups in the order of the model's terms."""
    columns = {pack_gram(gram): column for column, gram in enumerate(vocabulary.grams, len(vocabulary.terms))}
    if len(columns) < len(vocabulary.grams):
        raise TrainingError(
            f"The vocabulary has {len(vocabulary.grams):,} grams, but tagging can tell only {len(columns):,} of them "
            "apart. Take each once, as topictag.text.grams.iter_grams writes it."
        )
    first_group = len(vocabulary.terms) + len(grams)
    groups = range(first_group, first_group + len(vocabulary.hints.names))
    return [*map(columns.__getitem__, grams.codes.tolist()), *groups]


def _number_members(vocabulary: Vocabulary, terms: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return where the groups of each term begin, and the numbers of these groups; `terms` are in the model's order."""
    places = {term: number for number, term in enumerate(terms)}
    if others := [term for term in vocabulary.hints.members if term not in places or term.endswith(FAMILY_MARK)]:
        raise TrainingError(
            f"{len(others)} members of groups are not lemmas or pairs of the vocabulary, {others[0]!r} among them. Add "
            "them to its terms, or leave them out of the groups."
        )
    n_groups = len(vocabulary.hints.names)
    if strays := [own for own in vocabulary.hints.members.values() if not all(0 <= group < n_groups for group in own)]:
        raise TrainingError(f"A term belongs to the groups {strays[0]}; number the {n_groups} groups from 0.")
    if not n_groups:
        return np.zeros(0, np.uint32), np.zeros(0, np.uint32)
    own = [sorted(set(vocabulary.hints.members.get(term, ()))) for term in terms]
    bounds = np.cumsum([0, *map(len, own)])
    return bounds.astype(np.uint32), np.array([*chain.from_iterable(own)], np.uint32)


def _inflect(lemmas: list[str], first: int, analyzer: TermAnalyzer, n_jobs: int, progress: bool) -> dict[str, int]:
    """Return every form of the lemmas from the number `first` on, with the number of its lemma."""
    found = iter_forms(lemmas[first:], analyzer.lemmatizer, n_jobs=n_jobs, progress=progress)
    return {
        form: number
        for number, forms in enumerate(found, first)
        for form in forms
        if len(form) >= analyzer.analysis.min_letters
    }


def _function_words(families: list[str], analyzer: TermAnalyzer) -> dict[str, int]:
    """Return the function words that would otherwise count as members of a family."""
    return {
        form: NO_TERM
        for family in families
        for form in analyzer.lemmatizer.function_words(family)
        if analyzer.analysis.family(form) == family
    }


def _seen_words(forms: Iterable[str], lemmas: list[str], analyzer: TermAnalyzer) -> dict[str, int]:
    """Return the words of the training texts as the analysis reads them, misspellings included."""
    numbers = {lemma: number for number, lemma in enumerate(lemmas)}
    readings = ((form, analyzer.terms(form)) for form in forms)
    return {
        form: numbers[terms[0]] if terms else NO_TERM for form, terms in readings if not terms or terms[0] in numbers
    }
