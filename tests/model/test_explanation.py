"""Explanations: exact sums, places in the original text, and what was not read."""

import json
import pickle
import re
import unicodedata
from copy import deepcopy

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import topictag
from topictag.errors import InputTypeError, SettingError
from topictag.model.explanation import Explainer
from topictag.model.reference import ReferenceScorer
from topictag.model.scorer import make_scorer
from topictag.model.word_terms import WordTerms
from topictag.text.words import word_forms

KNOWN = ["банк", "реку", "закрыл", "нефть", "ГАЗЕ", "Энергетика", "матч", "театр", "НАТО", "не", "без", "хоккеисты"]
DRESS = ["<b>", "</p>", "https://t.me/x", "file.pdf", "&nbsp;", "\n\n", "#НовостиДня", "і", "stop", "е\u0301", "\u00ad"]
TEXTS = st.lists(st.sampled_from([*KNOWN, *DRESS]) | st.text(max_size=5), max_size=40).map(" ".join)


@pytest.fixture(scope="module")
def rubrics():
    """A tagger of exactly one topic per text."""
    texts = {"sport": ["Матч отменён.", "Кубок и матч.", "Кубок наш."]}
    texts["culture"] = ["Балет в театре.", "Театр закрыт.", "Премьера балета."]
    return topictag.train([(text, [topic]) for topic, own in texts.items() for text in own * 2])


@pytest.fixture(scope="module", params=["shipped", "extended", "rubrics"])
def model(request, extended, rubrics):
    return {"shipped": topictag.load().model, "extended": extended, "rubrics": rubrics.model}[request.param]


@pytest.fixture(scope="module", params=["native", "reference"])
def scorer(request, model):
    if request.param == "reference":
        return ReferenceScorer(model)
    scorer = make_scorer(model)
    if scorer.name != "native":
        pytest.skip("NOT RUN: topictag was installed without a compiler, so there is no native scan")
    return scorer


@pytest.fixture(scope="module")
def explain(model, scorer):
    explainer = Explainer(model, WordTerms(model, scorer.find_form), scorer)
    return lambda text, paragraphs="auto": explainer.explain(text, range(len(model.topics)), paragraphs)


def pickle_and_load(own):
    return pickle.loads(pickle.dumps(own))  # noqa: S301 (it was pickled here)


def sums(topic):
    terms = sum(own.contribution for own in topic.contributions)
    return terms + topic.intercept, sum(own.total for own in topic.words) + topic.intercept


@pytest.mark.parametrize("text", ["Нефть дорожает, зюзьга.\nМатч отменён.\nOil is up.", "<p></p>", ""])
@pytest.mark.parametrize("copied", [pickle_and_load, deepcopy])
def test_copies_and_pickles_say_the_same(explain, text, copied):
    own = explain(text)
    again = copied(own)
    assert again.to_dict() == own.to_dict()
    assert again.unread == own.unread
    assert str(again) == str(own)
    assert copied(again).to_dict() == own.to_dict()
    for paragraph in own.paragraphs:
        assert copied(paragraph).to_dict() == paragraph.to_dict()


def test_a_pickle_holds_no_model(explain, model):
    size = sum(array.nbytes for array in model.arrays().values())
    assert len(pickle.dumps(explain("Нефть дорожает."))) < max(size / 10, 30_000)


def test_the_best_paragraph_is_the_first_with_the_highest_score(explain):
    own = explain("Oil is up.\nМатч отменён.\nНефть дорожает.\nМатч отменён.")
    for number, topic in enumerate(own.topics):
        scores = [paragraph.topics[number].score for paragraph in own.paragraphs]
        assert own.decision(topic).score == max(score for score in scores if score is not None)
        assert own.paragraph(topic) is own.paragraphs[scores.index(own.decision(topic).score)]


def test_paragraphs_are_opened_only_when_they_are_read(explain):
    own = explain("Матч отменён.\nНефть дорожает.")
    first, second = own.paragraphs
    assert own.paragraph(own.topics[0]).topics is own.paragraph(own.topics[0]).topics
    opened = ["topics" in vars(paragraph) for paragraph in (first, second)]
    assert sorted(opened) == [False, True]


