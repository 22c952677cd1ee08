"""A term is found as somebody types it: inflected, as a pair in either order, as a family; else the closest one is."""

import json

import numpy as np
import pytest

import topictag
from topictag import InputTypeError, SettingError, Tagger


@pytest.fixture(scope="module")
def shipped():
    return topictag.load()


@pytest.mark.parametrize("query", ["переговорами", "Переговоры", " ПЕРЕГОВОРОВ. ", "перегово\u0301ров"])
def test_a_word_is_found_in_any_form(shipped, query):
    own = shipped.describe_term(query)
    assert own.standing == "known"
    assert (own.term.term, own.term.kind, own.lemmas) == ("переговоры", "lemma", ("переговоры",))
    assert own.family.term == "перег*"
    assert {"переговорами", "переговоров"} <= set(own.forms)
    assert own.closest == ()


def test_weights_are_those_of_the_model(shipped):
    own, model = shipped.describe_term("переговоры"), shipped.model
    term = model.form_terms[model.forms.find("переговоры"), 0]
    assert list(own.term.weights.values()) == model.coef[term].tolist()
    assert own.term.idf == model.idf[term]
    assert own.term.effects["security"] == own.term.weights["security"] * own.term.idf


def test_pairs_come_the_strongest_first(shipped):
    pairs = shipped.describe_term("переговоры").pairs
    assert all("переговоры" in pair.term.split() for pair in pairs)
    strengths = [max(map(abs, pair.effects.values())) for pair in pairs]
    assert strengths == sorted(strengths, reverse=True)
    assert len(pairs) > 100


@pytest.mark.parametrize(
    "query", ["мирный переговоры", "переговоры мирный", "мирными переговорами", "переговорам мирным"]
)
def test_a_pair_is_found_in_either_order(shipped, query):
    own = shipped.describe_term(query)
    assert (own.term.term, own.term.kind) == ("мирный переговоры", "pair")
    assert own.lemmas == ("мирный", "переговоры")
    assert [group.term for group in own.hints] == ["peace talks +3"]


def test_a_family_is_found_with_its_words(shipped):
    own = shipped.describe_term("Перег*")
    assert (own.query, own.term.term, own.term.kind) == ("перег*", "перег*", "family")
    assert {"переговоры", "переговорщик"} <= set(own.lemmas)
    assert all(form.startswith("перег") for form in own.forms)


def test_a_list_of_hints_and_an_n_gram_are_found_by_name(extended):
    tagger = Tagger(extended)
    assert tagger.describe_term("group 1").term.kind == "hints"
    assert tagger.describe_term("_те").term.kind == "n-gram"


def test_a_word_of_a_known_family_is_told_apart_from_an_unknown_one(shipped):
    own = shipped.describe_term("переговорщичкам")
    assert (own.standing, own.term, own.family.term) == ("family only", None, "перег*")
    assert "переговорщик" in own.closest
    own = shipped.describe_term("зюзьга")
    assert (own.standing, own.term, own.family) == ("unknown", None, None)
    assert own.closest


@pytest.mark.parametrize(
    ("query", "standing"),
    [("не", "function word"), ("я", "too short"), ("мирный зюзьга", "unknown"), ("зюз*", "unknown")],
)
def test_what_is_no_term_says_why(shipped, query, standing):
    own = shipped.describe_term(query)
    assert (own.standing, own.term) == (standing, None)


def test_an_unknown_pair_names_the_lemmas_that_are_known(shipped):
    assert shipped.describe_term("мирный зюзьга").lemmas == ("мирный",)


def test_a_lemma_that_texts_give_by_other_forms_only_is_named_beside(shipped):
    model = shipped.model
    numbers = enumerate(model.lemmas.tobytes().decode().split("\n"))
    read_as = {lemma: (number, model.form_terms[model.forms.find(lemma), 0]) for number, lemma in numbers}
    lemma = next(own for own, (number, term) in read_as.items() if model.forms.find(own) >= 0 and term != number)
    own = shipped.describe_term(lemma)
    assert own.namesake.term == lemma
    assert own.term.term != lemma


@pytest.mark.parametrize(("query", "problem"), [("", "no word"), ("71 %", "no word"), ("раз два три", "3 words")])
def test_what_is_no_single_term_is_refused(shipped, query, problem):
    with pytest.raises(SettingError, match=problem):
        shipped.describe_term(query)


def test_a_term_is_a_str(shipped):
    with pytest.raises(InputTypeError):
        shipped.describe_term(3)


@pytest.mark.parametrize("query", ["переговоры", "перег*", "мирный переговоры", "зюзьга"])
def test_json_is_complete(shipped, query):
    own = shipped.describe_term(query).to_dict()
    assert repr(shipped.describe_term(query)).startswith("<TermDescription: ")
    assert json.loads(json.dumps(own)) == own


def test_every_term_of_a_model_is_found_by_its_name(extended):
    tagger = Tagger(extended)
    topics = tagger.describe(top=10_000).topics
    names = {(own.term, own.kind) for topic in topics for own in (*topic.terms_for, *topic.terms_against, *topic.hints)}
    named = {pair for pair in names if pair[1] != "n-gram" or "_" in pair[0]}
    found = [(tagger.describe_term(term), term, kind) for term, kind in named]
    wrong = [term for own, term, kind in found if (own.term.term, own.term.kind) != (term, kind) and not own.namesake]
    assert wrong == []
    assert np.count_nonzero([own.term is not None for own, _, _ in found]) == len(named) > 100
