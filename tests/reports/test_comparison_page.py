"""The page of a comparison: it shows data as data, bounds its lists, and says what it leaves out."""

import re
from dataclasses import replace

import pytest

from topictag.results.changed_text import ChangedText, TermShift
from topictag.results.contribution import WordTotal
from topictag.results.model_comparison import MetricChange, ModelComparison, TopicChange
from topictag.results.quality import Difference, Estimate, TopicQuality

HOSTILE = "<script>alert(1)</script>\x1b[31m"


def make_topic(name, verdict="not shown", value=0.0):
    difference = Difference(value, value - 0.1, value + 0.1, 0.1)
    return TopicChange(name, 40, 200, 0.9, 0.9 + value, difference, 0.01, 0.9, verdict, 7, 2, 3, 1, 0.1, 90)


def make_text(number, *, given=False):
    return ChangedText(
        id=f"text {number}",
        topic="sport",
        labelled=True,
        given=given,
        probabilities=(0.9, 0.2),
        thresholds=(0.5, 0.4),
        base=-0.1,
        rest=0.2,
        text=f"Матч {HOSTILE}",
        terms=(TermShift("матч", "lemma", 1.5, -0.5, ((0, 4),)),),
        words=(WordTotal(0, 4, "матч", "матч", -2.0),),
    )


@pytest.fixture
def compared():
    change = MetricChange(0.9, 0.8, Difference(-0.1, -0.2, -0.05, 0.001))
    return ModelComparison(
        names=("old.safetensors", HOSTILE),
        tasks=("multi", "multi"),
        n_examples=200,
        n_articles=150,
        overall={"macro_f1": change},
        average_p=(0.01, 0.99),
        topics=(make_topic("sport", "worse", -0.2), make_topic(HOSTILE)),
        topics_only_old=(TopicQuality("gone", 9, 8, 0.5, 0.5, Estimate(0.5, None, None)),),
        n_texts_lost=25,
        n_texts_gained=1,
        texts=(*(make_text(number) for number in range(25)), make_text(25, given=True)),
    )


def test_data_cannot_be_markup(compared):
    page = compared.to_html()
    assert "<script>" not in page
    assert "\x1b" not in page
    assert "&lt;script&gt;" in page
    assert "\x1b" not in str(compared)


def test_the_answer_is_first_and_topics_of_one_model_are_shown(compared):
    page = compared.to_html()
    assert "<h1>The new model is worse in 1 topic</h1>" in page
    assert "Worse: &#x27;sport&#x27; −0.200." in page
    assert "the old model" in page
    assert page.count("<h1>") == 1


def test_lists_are_bounded_and_say_so(compared):
    page = compared.to_html()
    assert page.count('<article class="wrong">') == 21
    assert "The 20 of 25 whose probabilities differ most" in page
    assert "(25, here the 10 whose probabilities differ most)" in str(compared)
    assert len(compared.to_dict()["texts"]) == 26


def test_of_many_topics_those_with_a_result_are_shown(compared):
    many = [make_topic(f"topic {number}", value=number / 1000) for number in range(200)]
    many[3] = make_topic("the worst", "worse", -0.001)
    own = replace(compared, topics=tuple(many))
    assert "the worst" in own.to_html()
    assert "150 more topics, which differ less" in own.to_html()
    assert "150 more topics" in str(own)
    assert len(own.to_dict()["topics"]) == 200


def test_words_show_what_they_lost(compared):
    assert '<mark class="against-3" title="−2.00">Матч</mark>' in compared.to_html()
    assert "матч −2.0" in str(compared)


def test_without_texts_there_are_ids_and_no_words(compared):
    own = replace(
        compared, has_texts=False, texts=tuple(replace(one, text="", terms=(), words=()) for one in compared.texts)
    )
    page = own.to_html()
    assert "text 3" in page
    assert "Матч" not in page
    assert "without texts" in page


def test_ids_are_unique_and_links_lead_somewhere(compared):
    page = compared.to_html()
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_the_same_comparison_gives_the_same_page(compared):
    assert compared.to_html() == compared.to_html()


def test_a_notebook_shows_the_figures_without_ids_and_texts(compared):
    fragment = compared._repr_html_()
    assert " id=" not in fragment
    assert "Матч" not in fragment
    assert "The new model is worse in 1 topic" in fragment
    assert "macro-F1" in fragment
