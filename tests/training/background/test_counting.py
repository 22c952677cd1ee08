"""From paragraphs to numbers and back, and unusable corpora."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.errors import TrainingError
from topictag.text.terms import TermAnalyzer
from topictag.training.background import counting
from topictag.training.background.counting import NumberedCorpus, choose_terms, count_corpus
from topictag.training.features.pymorphy import shared_lemmatizer

ENGLISH = ["The quick brown fox jumps over the lazy dog."]
UKRAINIAN_LETTERS = ["Їжак і їжачиха їдять їжу."]


def count(texts):
    return count_corpus(texts, TermAnalyzer(shared_lemmatizer()), io.BytesIO())


def rebuild(corpus):
    """Return the terms of each paragraph's words, as read from the chunks, and the sizes of the chunks."""
    paragraphs, sizes = [], []
    for words, numbers in corpus.chunks():
        sizes.append(len(words))
        own = [[] for _ in range(int(numbers.max(initial=-1)) + 1)]
        for word, number in zip(words.tolist(), numbers.tolist(), strict=True):
            own[number].append(corpus.words[word])
        paragraphs += own
    return paragraphs, sizes


def test_the_corpus_contains_the_words_of_each_paragraph_in_order(themes):
    analyzer = TermAnalyzer(shared_lemmatizer())
    corpus = count(themes.corpus)
    terms = [[term for word in paragraph for term in word] for paragraph in rebuild(corpus)[0]]
    assert terms == [list(analyzer.iter_terms(text)) for text in themes.corpus]
    assert corpus.n_paragraphs == len(themes.corpus)
    assert len(set(corpus.words)) == len(corpus.words)


def test_document_frequencies_count_paragraphs_not_words():
    corpus = count(["Снег, снег, снег.", "Снегопад и метель."] * 50)
    assert corpus.document_frequencies["снег"] == 50
    assert corpus.document_frequencies["метель"] == 50


def test_paragraphs_without_a_content_word_are_not_counted():
    corpus = count(["Снег идёт.", "1999", "И не в на.", "…"] * 100)
    assert corpus.n_paragraphs == 100


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 100, 601])
def test_chunks_keep_paragraphs_whole(themes, monkeypatch, size):
    whole = rebuild(count(themes.corpus))[0]
    monkeypatch.setattr(counting, "_CHUNK_WORDS", size)
    paragraphs, sizes = rebuild(count(themes.corpus))
    assert paragraphs == whole
    assert max(sizes) <= size + max(map(len, whole))


@given(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=9), max_size=12), st.integers(1, 12))
def test_any_paragraphs_in_chunks_of_any_size(paragraphs, size):
    file = io.BytesIO(np.array([n for own in paragraphs for n in [*own, -1]], np.int32).tobytes())
    corpus = NumberedCorpus(file, [("a",), ("b",), ("c",), ("d",)], counting.Counter(), len(paragraphs))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_CHUNK_WORDS", size)
        found = rebuild(corpus)[0]
    assert found == [[corpus.words[n] for n in own] for own in paragraphs]


def test_a_corpus_can_be_read_again(themes):
    corpus = count(themes.corpus)
    assert rebuild(corpus) == rebuild(corpus)


def test_incidence_says_which_words_have_which_terms():
    corpus = count(["Переговоры и мир."] * 100)
    table = corpus.incidence(["мир", "перег*"]).toarray()
    assert corpus.words == [("переговоры", "перег*"), ("мир",)]
    np.testing.assert_array_equal(table, [[0, 1], [1, 0]])


@pytest.fixture
def stairs():
    """Terms а1 … in 1, 2, 3 … paragraphs."""
    frequencies = counting.Counter({"газ": 3, "вода": 3, "лёд": 2, "град": 1, "снег": 5})
    return NumberedCorpus(io.BytesIO(), [], frequencies, 5)


@pytest.mark.parametrize(
    ("min_df", "max_terms", "expected"),
    [
        (1, 10, ["вода", "газ", "град", "лёд", "снег"]),
        (2, 10, ["вода", "газ", "лёд", "снег"]),
        (3, 10, ["вода", "газ", "снег"]),
        (1, 3, ["вода", "газ", "снег"]),
        (1, 2, ["вода", "снег"]),  # of two equally frequent terms, the first in the alphabet
        (6, 10, []),
    ],
)
def test_frequent_terms_are_chosen_and_sorted(stairs, min_df, max_terms, expected):
    assert choose_terms(stairs, min_df, max_terms) == expected


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (
            ENGLISH * 200,
            "is not Russian: 200 of its 200 paragraphs with words are in another language. Give Russian texts",
        ),
        (ENGLISH * 200 + ["Снег."] * 199, "is not Russian: 200 of its 399 paragraphs with words"),
        (UKRAINIAN_LETTERS * 200, "is not Russian"),
        (["1999", "…"] * 200, "only 0 paragraphs with Russian words"),
        ([], "only 0 paragraphs with Russian words"),
        (["Снег идёт."] * 3, "only 3 paragraphs with Russian words; .*at least 100.*Give more text"),
        (["Снег идёт."] * 99, "only 99 paragraphs"),
    ],
)
def test_corpora_that_teach_nothing_are_refused(texts, message):
    with pytest.raises(TrainingError, match=message):
        count(texts)


def test_some_foreign_words_do_no_harm():
    assert count(["Компания Apple выпустила iPhone в России вчера."] * 100).n_paragraphs == 100
