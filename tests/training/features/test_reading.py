"""Terms counted for all texts at once are those of the plain analysis, paragraph by paragraph."""

from collections import Counter
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.text.analysis import Analysis
from topictag.text.pairs import is_pair
from topictag.text.terms import TermAnalyzer
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.words import MIN_DF, Words

FORMS = ["газ", "газа", "не", "без", "и", "договор", "договорами", "мирный", "мирными", "переговоры", "в", "нефть"]
TEXTS = st.lists(st.lists(st.lists(st.sampled_from(FORMS), max_size=8), min_size=1, max_size=3), max_size=12)


def read(texts, analyzer, **options):
    words = Words.of(list(chain.from_iterable(texts)))
    return Paragraphs.read(words, np.cumsum([0, *map(len, texts)]), analyzer, **options)


def bags(counts):
    named = [dict(zip(row.indices.tolist(), row.data.tolist(), strict=True)) for row in counts.matrix]
    return [{counts.terms[column]: count for column, count in row.items()} for row in named]


@given(TEXTS, st.integers(1, 4), st.booleans())
def test_terms_are_those_of_the_plain_analysis_with_pairs_in_enough_documents(texts, window, with_function_words):
    analyzer = TermAnalyzer(shared_lemmatizer(), Analysis(pair_window=window))
    plain = [
        [
            [*analyzer.paragraph_terms(own), *(analyzer.function_terms(own) if with_function_words else ())]
            for own in text
        ]
        for text in texts
    ]
    frequency = Counter(term for text in plain for term in set(chain.from_iterable(text)))
    expected = [
        [Counter(term for term in own if not is_pair(term) or frequency[term] >= MIN_DF) for own in text]
        for text in plain
    ]
    found = read(texts, analyzer, with_function_words=with_function_words)
    assert bags(found.counts) == list(chain.from_iterable(expected))
    assert bags(found.documents) == [sum(text, Counter()) for text in expected]
    terms = found.counts.terms
    assert list(terms) == sorted(terms, key=lambda term: (is_pair(term), term))
    assert found.counts.n_singles == sum(not is_pair(term) for term in terms)


def test_rare_pairs_are_kept_on_request():
    analyzer = TermAnalyzer(shared_lemmatizer())
    kept = read([[["мирный", "договор", "газ"]]], analyzer, always=["договор мирный", "газ нефть"])
    assert [term for term in kept.counts.terms if is_pair(term)] == ["договор мирный"]


def test_documents_with_the_same_lemmas_are_copies():
    texts = [[["газ", "и", "договор"]], [["газа"], ["договорами"]], [["договор", "газ"]], [[]], [["и"]]]
    assert read(texts, TermAnalyzer(shared_lemmatizer())).copies.tolist() == [0, 0, 1, 2, 2]


def test_some_documents_can_be_taken():
    texts = [[["газ"], ["нефть"]], [["договор"]], [["газ", "газ"]]]
    part = read(texts, TermAnalyzer(shared_lemmatizer())).take(np.array([2, 0]))
    assert part.bounds.tolist() == [0, 1, 3]
    assert bags(part.counts) == [{"газ": 2}, {"газ": 1}, {"нефть": 1}]
    assert bags(part.documents) == [{"газ": 2}, {"газ": 1, "нефть": 1}]


def test_terms_can_be_left_out():
    counts = read([[["мирный", "договор"]]] * MIN_DF, TermAnalyzer(shared_lemmatizer())).counts
    assert counts.terms == ("догов*", "договор", "мирный", "договор мирный")
    kept = counts.keep_terms(np.array([1, 3]))
    assert (kept.terms, kept.n_singles) == (("договор", "договор мирный"), 1)
    assert kept.matrix.toarray().tolist() == [[1, 1]] * MIN_DF


@pytest.mark.parametrize("texts", [[], [[[]]]])
def test_nothing_has_no_terms(texts):
    found = read(texts, TermAnalyzer(shared_lemmatizer()), with_function_words=True)
    assert found.counts.terms == ()
    assert len(found.documents) == len(texts)
