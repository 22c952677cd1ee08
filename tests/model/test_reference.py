"""The compiled model against the pipeline that it was compiled from."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topictag.model.decisions import decide, probabilities
from topictag.model.reference import ReferenceScorer
from topictag.model.word_terms import WordTerms
from topictag.sklearn import LemmaTfidfVectorizer
from topictag.text.language import is_russian
from topictag.text.terms import TermAnalyzer
from topictag.text.words import word_forms
from topictag.training.compiling import compile_model
from topictag.training.decisions.learning import Decisions
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.fitting.linear import Design

TEXTS = [
    "Хоккеисты выиграли матч, хоккеист забил.",
    "Матч перенесли, команды недовольны.",
    "Театр показал балет, театры полны.",
    "Балет идёт в театре второй сезон.",
    "Команда театра сыграла матч.",
]
GOLD = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [1, 1]], dtype=bool)


def compile_pipeline(topics, vectorizer, classifier, decisions):
    return compile_model(topics, vectorizer._vocabulary, classifier, decisions, TermAnalyzer(shared_lemmatizer()))


@pytest.fixture(scope="module")
def pipeline():
    vectorizer = LemmaTfidfVectorizer(lemmatizer=shared_lemmatizer(), min_df=1)
    classifier = Design.of(vectorizer.fit_transform(TEXTS), GOLD).find_layer(5.0).direct
    return vectorizer, classifier


@pytest.fixture(scope="module")
def model(pipeline):
    decisions = Decisions(
        np.array([2.0, 1.0]), np.array([0.0, -1.0]), np.array([0.4, 0.6]), np.array([True, True]), np.ones(2, bool)
    )
    return compile_pipeline(("sport", "culture"), *pipeline, decisions)


def test_scores_are_those_of_the_pipeline(pipeline, model):
    vectorizer, classifier = pipeline
    unseen = ["Хоккеистами гордятся: матчи балета!", "театральный сезон командам", *TEXTS]
    expected = classifier.scores(vectorizer.transform(unseen))
    np.testing.assert_allclose(ReferenceScorer(model).scores(unseen), expected, atol=1e-5)


SOME_WORDS = "хоккеистам матча балетом театров команде второму которые и г nato недовольство"
WORDS = st.sampled_from(SOME_WORDS.split())


@settings(max_examples=200)
@given(texts=st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=4))
def test_scores_are_those_of_the_pipeline_on_any_words(pipeline, model, texts):
    vectorizer, classifier = pipeline
    found = ReferenceScorer(model).scores(texts)
    assert found.shape == (len(texts), 2)
    for text, scores in zip(texts, found, strict=True):
        row = vectorizer.transform([text])
        if row.nnz and is_russian(word_forms(text)):
            np.testing.assert_allclose(scores, classifier.scores(row)[0], atol=1e-5)
        else:
            assert np.isneginf(scores).all()


@given(st.lists(st.text(), max_size=5))
def test_any_text_can_be_scored(model, texts):
    scores = ReferenceScorer(model).scores(texts)
    assert scores.dtype == np.float32
    assert not np.isnan(scores).any()


@pytest.fixture(scope="module")
def paired():
    """Topics that single words cannot tell apart, and the two models: the pipeline and what it compiles into."""
    together, apart = ["хоккеист забил в театре {}", "балет показал матч {}"], ["хоккеист показал {}", "балет забил {}"]
    more = [
        "второй сезон",
        "команда второго сезона",
        "матч команды",
        "театр полон",
        "сезон",
        "сезон матчей",
        "полон",
        "",
    ]
    texts = [text.format(end) for own in (together, apart) for text in own for end in more]
    gold = np.repeat([[True, False], [False, True]], 2 * len(more), axis=0)
    vectorizer = LemmaTfidfVectorizer(lemmatizer=shared_lemmatizer(), min_df=1, max_pairs=8)
    classifier = Design.of(vectorizer.fit_transform(texts, gold), gold).find_layer(5.0).direct
    decisions = Decisions(np.ones(2), np.zeros(2), np.ones(2), np.ones(2, dtype=bool), np.ones(2, dtype=bool))
    return vectorizer, classifier, compile_pipeline(("a", "b"), vectorizer, classifier, decisions)


PAIRED_WORDS = "хоккеистом забил забьёт театру балета показала матчами сезон команду которые и зюзьга благодаря г"


@settings(max_examples=300)
@given(text=st.lists(st.sampled_from(PAIRED_WORDS.split()), max_size=25).map(" ".join))
def test_pairs_score_as_in_the_pipeline(paired, text):
    vectorizer, classifier, model = paired
    row = vectorizer.transform([text])
    expected = classifier.scores(row)[0] if row.nnz else np.full(2, -np.inf)
    np.testing.assert_allclose(ReferenceScorer(model).scores([text])[0], expected, atol=1e-5)


def test_a_pair_counts_when_its_words_are_near_and_in_either_order(paired):
    scorer = ReferenceScorer(paired[2])
    near, turned, far = scorer.scores(["хоккеист забил", "забил хоккеист", f"хоккеист {'г ' * 8}забил"])
    np.testing.assert_array_equal(near, turned)
    assert not np.allclose(near, far)


def test_unseen_inflections_of_a_known_lemma_are_read(model):
    words = WordTerms(model)
    assert words.form_terms("балетами") == words.form_terms("балета")


def test_unseen_words_of_a_known_family_are_read(model):
    terms = WordTerms(model).form_terms("хоккейного")  # the lemma never occurred, its family did
    assert terms is not None
    assert len(terms) == 1


def test_unseen_function_words_are_not_taken_for_a_family():
    vectorizer = LemmaTfidfVectorizer(lemmatizer=shared_lemmatizer(), min_df=1)
    classifier = (
        Design.of(vectorizer.fit_transform(["благодарность", "благодарный", "дом"]), GOLD[:3]).find_layer(1.0).direct
    )
    decisions = Decisions(np.ones(2), np.zeros(2), np.ones(2), np.ones(2, dtype=bool), np.ones(2, dtype=bool))
    words = WordTerms(compile_pipeline(("a", "b"), vectorizer, classifier, decisions))
    assert words.form_terms("благодаря") is None
    assert words.form_terms("благоустройство")


def test_probabilities_are_platts_and_decide_against_the_thresholds(model):
    scores = np.array([[0.0, 1.0], [-0.3, 2.0], [-np.inf, np.inf]], dtype=np.float32)
    found = probabilities(model, scores)
    expected = 1 / (1 + np.exp(-(np.array([2.0, 1.0]) * scores.astype(np.float64) + np.array([0.0, -1.0]))))
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert decide(model.thresholds, found).tolist() == [[True, False], [False, True], [False, True]]


def test_huge_scores_give_probabilities_without_warnings(model):
    scores = np.array([[-1e30, 1e30]], dtype=np.float32)
    assert probabilities(model, scores).tolist() == [[0.0, 1.0]]
