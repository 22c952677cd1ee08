"""The vectoriser is one of scikit-learn's, with other terms."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline

from topictag.errors import TrainingError
from topictag.text.analysis import Analysis
from topictag.text.terms import TermAnalyzer
from topictag.training.features.counts import TermCounts
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.vectorizer import LemmaTfidfVectorizer, fit_rows

NO_TOPIC = np.zeros((2, 1), dtype=bool)
TEXTS = ["Нефть и газ", "нефти нет", "газом торгуют", "о мирных переговорах", "переговоры идут"]


def test_rows_are_scikit_learns_tfidf_of_the_terms():
    terms = [" ".join(TermAnalyzer(shared_lemmatizer()).iter_terms(text)) for text in TEXTS]
    expected = TfidfVectorizer(tokenizer=str.split, token_pattern=None, sublinear_tf=True, lowercase=False)
    found = LemmaTfidfVectorizer(min_df=1)
    np.testing.assert_allclose(found.fit_transform(TEXTS).toarray(), expected.fit_transform(terms).toarray())
    assert found.vocabulary_ == expected.vocabulary_


def test_a_document_may_come_as_its_terms():
    vectorizer = LemmaTfidfVectorizer(min_df=1)
    documents = [list(TermAnalyzer(shared_lemmatizer()).iter_terms(text)) for text in TEXTS]
    rows = vectorizer.fit_transform(TEXTS)
    np.testing.assert_array_equal(vectorizer.fit_transform(documents).toarray(), rows.toarray())


def test_clones_keep_the_settings_and_share_the_dictionary():
    original = LemmaTfidfVectorizer(lemmatizer=shared_lemmatizer(), analysis=Analysis(family_letters=0), min_df=3)
    copied = clone(original)
    assert copied.get_params() == original.get_params()
    assert copied.lemmatizer is original.lemmatizer


def test_it_works_in_a_grid_search():
    pipeline = make_pipeline(LemmaTfidfVectorizer(), OneVsRestClassifier(LogisticRegression()))
    grid = {"lemmatfidfvectorizer__min_df": [1, 2]}
    texts, gold = TEXTS * 4, np.array([[1, 0], [1, 0], [1, 0], [0, 1], [0, 1]] * 4)
    search = GridSearchCV(pipeline, grid, cv=2, scoring="f1_macro").fit(texts, gold)
    assert search.best_score_ == 1


def test_no_words_at_all_and_none_often_enough():
    with pytest.raises(TrainingError, match="no vocabulary"):
        fit_rows(LemmaTfidfVectorizer(min_df=1), TermCounts.of([[], []]), NO_TOPIC)
    with pytest.raises(TrainingError, match=r"no term occurs in 2.*lower min_df"):
        fit_rows(LemmaTfidfVectorizer(min_df=2), TermCounts.of([["нефть"], ["газ"]]), NO_TOPIC)


@pytest.mark.parametrize(
    ("setting", "documents", "message"),
    [
        ({}, "Нефть и газ", "Put it into a list"),
        ({}, [], "no Russian content word"),
        ({}, ["и", "в"], "no Russian content word"),
        ({"min_df": 3}, ["нефть", "газ"], "lower min_df"),
        ({"min_df": -1}, TEXTS, "min_df"),
        ({"min_df": 5.0}, TEXTS, "min_df"),
        ({"max_pairs": -1}, TEXTS, "max_pairs must be a whole number from 0 up, not -1"),
        ({"max_pairs": 1.5}, TEXTS, "max_pairs must be a whole number"),
    ],
)
def test_what_cannot_be_fitted_is_told(setting, documents, message):
    with pytest.raises((ValueError, TypeError), match=message):
        LemmaTfidfVectorizer(**setting).fit(documents)
