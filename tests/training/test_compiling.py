"""Compiling vocabularies with grams and groups, made by hand: the model scores as the row that training would make."""

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag import Tagger, load
from topictag.errors import TrainingError
from topictag.model.reference import ReferenceScorer
from topictag.model.strings import unpack_strings
from topictag.text.grams import iter_grams
from topictag.text.pairs import is_pair
from topictag.text.terms import TermAnalyzer
from topictag.text.words import word_forms
from topictag.training.compiling import compile_model
from topictag.training.decisions.learning import Decisions
from topictag.training.features.hints import HintGroups
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.fitting.linear import LinearTopics

ANALYZER = TermAnalyzer(shared_lemmatizer())
TERMS = ("договор", "догов*", "мир", "нефть", "opec", "договор мир", "мир нефть")
GRAMS = ("нефть"[:3], "_не", "нет_", "ть_", "_о_", "?l_", "_дог", "abc", "_и_", "мир")
GROUPS = ("peace", "energy", "nothing")
MEMBERS = {"мир": (0,), "договор": (0, 1), "нефть": (1,), "договор мир": (0,)}
DECISIONS = Decisions(np.ones(2), np.zeros(2), np.ones(2), np.ones(2, dtype=bool), np.ones(2, dtype=bool))


def make(*, grams=GRAMS, groups=GROUPS, members=MEMBERS):
    """Return a vocabulary and a layer with random numbers for its columns."""
    terms = tuple(sorted(TERMS, key=lambda term: (is_pair(term), term)))
    rng, n = np.random.default_rng(0), len(terms) + len(grams) + len(groups)
    idf = rng.uniform(1, 5, n)
    vocabulary = Vocabulary(terms, sum(map(is_pair, terms)), idf, np.zeros((n, 0)), grams, HintGroups(groups, members))
    return vocabulary, LinearTopics(rng.normal(size=(2, n)), rng.normal(size=2))


def compile_made(vocabulary, layer):
    return compile_model(("a", "b"), vocabulary, layer, DECISIONS, ANALYZER)


def row_of(vocabulary, text):
    """Return the row of a paragraph, with training's analysis and none of the model's code."""
    forms = word_forms(text)
    n_terms, n_grams = len(vocabulary.terms), len(vocabulary.grams)
    words = Counter(term for term in ANALYZER.paragraph_terms(forms) if term in vocabulary.columns)
    grams = Counter(gram for form in forms for gram in iter_grams(form) if gram in vocabulary.grams)
    row = np.zeros(len(vocabulary.idf))
    for term, n in words.items():
        row[vocabulary.columns[term]] = 1 + math.log(n)
    for gram, n in grams.items():
        row[n_terms + vocabulary.grams.index(gram)] = 1 + math.log(n)
    row *= vocabulary.idf
    row[:n_terms] /= np.linalg.norm(row[: n_terms - vocabulary.n_pairs]) or 1
    row[n_terms : n_terms + n_grams] /= np.linalg.norm(row[n_terms : n_terms + n_grams]) or 1
    for number in range(len(vocabulary.hints.names)):
        place = n_terms + n_grams + number
        n = sum(number in vocabulary.hints.members.get(term, ()) for term in words)
        row[place] = math.log(1 + n) * vocabulary.idf[place]
    return row


WORDS = "договора договорами мира миру нефтью нет о и опек oil зюзьга abcd opec мир договорной нефтяной договорились"


@pytest.mark.parametrize("kinds", ["neither", "grams", "groups", "both"])
@given(text=st.lists(st.sampled_from(WORDS.split()), max_size=30).map(" ".join))
def test_scores_are_those_of_the_row(kinds, text):
    own = {"grams": GRAMS if kinds in ("grams", "both") else ()}
    own |= {} if kinds in ("groups", "both") else {"groups": (), "members": {}}
    vocabulary, layer = make(**own)
    model = compile_made(vocabulary, layer)
    text = f"мир, {text}, нефти, газа и пшеницы, овса и ячменя; мир и договор"
    expected = row_of(vocabulary, text) @ layer.coef.T + layer.intercept
    for scorer in (ReferenceScorer(model), Tagger(model)):
        np.testing.assert_allclose(scorer.scores([text])[0], expected, atol=1e-4)


def test_names_and_members_survive_a_file(tmp_path):
    vocabulary, layer = make()
    compiled = compile_made(vocabulary, layer)
    Tagger(compiled).save(tmp_path / "model.safetensors")
    model = load(tmp_path / "model.safetensors").model
    assert sorted(model.grams.grams()) == sorted(GRAMS)
    names = [*unpack_strings(model.lemmas), *(f"{own}*" for own in model.families.words()), *sorted(TERMS)]
    members = model.group_members()
    assert list(members) == list(GROUPS)
    lemmas_of = {name: {names[term] for term in own if term < model.n_lemmas} for name, own in members.items()}
    assert lemmas_of == {"peace": {"договор", "мир"}, "energy": {"договор", "нефть"}, "nothing": set()}
    pair = [unpack_strings(model.lemmas)[lemma] for lemma in model.pairs[members["peace"][-1] - model.n_singles]]
    assert pair == ["договор", "мир"]
    texts = ["договор о мире", "нефть", "oil и мир"]
    np.testing.assert_array_equal(load(tmp_path / "model.safetensors").scores(texts), Tagger(compiled).scores(texts))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"grams": ("_ßa", "_їa")}, "2 grams, but tagging can tell only 1 of them apart"),
        ({"grams": ("мир", "мир")}, "2 grams, but tagging can tell only 1 of them apart"),
        ({"members": {"газ": (0,)}}, "1 members of groups are not lemmas or pairs of the vocabulary, 'газ' among them"),
        ({"members": {"догов*": (0,)}}, r"'догов\*' among them"),
        ({"members": {"мир": (0, 3)}}, r"belongs to the groups \(0, 3\); number the 3 groups from 0"),
        ({"members": {"мир": (-1,)}}, "number the 3 groups from 0"),
        ({"groups": (), "members": {"мир": (0,)}}, "number the 0 groups from 0"),
    ],
)
def test_what_cannot_be_compiled_is_told(changes, problem):
    with pytest.raises(TrainingError, match=problem):
        compile_made(*make(**changes))


def test_a_term_repeated_in_a_group_counts_once():
    vocabulary, layer = make()
    twice = replace(vocabulary, hints=HintGroups(GROUPS, {**MEMBERS, "мир": (0, 0)}))
    np.testing.assert_array_equal(compile_made(twice, layer).members, compile_made(vocabulary, layer).members)