@given(TEXTS)
@example("Нефть дорожает.<br>Банк закрыл реку, а матч без НАТО не начался.")
def test_contributions_sum_to_the_scores_and_probabilities(explain, model, scorer, text):
    explanation = explain(text)
    assert explanation.tags == scorer.tags([text])[0]
    scores = np.full(len(model.topics), -np.inf)
    for paragraph in explanation.paragraphs:
        for number, topic in enumerate(paragraph.topics):
            if topic.score is None:
                assert not paragraph.is_read
                assert (topic.probability, topic.given, topic.contributions) == (0, False, ())
                continue
            assert sums(topic) == pytest.approx((topic.score, topic.score), abs=1e-6, rel=1e-6)
            scores[number] = max(scores[number], topic.score)
            if model.task == "multi":
                odds = model.slope[number] * sums(topic)[0] + model.offset[number]
                assert 1 / (1 + np.exp(-odds)) == pytest.approx(topic.probability, abs=1e-6)
    np.testing.assert_array_equal(scores.astype(np.float32), scorer.scores([text])[0])


@given(st.lists(TEXTS, max_size=3).map("\n".join))
def test_decisions_are_those_of_the_whole_text(explain, model, scorer, text):
    explanation = explain(text)
    assert list(explanation.probabilities.values()) == scorer.probabilities([text])[0].tolist()
    assert list(explanation.probabilities) == list(model.topics)
    scores = scorer.scores([text])[0].tolist()
    for own, score in zip(explanation.decisions, scores, strict=True):
        assert own.probability == explanation.probabilities[own.topic]
        assert own.given == (own.topic in explanation.tags)
        assert own.score == (None if score == -np.inf else score)
        if own.distance is not None and abs(own.distance) > 1e-4:
            assert own.given == (own.distance > 0)
    if model.task == "multi":
        for own in explanation.decisions:
            best = explanation.topic(own.topic)
            assert own[:6] == (best.topic, best.score, best.probability, best.threshold, best.distance, best.given)


@given(TEXTS)
def test_a_word_that_contributes_is_not_listed_as_unread(explain, text):
    explanation = explain(text)
    for paragraph in explanation.paragraphs:
        known = {place for topic in paragraph.topics for own in topic.contributions for place in own.places}
        assert not known & {(own.start, own.end) for own in paragraph.unread}


@given(TEXTS)
def test_a_topic_is_given_where_its_distance_is_not_negative(explain, text):
    for paragraph in explain(text).paragraphs:
        for topic in paragraph.topics:
            if topic.distance is not None and abs(topic.distance) > 1e-4:  # nearer, a probability rounds
                assert topic.given == (topic.distance > 0)


@given(TEXTS)
def test_places_are_words_of_the_original_text(explain, text):
    explanation = explain(text)
    for paragraph in explanation.paragraphs:
        for topic in paragraph.topics:
            for word in topic.words:
                assert paragraph.start <= word.start < word.end <= paragraph.end
            words = {(word.start, word.end) for word in topic.words}
            for own in topic.contributions:
                assert set(own.places) <= words
                assert own.contribution == own.weight * own.value
                assert own.value > 0
                if own.kind in {"pair", "negation"}:
                    assert len(own.places) % 2 == 0
    for own in explanation.unread:
        assert 0 <= own.start < own.end <= len(text)


@given(st.text(max_size=60))
@settings(max_examples=50)
def test_any_text_can_be_explained(explain, text):
    assert json.loads(json.dumps(explain(text).to_dict()))["version"] == 1


def test_inflected_words_are_found_where_they_stand():
    text = "Пресс-служба: <i>пере\u00adго\u0301воры</i> о&nbsp;мирном договоре."
    topic = topictag.explain(text).topic("peace talks")
    places = {own.term: [text[start:end] for start, end in own.places] for own in topic.contributions}
    assert places["переговоры"] == ["пере\u00adго\u0301воры"]
    assert places["договор мирный"] == ["мирном", "договоре"]
    lemmas = {own.term: own.lemmas for own in topic.contributions}
    assert lemmas["перег*"] == ("переговоры",)
    assert lemmas["договор мирный"] == ("мирный", "договор")


