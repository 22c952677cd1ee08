"""Pages of reports: whatever names and texts contain is shown, nothing comes from outside, and the size is bounded."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.reports.test_page import read

import topictag
from topictag.reports.report_confusion import write_confusion
from topictag.reports.report_texts import mark_words
from topictag.reports.report_thresholds import list_thresholds
from topictag.reports.report_topics import MAX_DETAILED, choose_detailed
from topictag.results.comparison import Disagreement
from topictag.results.contribution import WordTotal
from topictag.results.quality import Confusion
from topictag.results.topic_report import ThresholdPoint
from topictag.results.wrong_text import WrongText

WRONG = WrongText("a-1", "sport", labelled=False, given=True, probability=0.9, explained_probability=0.9, threshold=0.5)
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
    sliders = re.findall(r'<div class="slider" hidden [^>]*data-points="([^"]*)"', page)
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


@pytest.fixture(scope="module")
def single(solo, solo_rows):
    return topictag.report([*solo_rows, ("Матч отменён.", ["culture"])], tagger=solo)


def test_where_topics_compete_thresholds_of_zero_are_not_shown(single):
    _, text = read(single.to_html())
    assert "threshold 0.00" not in text.lower()
    assert "0.00 (" not in text
    assert "--abstain" in text
    assert "Minimum probability of sport" in text
    assert "Topics together" not in text


def test_the_confusion_table_counts_right_by_given(single):
    table = write_confusion(single)
    cells = re.findall(r'<td class="([^"]*)" title="[^"]*">(\d+)</td>', table)
    assert sum(int(n) for _, n in cells) == single.quality.n_examples
    assert all(css.endswith("zero") for css, n in cells if n == "0")
    assert {css for css, n in cells if int(n) > 3} == {"number right for-3"}
    assert any(css.startswith("number against-") for css, _ in cells)


def test_the_confusion_table_of_many_topics_has_those_confused_most(single):
    names = [f"topic {number}" for number in range(50)]
    many = with_topics(single, names)
    cells = [Confusion(name, name, 5) for name in names] + [Confusion("topic 40", "topic 49", 3)]
    cells += [Confusion("topic 40", "", 2), *(Confusion("topic 49", f"topic {number}", 1) for number in range(35))]
    table = write_confusion(replace(many, quality=replace(many.quality, confusion=tuple(cells))))
    rows = table.split("<tr>")[2:]
    assert len(rows) == 30
    assert [re.findall(r">(\d+)</td>", own) for own in rows if "topic 40<" in own] == [
        [*["0"] * 28, "5", "3", "0", "2", "10"]
    ]
    assert re.findall(r">(\d+)</td>", rows[-1])[-3:] == ["7", "0", "40"]
    assert "The table shows 30 of 50 topics" in table


def test_thresholds_with_the_same_figures_share_a_row(report):
    points = tuple(ThresholdPoint(step / 100, 0.5, 0.5, 10, 0.5) for step in range(101))
    best = replace(points[70], f1=0.6, n_tagged=9)
    topic = replace(
        report.topics[0],
        at_threshold=replace(points[30], threshold=0.299),
        by_threshold=(*points[:70], best, *points[71:]),
        best=best,
    )
    names = [name or point.threshold for point, name in list_thresholds(topic, "multi")]
    assert names == [0.1, 0.2, "0.299 (model)", 0.4, 0.5, 0.6, "0.70 (best F1)", 0.8, 0.9]
    same = replace(topic, best=replace(best, f1=0.5))
    assert "0.299 (model, best F1)" in [name for _, name in list_thresholds(same, "multi")]


def test_topics_that_nothing_tells_of_take_a_sentence(leisure):
    page = topictag.report([("Хоккеисты выиграли матч.", ["sport"])], tagger=leisure).to_html()
    assert page.count("<svg") == 3
    assert page.count("No example has this topic, and none got it.") == 2
    assert "Not in the tables, because no example has or got them: culture, economy." in page


def test_texts_that_are_not_read_show_no_terms(leisure):
    page = topictag.report([("Oil is up again.", ["sport"])], tagger=leisure).to_html()
    _, text = read(page)
    assert "The model does not read this text: not Russian." in text
    assert "Examples without a score, because the text is not read: 1 (not Russian)." in text
    assert "Terms of text 1" not in text
    assert '<blockquote lang="">' in page


def test_explanations_by_a_model_that_has_learnt_from_the_texts_are_marked(report):
    wrong = replace(WRONG, probability=0.93, explained_probability=0.2)
    _, text = read(replace(report, origin="cross-validation", texts=(wrong,)).to_html())
    assert "The model that explains these texts has learnt from them." in text
    assert "gave the probability 0.930" in text
    assert "gives 0.200" in text
    _, text = read(replace(report, texts=(wrong,)).to_html())
    assert "has learnt from them" not in text


def test_sums_of_terms_have_rows_of_their_own(report):
    _, text = read(replace(report, texts=(replace(WRONG, score=1.0, rest=0.25, intercept=0.75),)).to_html())
    assert all(own in text for own in ("other terms", "+0.25", "intercept", "+0.75", "score: the sum", "+1.00"))


def test_both_models_are_shown_and_where_they_disagree(leisure, leisure_path):
    own = topictag.report(leisure_path, tagger=leisure, against=leisure)
    disagreement = Disagreement("a-1", "sport", labelled=True, given=False, probability=0.2, other_probability=0.9)
    against = replace(own.against, n_disagreements=1, disagreements=(disagreement,))
    _, text = read(replace(own, against=against).to_html())
    assert "p-value" in text
    assert "only this gives it: right" in text
    assert "Different decisions: 1" in text
    assert "a-1" in text
