"""Models that give exactly one topic: both scorers compete alike, and the file says which task a model has."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.test_storage import rewrite

import topictag
from topictag import ModelFormatError, SettingError, Tagger
from topictag.model.decisions import decide, probabilities, softmax
from topictag.model.reference import ReferenceScorer
from topictag.model.scorer import make_scorer

WORDS = ["хоккеисты", "матч", "театр", "балета", "банк", "ставку", "слон", "oil", ".", "\n", "\n\n", "<p>"]
UNREAD = ["", "Oil is up.", "Зюзьга мымрит."]


@pytest.fixture(scope="module")
def scorers(solo):
    """The scorer of this installation and the reference, of a model whose topics have calibrations of their own."""
    slope, offset = np.array([2.5, 1.0, 0.7], np.float32), np.array([-0.5, 0.25, 1.0], np.float32)
    model = replace(solo.model, slope=slope, offset=offset)
    return make_scorer(model), ReferenceScorer(model)


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=4), st.floats(0, 1))
def test_both_scorers_give_the_same(scorers, texts, threshold):
    native, reference = scorers
    rows = native.probabilities(texts)
    np.testing.assert_allclose(rows, reference.probabilities(texts), atol=1e-6)
    thresholds = np.full(3, threshold, np.float32)
    for own, other, row in zip(native.tags(texts), reference.tags(texts), rows, strict=True):
        assert own.keys() == other.keys()
        assert list(own.values()) == ([row.max()] if row.any() else [])
    for tags, row in zip(native.tags(texts, "auto", thresholds), rows, strict=True):
        assert list(tags.values()) == ([row.max()] if row.max() >= thresholds[0] and row.any() else [])
    for n in (1, 2, 3):
        for own, other in zip(native.tags(texts, top=n), reference.tags(texts, top=n), strict=True):
            assert list(own) == list(other)
            assert own == pytest.approx(other, abs=1e-6)


def test_probabilities_are_the_softmax_and_the_highest_is_the_tag(solo, solo_rows):
    texts = [text for text, _ in solo_rows]
    found = solo.probabilities(texts)
    odds = solo.model.slope * solo.scores(texts).astype(np.float64) + solo.model.offset
    powers = np.exp(odds)
    np.testing.assert_allclose(found, powers / powers.sum(axis=1, keepdims=True), atol=1e-6)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-6)
    assert [list(tags) for tags in solo.tag_many(texts)] == [[solo.topics[best]] for best in found.argmax(axis=1)]
    assert [list(tags) for tags in solo.iter_tags(texts)] == [list(tags) for tags in solo.tag_many(texts, n_jobs=2)]


def test_a_text_that_cannot_be_read_gets_no_topic(scorers, solo):
    assert solo.tag_many(UNREAD) == solo.tag_many(UNREAD, top=2) == [{}] * 3
    assert solo.tag_many(UNREAD, thresholds=0) == [{}] * 3
    for scorer in scorers:
        assert not scorer.probabilities(UNREAD).any()


def test_among_equals_the_first_topic_is_given(solo):
    """Without any difference between topics, each has the probability 1/3."""
    model = replace(
        solo.model,
        coef=np.zeros_like(solo.model.coef),
        intercept=np.zeros(3, np.float32),
        offset=np.zeros(3, np.float32),
    )
    for scorer in (make_scorer(model), ReferenceScorer(model)):
        assert scorer.tags(["Матч."]) == [{"culture": pytest.approx(1 / 3)}]


def test_a_threshold_is_a_probability_below_which_the_tagger_abstains(solo):
    text = "Хоккеисты выиграли матч."
    ((topic, probability),) = solo.tag(text).items()
    assert topic == "sport"
    assert solo.tag(text, thresholds=probability) == {topic: probability}
    assert solo.tag(text, thresholds=1.0) == solo.tag(text, thresholds={"sport": 1.0}) == {}
    assert solo.tag(text, thresholds={"culture": 1.0, "economy": 1.0}) == {topic: probability}
    assert next(iter(solo.tag(text, top=2).values())) == probability
    with pytest.raises(SettingError, match="Did you mean 'sport'"):
        solo.tag(text, thresholds={"sprot": 1.0})


def test_paragraphs_of_an_article_compete_together(solo):
    article = "Матч отменён.\n\nБалет в театре, премьера балета."
    best = solo.scores(["Матч отменён.", "Балет в театре, премьера балета."]).max(axis=0)
    np.testing.assert_allclose(solo.probabilities([article])[0], probabilities(solo.model, best), atol=1e-6)
    assert len(solo.tag(article)) == 1
    assert [list(own.tags) for own in solo.tag_paragraphs(article)] == [["sport"], ["culture"]]


def test_huge_scores_neither_overflow_nor_divide_by_zero():
    odds = np.array([[1e300, -1e300, 0.0], [-1e300, -1e300, -np.inf], [-np.inf] * 3])
    assert softmax(odds).tolist() == [[1, 0, 0], [0.5, 0.5, 0], [0, 0, 0]]
    assert decide(np.zeros(3), softmax(odds), "single").tolist() == [
        [True, False, False],
        [True, False, False],
        [False, False, False],
    ]


def test_the_file_keeps_the_task(solo, tmp_path):
    path = tmp_path / "solo.safetensors"
    solo.save(path)
    loaded = topictag.load(path)
    assert loaded.task == solo.task == "single"
    assert loaded.quality == solo.quality
    texts = ["Хоккеисты выиграли матч.", *UNREAD]
    np.testing.assert_array_equal(loaded.probabilities(texts), solo.probabilities(texts))


def test_a_file_that_does_not_say_gives_any_number_of_topics(leisure, model_path):
    rewrite(model_path, lambda header: header.pop("task"))
    old = topictag.load(model_path)
    assert old.task == "multi"
    texts = ["Хоккеисты выиграли матч.", *UNREAD]
    np.testing.assert_array_equal(old.probabilities(texts), leisure.probabilities(texts))
    assert old.tag_many(texts) == leisure.tag_many(texts)


@pytest.mark.parametrize("task", ["both", "", 1, None, ["single"], {}])
def test_a_file_with_another_task_is_damaged(model_path, task):
    rewrite(model_path, lambda header: header.update(task=task))
    with pytest.raises(ModelFormatError, match=r"damaged: its task is .*, not one of multi, single"):
        topictag.load(model_path)


def test_one_topic_cannot_compete(themes):
    tagger = topictag.train(themes.examples)
    with pytest.raises(ModelFormatError, match="its task is single, but there is only one topic"):
        Tagger(replace(tagger.model, task="single"))
