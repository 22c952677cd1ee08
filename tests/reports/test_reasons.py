"""Reasons in words: the verdict, what is missing, the words for and against."""

from dataclasses import replace

import numpy as np
import pytest

import topictag
from topictag import Tagger
from topictag.errors import SettingError
from topictag.reports.decided_figures import write_pair, write_probability, write_scores, write_signed
from topictag.reports.prose import shorten_text
from topictag.reports.weighed_words import WeighedWord, name_reasons, quote_words, weigh_words, write_word


def test_a_topic_that_is_missing_says_how_much_is_missing():
    explanation = topictag.explain("Премьера балета прошла в Кабуле. Зюзьга.")
    said = explanation.why_not("energy")
    energy = explanation.topic("energy")
    assert said.startswith("The text does not have the topic energy: its probability is 0.00, and the threshold is 0.")
    assert f"Missing: {-energy.distance:.2f}" in said
    assert "Against it: «балета» −" in said
    assert said.endswith("The model does not know «Зюзьга».")


def test_a_topic_that_is_given_has_words_for_it_and_nothing_missing():
    said = topictag.explain("Нефть дорожает.").why_not("energy")
    assert said.startswith("The text has the topic energy: its probability is 0.9")
    assert "For it: «Нефть» +" in said
    assert "Missing" not in said


def test_the_parts_of_the_score_add_up(article):
    for topic in map(article.topic, article.topics):
        words = weigh_words(article.text, topic)
        assert sum(word.total for word in words) + topic.intercept == pytest.approx(topic.score, abs=1e-6)
        assert [word.total for word in words] == sorted((word.total for word in words), reverse=True)


def test_of_several_paragraphs_it_says_which_one_it_is_about(article):
    assert "paragraph 5 of 7, “Отдельно обсудили электричество. Линия…”" in article.why_not("energy")
    several = topictag.explain("Премьера балета.\nКонцерт в театре.\nМатч.")
    assert "It comes closest in paragraph" in several.why_not("energy")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Oil is up, say the ministers.", "it is not Russian"),
        ("12, 13 — 14.", "it contains no word"),
        ("Зюзьга мымрит.", "the model knows none of its words"),
        ("", "it is empty"),
        ("<p></p>", "it contains no prose"),
    ],
)
def test_a_text_that_was_not_read_says_why(text, reason):
    assert topictag.explain(text).why_not("energy") == f"The text does not have the topic energy, because {reason}."


def test_paragraphs_that_were_not_read_are_counted_with_the_reason():
    said = topictag.explain("Нефть дорожает.\nOil is up, say the ministers.\nЗюзьга мымрит.").why_not("energy")
    assert said.endswith("Not read: 2 of 3 paragraphs (not Russian, no known word).")


def test_competing_topics_are_named(rubrics):
    explanation = rubrics.explain("Завтра матч.")
    assert "a text gets one topic, and sport is more probable (0." in explanation.why_not("culture")
    assert "it is the most probable one, with 0." in explanation.why_not("sport")
    assert "Next comes culture with 0." in explanation.why_not("sport")
    assert "but its threshold is 1.00" in rubrics.explain("Завтра матч.", thresholds=1).why_not("sport")


def test_an_unknown_topic_is_refused_with_the_closest_one(article):
    with pytest.raises(SettingError, match=r"'enrgy' is not a topic of this explanation\. Did you mean 'energy'"):
        article.why_not("enrgy")


def test_words_and_beginnings_are_printable(hostile):
    explanation = topictag.explain(f"{hostile}\n{hostile}")
    assert explanation.why_not("energy").isprintable()


def test_the_words_that_weigh_most_are_those_for_the_topic(article):
    assert name_reasons(article, "energy") == ["энергетики", "электричество", "ГЭС"]
    text = topictag.explain("Премьера балета.", thresholds=0)
    assert all(word not in name_reasons(text, "energy") for word in ("балета",))


def test_inflections_of_a_lemma_are_one_word():
    explanation = topictag.explain("Нефть подорожала. Экспорт нефти вырос, нефтью торгуют.")
    words = [word.written.lower() for word in weigh_words(explanation.text, explanation.topic("energy"))]
    assert len([word for word in words if word.startswith("нефт")]) == 1


@pytest.mark.parametrize(
    ("text", "written"), [("Нефть", "Нефть"), ("неф\u00adти", "нефти"), ("перего-\nворы", "переговоры")]
)
def test_a_word_that_is_interrupted_is_written_as_one(text, written):
    assert write_word(text, (0, len(text))) == written


