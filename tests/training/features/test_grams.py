"""Character n-grams are counted as if word by word, and tagging gives the scores that training computed."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import topictag
from topictag.errors import TrainingError
from topictag.labelled.reading import read_examples
from topictag.model.reference import ReferenceScorer
from topictag.text.grams import iter_grams
from topictag.text.terms import TermAnalyzer
from topictag.training.features.counts import TermCounts
from topictag.training.features.grams import GramCounts
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.features.words import Words
from topictag.training.fitting.layer import fit_documents
from topictag.training.preparing import prepare
from topictag.training.recipe import Recipe
from topictag.training.validation.out_of_fold import score_documents

PARAGRAPHS = [["газ", "и", "газопровод"], ["газ"], ["опек", "ölpreis", "щ"], *([["газ", "нефть"]] * 4)]


def read_grams(paragraphs):
    words = Words.of(paragraphs)
    return GramCounts.of(words.forms, words.counts)


def test_grams_are_counted_word_by_word():
    grams = read_grams(PARAGRAPHS)
    for row, forms in zip(grams.count(grams.names).toarray(), PARAGRAPHS, strict=True):
        counts = Counter(gram for form in forms for gram in iter_grams(form))
        assert row.tolist() == [counts[name] for name in grams.names]


@given(st.lists(st.lists(st.text("аяazöіь", max_size=4), max_size=4), min_size=1, max_size=6))
def test_any_words_have_the_grams_of_the_plain_analysis(paragraphs):
    own = read_grams([*paragraphs, *([["ааа"]] * 5)])  # rare ones are left out
    expected = Counter(gram for forms in paragraphs for form in forms for gram in iter_grams(form))
    found = own.count(own.names).toarray()[: len(paragraphs)].sum(axis=0)
    assert dict(zip(own.names, found.tolist(), strict=True)) == {name: expected[name] for name in own.names}
    frequency = Counter(g for forms in paragraphs for g in {g for form in forms for g in iter_grams(form)})
    assert {name for name, count in frequency.items() if count >= 5} <= set(own.names)


def test_rare_grams_are_left_out():
    assert set(read_grams(PARAGRAPHS).names) == set(iter_grams("газ")) | {"_газ"}
    assert read_grams(PARAGRAPHS[2:6]).names == ()


def test_grams_of_some_documents_and_their_presence():
    grams = read_grams(PARAGRAPHS)
    every = grams.count(grams.names).toarray()
    np.testing.assert_array_equal(grams.take([3, 0]).count(grams.names).toarray(), every[[3, 0]])
    ((own, present),) = grams.iter_present()
    np.testing.assert_array_equal(present.toarray(), every[own] > 0)


@pytest.fixture(scope="module")
def trained(leisure_path_of_module):
    examples = read_examples(leisure_path_of_module)
    recipe = Recipe(max_grams=300)
    sample = prepare(examples, [], TermAnalyzer(shared_lemmatizer()), with_grams=True).sample
    fitted = fit_documents(sample.counts_with_grams, sample.gold, recipe, None, sample.weights(0.0))
    scores = score_documents(fitted.vocabulary, fitted.layer, sample.paragraphs_with_grams)
    settings = topictag.TrainingSettings(C=5, min_df=2, max_pairs=1000, families="yes", max_grams=300)
    return topictag.train(examples, settings), fitted.vocabulary, scores, examples


@pytest.fixture(scope="module")
def leisure_path_of_module(request):
    return request.getfixturevalue("leisure_path")


def test_tagging_repeats_the_scores_of_training(trained):
    tagger, vocabulary, scores, examples = trained
    assert 0 < len(vocabulary.grams) == len(tagger.model.grams) <= 300
    texts = [example.text for example in examples]
    np.testing.assert_allclose(tagger.scores(texts), scores, atol=2e-3)
    np.testing.assert_allclose(ReferenceScorer(tagger.model).scores(texts), tagger.scores(texts), atol=1e-4)


def test_a_misspelt_word_is_read_by_its_parts(trained):
    tagger, *_ = trained
    plain = tagger.scores(["Хоккеисты выиграли матч"])[0]
    misspelt = tagger.scores(["Хокеисты выйграли мачт"])[0]
    assert misspelt.argmax() == plain.argmax()
    assert np.isfinite(tagger.scores(["хоккейистов"])).all()


def test_rows_need_the_counts_of_grams(trained):
    _, vocabulary, _, _ = trained
    with pytest.raises(TrainingError, match="the counts have none"):
        vocabulary.rows(TermCounts.of([["мир"]]))


def test_without_counts_of_grams_there_are_none():
    counts = TermCounts.of([["мир"], ["мир"]])
    assert Vocabulary.learn(counts, np.array([[True], [False]]), min_df=1, max_grams=10).grams == ()