def test_a_place_is_a_word_as_it_is_written():
    text = unicodedata.normalize("NFD", "Ёлки, й и #МИДРоссии обсудили зелёную энергетику")
    for topic in topictag.explain(text).paragraphs[0].topics:
        for word in topic.words:
            assert word_forms(text[word.start : word.end]) == [word.form]


def test_a_word_has_a_total_of_all_its_terms():
    topic = topictag.explain("Энергетика").topic("energy")
    (word,) = topic.words
    assert (word.form, word.lemma) == ("энергетика", "энергетика")
    assert {own.kind for own in topic.contributions} >= {"lemma", "family"}
    assert word.total == pytest.approx(topic.score - topic.intercept, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Нефть и о ценах", [("и", "short word"), ("о", "short word")]),
        ("Нефть для зюзьги", [("для", "function word"), ("зюзьги", "unknown word")]),
        (
            "Нефть: https://t.me/x и x@ya.ru",
            [("https://t.me/x", "address"), ("и", "short word"), ("x@ya.ru", "address")],
        ),
        ("<b>Нефть</b> &laquo;дорожает&raquo;", [("<b>", "markup"), ("</b>", "markup")]),
        ("Нефть отчёт.pdf", [("отчёт.pdf", "address")]),
        ("Нефть a1b2c3d4e5f6a7b8c9", [("a1b2c3d4e5f6a7b8c9", "code")]),
        ("Нафта і газ.\nНефть", [("Нафта і газ", "not Russian")]),
        ("Нефть\\nГаз", [("\\n", "code")]),
    ],
)
def test_what_is_not_read_has_a_reason(text, expected):
    assert [(text[own.start : own.end], own.reason) for own in topictag.explain(text).unread] == expected


@pytest.mark.parametrize(
    ("text", "silences"),
    [("", []), ("  \n", []), ("<br>", []), ("— 5 %", ["no word"]), ("Oil is up.", ["skipped: not Russian"])],
)
def test_a_text_that_cannot_be_read_has_no_score(text, silences):
    explanation = topictag.explain(text)
    assert [paragraph.silence for paragraph in explanation.paragraphs] == silences
    assert all(topic.score is None and topic.distance is None for own in explanation.paragraphs for topic in own.topics)
    assert explanation.tags == {}


def test_topics_and_thresholds_can_be_chosen():
    explanation = topictag.explain("Нефть дорожает.", ["security", "energy"], thresholds={"energy": 1})
    assert explanation.topics == ("energy", "security")
    assert (explanation.tags, explanation.topic("energy").threshold) == ({}, 1)
    assert explanation.topic("energy").distance < 0


def test_the_best_paragraph_of_a_topic():
    text = "В театре премьера.\nНефть дорожает, экспорт газа растёт."
    explanation = topictag.explain(text)
    assert explanation.paragraph("energy") is explanation.paragraphs[1]
    assert explanation.topic("energy") is explanation.paragraphs[1].topics[1]


def test_the_rest_of_the_contributions_is_summed_up():
    topic = topictag.explain("Нефть дорожает, экспорт газа растёт, добыча угля падает.").topic("energy")
    shown = topic.to_dict(top=3)
    assert len(shown["words"]) == 3
    words = sum(total for _, _, total in shown["words"]) + shown["rest_of_words"]["total"]
    assert words + shown["intercept"] == pytest.approx(shown["score"], abs=1e-6)
    assert shown["words"] == sorted(shown["words"])
    assert shown["rest_of_words"]["n"] == len(topic.words) - 3
    assert len(shown["contributions"]) == 3
    total = sum(own["contribution"] for own in shown["contributions"]) + shown["rest"]["contribution"]
    assert total + shown["intercept"] == pytest.approx(shown["score"], abs=1e-6)
    assert shown["rest"]["n"] == len(topic.contributions) - 3


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((b"x",), InputTypeError, "text must be a str"),
        (("x", 5), InputTypeError, r"not int\. Give a list, such as \['Afghanistan'\], or leave it out"),
        (("x", "energy"), InputTypeError, r"Give a list: \['energy'\]"),
        (("x", []), SettingError, "topics is empty"),
        (("x", ["enrgy"]), SettingError, r"topics: 'enrgy' is not a topic of this model\. Did you mean 'energy'"),
        (("x", ["кошки"]), SettingError, "The topics are Afghanistan, energy"),
    ],
)
def test_bad_arguments_are_named(arguments, error, message):
    with pytest.raises(error, match=message):
        topictag.explain(*arguments)