def test_numbers():
    assert [write_signed(value) for value in (1.234, -0.5, 0.001, -0.004)] == ["+1.23", "−0.50", "0.00", "0.00"]
    assert write_pair(0.42708, 0.42711) == ("0.42708", "0.42711")
    assert write_pair(0.999, 0.4) == ("1.00", "0.40")
    assert write_pair(0.9999998, 1.0) == ("0.9999998", "1.0000000")
    assert write_pair(1.0, 1.0) == ("1.00", "1.00")
    assert write_pair(1e-5, 0.0) == ("0.00001", "0.00000")
    assert write_scores(1.004, 1.0039) == ("+1.0040", "+1.0039")
    assert write_scores(-0.001, 0.002) == ("−0.001", "+0.002")


@pytest.mark.parametrize("value", [1 - 2.0**-24, 0.99999, 0.9951, 1.0])
def test_a_probability_has_two_decimals(value):
    assert write_probability(value) == "1.00"


@pytest.mark.parametrize("value", [1 - 2.0**-24, 0.99999, 0.995])
def test_a_probability_never_looks_as_if_it_reached_a_threshold_that_it_misses(value):
    probability, threshold = write_pair(value, 1.0)
    assert float(probability) < float(threshold)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("короткий текст", "короткий текст"),
        ("длинный текст " * 9, "длинный текст…"),
        ("весьма длинный текст", "весьма…"),
        ("", ""),
    ],
)
def test_beginnings_end_with_a_word(text, shown):
    assert shorten_text(text, 14) == shown


def test_the_words_of_a_sentence_add_up():
    words = [WeighedWord("нефть", 3.0), WeighedWord("газ", 0.06), WeighedWord("и", 0.03)]
    assert quote_words(words, 2) == "«нефть» +3.00, «газ» +0.06 and 1 more +0.03"
    assert quote_words(words[:2], 2) == "«нефть» +3.00, «газ» +0.06"


def test_what_is_missing_is_no_promise():
    said = topictag.explain("Биржа закрылась, нефть.", thresholds=1).why_not("energy")
    assert "The strongest word for the topic, «нефть», adds " in said
    assert "would" not in said.partition("Missing")[2]


def test_of_competing_paragraphs_the_text_decides(rubrics):
    explanation = rubrics.explain("Кубок и матч.\nТеатр закрыт.")
    (winner,) = explanation.tags
    loser = next(topic for topic in explanation.topics if topic != winner)
    assert all(explanation.topic(topic).given for topic in explanation.topics)  # each in its own paragraph
    said = explanation.why_not(loser)
    decided, alone = explanation.decision(loser), explanation.topic(loser)
    assert f"{winner} is more probable ({explanation.tags[winner]:.2f}; {loser} has {decided.probability:.2f})" in said
    assert f"this paragraph has the probability {write_probability(alone.probability)}" in said
    assert f"Missing: {-decided.distance:.2f}" in said
    assert "Missing" not in explanation.why_not(winner)


def test_of_competing_paragraphs_none_is_given_if_the_text_misses_its_threshold(rubrics):
    explanation = rubrics.explain("Кубок и матч.\nТеатр закрыт.", thresholds=0.9)
    assert explanation.tags == {}
    assert not any(decision.given for decision in explanation.decisions)
    for topic in explanation.topics:
        said = explanation.why_not(topic)
        assert said.startswith(f"The text does not have the topic {topic}: ")
        assert f"Missing: {-explanation.decision(topic).distance:.2f}" in said
    favourite = max(explanation.topics, key=lambda topic: explanation.probabilities[topic])
    assert "it is the most probable one, with 0." in explanation.why_not(favourite)
    assert "but its threshold is 0.90" in explanation.why_not(favourite)


def test_equal_topics_are_called_so(rubrics):
    model = rubrics.model
    equal = replace(model, coef=model.coef * np.float32(0), intercept=model.intercept * np.float32(0))
    explanation = Tagger(equal).explain("Матч.\nТеатр.")
    assert list(explanation.tags) == ["culture"]
    assert "sport is as probable, but comes later in the model" in explanation.why_not("culture")
    said = explanation.why_not("sport")
    assert "culture is as probable (0.50) and comes first in the model" in said
    assert "Missing: less than 0.01" in said


def test_a_topic_below_its_threshold_is_told_from_one_that_loses(rubrics):
    explanation = rubrics.explain("Кубок и матч. Театр.", thresholds={"sport": 1})
    assert "the most probable one, with 0." in explanation.why_not("sport")
    assert "but its threshold is 1.00" in explanation.why_not("sport")
    assert "sport itself does not reach its threshold" in explanation.why_not("culture")
    assert "No tag: the most probable topic, sport (0." in str(explanation)
