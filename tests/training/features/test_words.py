"""Character n-grams are counted as if word by word, and tagging gives the scores that training computed."""

from collections import Counter

import numpy as np
import pytest

import topictag
from topictag.errors import TrainingError
from topictag.labelled.reading import read_examples
from topictag.model.reference import ReferenceScorer
from topictag.text.grams import iter_grams
from topictag.text.terms import TermAnalyzer
from topictag.training.features.counts import TermCounts
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.features.words import WordCounts
from topictag.training.fitting.layer import fit_documents
from topictag.training.preparing import prepare
from topictag.training.recipe import Recipe
from topictag.training.validation.out_of_fold import score_documents

DOCUMENTS = [[["газ", "и", "газопровод"], ["газ"]], [["опек"]], *([[["газ", "нефть"]]] * 4)]


def test_grams_of_documents_and_paragraphs_are_counted():
    words = WordCounts.of(DOCUMENTS)
    names, _ = words.grams
    for rows, texts in (
        (words.documents, [[form for part in document for form in part] for document in DOCUMENTS]),
        (words.matrix, [part for document in DOCUMENTS for part in document]),
    ):
        for row, forms in zip(words.count_grams(rows).toarray(), texts, strict=True):
            counts = Counter(gram for form in forms for gram in iter_grams(form))
            assert row.tolist() == [counts[name] for name in names]


def test_only_grams_of_five_documents_are_kept():
    names, _ = WordCounts.of(DOCUMENTS).grams
    assert set(names) == set(iter_grams("газ"))
    assert WordCounts.of(DOCUMENTS[1:5]).grams[0] == ()


def test_some_documents_can_be_taken():
    words = WordCounts.of(DOCUMENTS)
    part = words.take([2, 0])
    assert part.bounds.tolist() == [0, 1, 3]
    np.testing.assert_array_equal(part.documents.toarray(), words.documents.toarray()[[2, 0]])


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