def test_an_unknown_topic_of_an_explanation_is_named():
    with pytest.raises(SettingError, match=r"'enrgy' is not a topic of this explanation\. Did you mean 'energy'"):
        topictag.explain("Нефть.").topic("enrgy")
    for find in (topictag.explain("").topic, topictag.explain("").why_not, topictag.explain("").paragraph):
        with pytest.raises(SettingError, match=r"'enrgy' is not a topic of this explanation"):
            find("enrgy")
    with pytest.raises(SettingError, match="no paragraph"):
        topictag.explain("").paragraph("energy")


def test_a_text_without_paragraphs_has_topics_without_a_score():
    explanation = topictag.explain("", ["energy"])
    energy = explanation.topic("energy")
    assert explanation.topics == ("energy",)
    assert (energy.score, energy.probability, energy.given, energy.contributions, energy.words) == (
        None,
        0,
        False,
        (),
        (),
    )
    assert explanation.decision("energy").threshold == topictag.load().thresholds["energy"]
    assert set(explanation.probabilities.values()) == {0}


def test_json_can_leave_paragraphs_out():
    text = "В театре зюзьга.\n" * 9 + "Нефть дорожает, зюзьга.\n" + "Афганистан. Кабул.\n" * 2
    explanation = topictag.explain(text)
    shown = explanation.to_dict(max_paragraphs=2)
    assert shown["paragraphs_left_out"] == 10
    starts = [own["start"] for own in shown["paragraphs"]]
    assert starts == sorted(starts)
    assert text.index("Нефть") in starts
    spans = [(own["start"], own["end"]) for own in shown["paragraphs"]]
    assert all(any(start <= own["start"] < end for start, end in spans) for own in shown["unread"])
    assert [text[own["start"] : own["end"]] for own in shown["unread"]] == ["зюзьга"]
    everything = explanation.to_dict()
    assert (everything["paragraphs_left_out"], len(everything["paragraphs"])) == (0, 12)
    assert [own["topic"] for own in everything["topics"]] == list(explanation.topics)


@pytest.mark.parametrize("options", [{"top": -1}, {"top": 1.5}, {"max_paragraphs": -1}, {"max_paragraphs": "5"}])
def test_bounds_of_json_are_checked(options):
    (name,) = options
    with pytest.raises(SettingError, match=f"{name} must be a whole number of at least 0"):
        topictag.explain("Нефть.").to_dict(**options)


def test_each_object_is_one_line():
    explanation = topictag.explain("Нефть дорожает." * 3 + "\nТеатр.")
    assert re.fullmatch(r"<Explanation of 2 paragraphs: energy 0\.\d+>", repr(explanation))
    assert repr(explanation.paragraphs[0]) == "<ParagraphExplanation of [0:45]: energy>"
    assert repr(explanation.topic("security")).startswith("<TopicExplanation: security, not given, score −"[:-1])
    assert repr(topictag.explain("")) == "<Explanation of 0 paragraphs: no tag>"


def test_explaining_finds_no_terms_before_they_are_read(monkeypatch):
    monkeypatch.setattr("topictag.model.occurrences.TermFinder.find", None)
    explanation = topictag.explain("Нефть дорожает.\nТеатр.")
    with pytest.raises(TypeError):
        explanation.topic("energy").words  # noqa: B018 (it is computed when it is read)
