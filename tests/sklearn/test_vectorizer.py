"""The vectoriser works wherever scikit-learn's own do, and reads texts as training does."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from tests.sklearn.checks import APPLICABLE

from topictag.sklearn import LemmaTfidfVectorizer
from topictag.text.terms import TermAnalyzer
from topictag.training.features.pymorphy import shared_lemmatizer

WORDS = ["снег", "град", "иней", "роса", "туман", "гроза", "зной", "ветер"]
TEXTS = ["Нефть и газ", "нефти нет", "газом торгуют", "о мирных переговорах", "переговоры идут"]


def write_contracts(peace):
    """Return texts of two topics, and which is about peace; copies would count once."""
    return [f"{text} {word}" for word in WORDS for text in (peace, "договор о нефти")], [True, False] * len(WORDS)


@pytest.mark.parametrize("check", APPLICABLE, ids=lambda check: check.__name__)
def test_scikit_learns_checks(check):
    check("LemmaTfidfVectorizer", LemmaTfidfVectorizer())


def test_rows_are_scikit_learns_tfidf_of_the_terms():
    terms = [" ".join(TermAnalyzer(shared_lemmatizer()).iter_terms(text)) for text in TEXTS]
    expected = TfidfVectorizer(tokenizer=str.split, token_pattern=None, sublinear_tf=True, lowercase=False)
    found = LemmaTfidfVectorizer(min_df=1)
    np.testing.assert_allclose(found.fit_transform(TEXTS).toarray(), expected.fit_transform(terms).toarray())
    assert found.vocabulary_ == expected.vocabulary_


def test_fit_and_transform_make_the_rows_of_fit_transform():
    texts, gold = write_contracts("мирный договор")
    both, apart = LemmaTfidfVectorizer().fit_transform(texts, gold), LemmaTfidfVectorizer().fit(texts, gold)
    assert "договор мирный" in apart.vocabulary_
    np.testing.assert_array_equal(apart.transform(texts).toarray(), both.toarray())
    np.testing.assert_array_equal(apart.transform(texts[:1]).toarray(), both[:1].toarray())


def test_no_pair_spans_two_paragraphs():
    texts, gold = write_contracts("мирный\nдоговор")
    assert "договор мирный" not in LemmaTfidfVectorizer().fit(texts, gold).vocabulary_


def test_clones_keep_the_parameters_and_share_the_dictionary():
    original = LemmaTfidfVectorizer(lemmatizer=shared_lemmatizer(), family_letters=0, min_df=3)
    copied = clone(original)
    assert copied.get_params() == original.get_params()
    assert copied.lemmatizer is original.lemmatizer


def test_it_works_in_a_grid_search():
    pipeline = make_pipeline(LemmaTfidfVectorizer(), OneVsRestClassifier(LogisticRegression()))
    grid = {"lemmatfidfvectorizer__min_df": [1, 2]}
    texts, gold = TEXTS * 4, np.array([[1, 0], [1, 0], [1, 0], [0, 1], [0, 1]] * 4)
    search = GridSearchCV(pipeline, grid, cv=2, scoring="f1_macro").fit(texts, gold)
    assert search.best_score_ == 1


@pytest.mark.parametrize(
    ("parameters", "texts", "message"),
    [
        ({}, "Нефть и газ", "Put a single text into a list"),
        ({}, ["нефть", None], r"texts\[1\] is missing"),
        ({}, [], "no vocabulary"),
        ({}, ["и", "в"], "no vocabulary"),
        ({"min_df": 3}, ["нефть", "газ"], r"no term occurs in 3.*lower min_df"),
        ({"min_df": -1}, TEXTS, "min_df must be a whole number of at least 1, not -1"),
        ({"min_df": 5.0}, TEXTS, "min_df must be a whole number"),
        ({"max_pairs": 1.5}, TEXTS, "max_pairs must be a whole number"),
    ],
)
def test_what_cannot_be_fitted_is_told(parameters, texts, message):
    with pytest.raises((ValueError, TypeError), match=message):
        LemmaTfidfVectorizer(**parameters).fit(texts)


def test_an_unknown_parameter_is_refused():
    with pytest.raises(TypeError, match=r"no parameter 'max_pair'\. It has .*, min_df, max_pairs"):
        LemmaTfidfVectorizer(max_pair=3)
