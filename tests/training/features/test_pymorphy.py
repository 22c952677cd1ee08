"""The default analyser: lemmas as rows, and forms that lead back to their lemma."""

import copy
import pickle

import pytest

from topictag.text.normalization import normalize
from topictag.training.features.pymorphy import PymorphyLemmatizer, shared_lemmatizer

LEMMAS = [
    ("переговорами", "переговоры"),
    ("газопроводу", "газопровод"),
    ("столтенбергом", "столтенберг"),
    ("нато", "нато"),
    ("шел", "идти"),
    ("елкой", "елка"),  # the dictionary writes ёлка
    ("brent", "brent"),
]
FUNCTION_WORDS = ["и", "в", "через", "который", "этими", "не", "он", "увы", "чтобы"]


@pytest.mark.parametrize(("form", "lemma"), LEMMAS)
def test_lemmas(form, lemma):
    assert shared_lemmatizer().lemma(form) == lemma


@pytest.mark.parametrize("form", FUNCTION_WORDS)
def test_function_words_have_none(form):
    assert shared_lemmatizer().lemma(form) is None


@pytest.mark.parametrize("lemma", ["нефть", "газопровод", "столтенберг", "идти", "мирный", "кабул"])
def test_forms_lead_back_to_their_lemma(lemma):
    lemmatizer = shared_lemmatizer()
    forms = lemmatizer.forms(lemma)
    assert lemma in forms
    assert len(forms) > 5
    assert all(lemmatizer.lemma(form) == lemma and normalize(form) == form for form in forms)


def test_function_words_are_listed_by_their_beginning():
    found = shared_lemmatizer().function_words("благо")
    assert "благодаря" in found
    assert "благодарить" not in found
    assert all(word.startswith("благо") and shared_lemmatizer().lemma(word) is None for word in found)


def test_copies_share_the_dictionary_and_pickles_stay_small():
    lemmatizer = PymorphyLemmatizer(memo_size=10)
    assert copy.deepcopy(lemmatizer) is lemmatizer
    data = pickle.dumps(lemmatizer)
    assert len(data) < 200
    assert pickle.loads(data).lemma("нефти") == "нефть"  # noqa: S301 (our own bytes)


def test_the_version_names_the_dictionary():
    assert shared_lemmatizer().version.startswith("pymorphy3 ")
    assert "dictionary" in shared_lemmatizer().version
