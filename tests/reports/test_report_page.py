"""Pages of reports: whatever names and texts contain is shown, nothing comes from outside, and the size is bounded."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.reports.test_page import read

import topictag
from topictag.reports.report_texts import mark_words
from topictag.reports.report_topics import MAX_DETAILED, choose_detailed
from topictag.results.contribution import WordTotal

HOSTILE = "</script><img src=x onerror=alert(1)>\x1b[31m\u202e Хоккеисты выиграли матч."


@pytest.fixture(scope="module")
def report(leisure, leisure_path):
    return topictag.report(leisure_path, tagger=leisure)


def with_topics(report, names):
    """Return the report with other topics, each of which has the figures of the first."""
    first = report.topics[0]
    topics = [replace(first, topic=name, quality=replace(first.quality, topic=name)) for name in names]
    return replace(
        report, topics=tuple(topics), quality=replace(report.quality, topics=tuple(own.quality for own in topics))
    )


def test_markup_in_texts_and_ids_is_shown(leisure):
    page = topictag.report([{"id": HOSTILE, "text": HOSTILE, "tags": ["culture"]}], tagger=leisure).to_html()
    tags, text = read(page)
    assert "img" not in tags
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert r"onerror=alert(1)>\x1b[31m\u202e" in text


def test_odd_names_of_topics_have_sections_of_their_own(report):
    names = ["a/b", "a b", "<script>alert(1)</script>", '"$x^2$"', "long " * 50 + "name"]
    page = with_topics(report, names).to_html()
    tags, text = read(page)
    assert tags.count("script") == 1
    assert all(name in text for name in names)
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    links = re.findall(r'href="#([^"]*)"', page)
    assert set(links) <= set(ids)


def test_a_page_asks_for_nothing_from_outside(report):
    page = report.to_html()
    assert set(re.findall(r"https?://[^\"' ]*", page)) <= {"http://www.w3.org/1999/xlink", "http://www.w3.org/2000/svg"}
    assert re.findall(r"url\((?!#)", page) == []
    assert not re.search(r"<link|<iframe|@import| src=", page)


def test_plots_take_the_colours_of_the_page_and_say_what_they_show(report):
    plots = re.findall(r"<svg.*?</svg>", report.to_html(), re.DOTALL)
    assert len(plots) == 3 * len(report.topics)
    for plot in plots:
        assert re.findall(r"#[0-9a-f]{6}", plot) == []
        assert re.match(r'<svg [^>]*role="img" aria-label="[^"]+"', plot)


def test_the_slider_has_a_label_and_is_hidden_without_its_script(report):
    page = report.to_html()
    sliders = re.findall(r'<div class="slider" hidden data-points="([^"]*)"', page)
    assert [len(json.loads(own)) for own in sliders] == [101] * len(report.topics)
    inputs = re.findall(r'<input type="range" id="([^"]*)"', page)
    assert all(f'<label for="{own}">' in page for own in inputs)


def test_headings_are_in_order(report):
    levels = [int(level) for level in re.findall(r"<h(\d)", report.to_html())]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_of_many_topics_the_most_frequent_and_the_weakest_have_plots(report):
    many = with_topics(report, [f"topic {number}" for number in range(500)])
    topics = list(many.topics)
    topics[490] = replace(topics[490], quality=replace(topics[490].quality, support=10_000))
    weak = replace(topics[480].quality, support=1, f1=replace(topics[480].quality.f1, value=0.01))
    topics[480] = replace(topics[480], quality=weak)
    chosen = choose_detailed(topics)
    assert len(chosen) == MAX_DETAILED
    assert {480, 490} <= set(chosen)
    page = replace(many, topics=tuple(topics)).to_html()
    assert page.count("<svg") == 3 * MAX_DETAILED
    assert len(page.encode()) < 3_000_000
    assert "The page shows 30 of 500 topics in detail" in page


def test_words_are_marked_by_side_and_strength():
    words = [
        WordTotal(0, 3, "газ", "газ", 1.0),
        WordTotal(4, 8, "матч", "матч", -0.4),
        WordTotal(9, 12, "дом", "дом", 0.01),
    ]
    assert mark_words("Газ матч дом", words) == (
        '<mark class="for-3" title="+1.00">Газ</mark> <mark class="against-2" title="−0.40">матч</mark> дом'
    )
