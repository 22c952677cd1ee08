"""The tagger: results, their order and shape, and refusals of what is no text."""

import pickle
from copy import deepcopy

import numpy as np
import pytest

from topictag.errors import DataError, InputTypeError, TopictagError

SPORT = "Хоккеисты выиграли матч чемпионата, вратарь отразил все броски."
CULTURE = "В театре прошла премьера спектакля, артистов долго вызывали на сцену."
ECONOMY = "Инфляция замедлилась, ставка банка не изменилась, рубль укрепился."
NOTHING = "Xyz."


def test_it_tags_other_topics_than_the_shipped_ones(leisure):
    assert leisure.topics == ("culture", "economy", "sport")
    assert [list(tags) for tags in leisure.tag_many([SPORT, CULTURE, ECONOMY, NOTHING])] == [
        ["sport"],
        ["culture"],
        ["economy"],
        [],
    ]


def test_many_texts_come_back_in_order_whatever_the_chunks_and_threads(leisure):
    texts = [SPORT, CULTURE, NOTHING, ECONOMY, ""] * 700
    expected = [leisure.tag(text) for text in texts[:5]] * 700
    assert leisure.tag_many(texts) == expected
    assert leisure.tag_many(iter(texts), n_jobs=2) == expected


def test_no_texts_give_no_results(leisure):
    assert leisure.tag_many([]) == []
    assert leisure.scores([]).shape == (0, 3)
    assert leisure.tag_paragraphs("") == []


def test_a_long_iterable_is_consumed_in_bounded_chunks(leisure):
    """An item that is no text is refused long before the iterable has been read to its end."""
    read = 0

    def texts():
        nonlocal read
        for read in range(100_000):
            yield SPORT if read < 600 else None

    with pytest.raises(InputTypeError, match=r"texts\[600\]"):
        leisure.tag_many(texts())
    assert read < 2000


def test_paragraphs_carry_their_place_in_the_article(leisure):
    article = f"  {SPORT}\r\n\r\n{CULTURE}\n\t\n{NOTHING}\n"
    paragraphs = leisure.tag_paragraphs(article)
    assert [paragraph.text for paragraph in paragraphs] == [SPORT, CULTURE, NOTHING]
    assert all(article[p.start : p.end] == p.text for p in paragraphs)
    assert [list(p.tags) for p in paragraphs] == [["sport"], ["culture"], []]


def test_scores_are_float32_and_those_of_the_best_paragraph(leisure):
    scores = leisure.scores([f"{SPORT}\n{CULTURE}", SPORT, CULTURE, NOTHING])
    assert scores.dtype == np.float32
    assert scores.shape == (4, 3)
    np.testing.assert_array_equal(scores[0], np.maximum(scores[1], scores[2]))
    assert np.isneginf(scores[3]).all()


def test_stress_marks_soft_hyphens_case_and_yo_change_nothing(leisure):
    plain = "артистов вызывали на сцену, актёр ушел"
    marked = "АРТИ́СТОВ вы\u00adзывали на сце́ну, АКТЕ\u0308Р УШЁЛ"
    np.testing.assert_array_equal(leisure.scores([plain]), leisure.scores([marked]))


def test_coverage_says_what_the_model_cannot_read(leisure):
    coverage = leisure.coverage("Хоккеисты и загогулины, загогулины!")
    assert (coverage.n_words, coverage.n_known) == (3, 1)
    assert coverage.unknown == ("загогулины",)
    assert coverage.share == pytest.approx(1 / 3)
    assert leisure.coverage("").share == 0


@pytest.mark.parametrize("value", [None, 5, ["текст"], b"\xd0\x94"])
@pytest.mark.parametrize("method", ["tag", "tag_paragraphs", "coverage"])
def test_what_is_no_text_is_refused(leisure, method, value):
    with pytest.raises(InputTypeError, match=type(value).__name__) as caught:
        getattr(leisure, method)(value)
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, TopictagError)


def test_bytes_are_told_the_way_out(leisure):
    with pytest.raises(InputTypeError, match=r"decode\('utf-8'\)"):
        leisure.tag("Текст".encode())


@pytest.mark.parametrize("method", ["tag_many", "scores"])
@pytest.mark.parametrize("value", ["один текст", b"bytes", 7])
def test_what_is_no_iterable_of_texts_is_refused(leisure, method, value):
    with pytest.raises(InputTypeError, match=r"iterable of str.*\[text\]"):
        getattr(leisure, method)(value)


def test_a_wrong_item_is_named_by_its_index(leisure):
    with pytest.raises(InputTypeError, match=r"texts\[601\] must be a str, not int"):
        leisure.tag_many([SPORT] * 601 + [601])


def test_metadata_cannot_be_changed_from_outside(leisure):
    leisure.metadata["data"]["n_examples"] = 0
    assert leisure.metadata["data"]["n_examples"] == 46


def test_zero_threads_are_refused(leisure):
    with pytest.raises(ValueError, match="n_jobs"):
        leisure.tag_many([SPORT], n_jobs=0)


def test_evaluation_counts_right_and_wrong(leisure):
    evaluation = leisure.evaluate([(SPORT, ["sport"]), (CULTURE, ["culture", "economy"]), (NOTHING, [])])
    by_topic = {quality.topic: quality for quality in evaluation.topics}
    assert (evaluation.n_examples, evaluation.n_tagless) == (3, 1)
    assert by_topic["sport"].f1.value == 1
    assert (by_topic["economy"].support, by_topic["economy"].n_tagged, by_topic["economy"].recall) == (1, 0, 0)
    assert by_topic["economy"].precision is None
    assert evaluation.macro_f1.value == pytest.approx(2 / 3, abs=1e-4)
    assert evaluation.false_tag_rate.value == 0


def test_evaluation_refuses_a_topic_that_the_model_does_not_know(leisure):
    with pytest.raises(DataError, match=r"example 1: .*'weather'.*culture, economy, sport"):
        leisure.evaluate([("Снег.", ["weather"])])


def test_a_tagger_travels_between_processes(leisure):
    for copy in (pickle.loads(pickle.dumps(leisure)), deepcopy(leisure)):  # noqa: S301 (our own bytes)
        assert copy.tag("Хоккеисты выиграли матч.") == leisure.tag("Хоккеисты выиграли матч.")
