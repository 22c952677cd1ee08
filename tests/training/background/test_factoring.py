"""Vectors of terms, and how paragraphs spread over their dimensions."""

import io

import numpy as np
import pytest
from scipy.sparse import csr_array

from topictag.sklearn import LemmaTfidfVectorizer
from topictag.text.terms import TermAnalyzer
from topictag.training.background import counting
from topictag.training.background.counting import choose_terms, count_corpus
from topictag.training.background.factoring import even_out, factor
from topictag.training.features.pymorphy import shared_lemmatizer


@pytest.fixture(scope="module")
def corpus(themes):
    """A corpus in which words recur, its terms, and its TF-IDF rows and idf as the vectoriser makes them."""
    texts = [*themes.corpus, *(f"{text} {text} {themes.corpus[0]}" for text in themes.corpus[:50])]
    corpus = count_corpus(texts, TermAnalyzer(shared_lemmatizer()), io.BytesIO())
    terms = choose_terms(corpus, 1, 10_000)
    vectorizer = LemmaTfidfVectorizer(min_df=1)
    rows = vectorizer.fit_transform(texts)
    assert vectorizer.get_feature_names_out().tolist() == terms
    return corpus, terms, rows, vectorizer.idf_


@pytest.fixture(scope="module")
def vectors(corpus):
    rng = np.random.default_rng(0)
    return rng.normal(size=(len(corpus[1]), 7)) * np.linspace(1, 3, 7) + 0.5


def test_rows_have_length_one_or_are_zero():
    rng = np.random.default_rng(1)
    table = np.maximum(rng.normal(size=(40, 40)), 0)
    table[:, 7] = table[7] = 0
    lengths = np.linalg.norm(factor(csr_array(table), 5, 0), axis=1)
    assert lengths[7] == 0
    np.testing.assert_allclose(np.delete(lengths, 7), 1)


def test_no_dimensions_give_no_columns():
    assert factor(csr_array(np.eye(4)), 0, 0).shape == (4, 0)


def test_terms_in_the_same_contexts_have_the_same_vector():
    table = np.kron(np.eye(2), np.ones((3, 3)))
    found = factor(csr_array(table), 2, 0)
    np.testing.assert_allclose(found @ found.T, table, atol=1e-6)


def test_the_same_seed_gives_the_same_vectors():
    table = csr_array(np.maximum(np.random.default_rng(2).normal(size=(40, 40)), 0))
    np.testing.assert_array_equal(factor(table, 5, 3), factor(table, 5, 3))


@pytest.mark.parametrize("whitening", [0, 0.25, 1])
def test_paragraphs_have_length_one_on_average(corpus, vectors, whitening):
    corpus, terms, rows, idf = corpus
    paragraphs = rows @ even_out(vectors, corpus, terms, idf, whitening)
    assert np.mean(np.sum(paragraphs**2, axis=1)) == pytest.approx(1)


@pytest.mark.parametrize("whitening", [0, 0.25, 1])
def test_chunks_make_no_difference(corpus, vectors, whitening, monkeypatch):
    corpus, terms, _, idf = corpus
    whole = even_out(vectors, corpus, terms, idf, whitening)
    monkeypatch.setattr(counting, "_CHUNK_WORDS", 50)
    parts = even_out(vectors, corpus, terms, idf, whitening)
    np.testing.assert_allclose(parts @ parts.T, whole @ whole.T, rtol=1e-6, atol=1e-9)


def test_whitening_in_full_makes_the_covariance_flat(corpus, vectors):
    corpus, terms, rows, idf = corpus
    spread = np.cov((rows @ even_out(vectors, corpus, terms, idf, 1)).T)
    np.testing.assert_allclose(spread, spread[0, 0] * np.eye(7), atol=1e-9)


def test_the_more_whitening_the_more_even_the_spread(corpus, vectors):
    corpus, terms, rows, idf = corpus
    ratios = []
    for whitening in (0, 0.25, 0.5, 1):
        spread = np.linalg.eigvalsh(np.cov((rows @ even_out(vectors, corpus, terms, idf, whitening)).T))
        ratios.append(spread[-1] / spread[0])
    assert ratios == sorted(ratios, reverse=True)
    np.testing.assert_allclose(ratios, ratios[0] ** (1 - np.array([0, 0.25, 0.5, 1])), rtol=1e-6)


def test_without_whitening_vectors_are_turned_and_scaled_only(corpus, vectors):
    corpus, terms, _, idf = corpus
    evened = even_out(vectors, corpus, terms, idf, 0)
    factors = (evened @ evened.T) / (vectors @ vectors.T)
    np.testing.assert_allclose(factors, factors[0, 0], rtol=1e-6)


def test_a_dimension_without_spread_does_not_blow_up(corpus, vectors):
    corpus, terms, rows, idf = corpus
    flat = np.hstack([vectors, np.zeros((len(terms), 1))])
    paragraphs = rows @ even_out(flat, corpus, terms, idf, 1)
    assert np.mean(np.sum(paragraphs**2, axis=1)) == pytest.approx(1)
