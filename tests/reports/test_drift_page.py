"""The page of drift: names and words are shown as they are, and many topics do not make it large."""

from dataclasses import replace

import pytest

import topictag
from topictag.reports.drift import list_tag_cells, list_word_cells, write_p
from topictag.reports.drift_page import make_drift_fragment, make_drift_page
from topictag.results import NewWord


@pytest.fixture(scope="module")
def drift():
    energy, sport = "Газопровод остановлен на ремонт.", "Сборная победила."
    return topictag.drift([energy, sport] * 40, [sport] * 60)


def test_markup_in_names_is_shown(drift):
    hostile = "<script>alert(1)</script>\x1b"
    topics = (replace(drift.topics[0], topic=hostile), *drift.topics[1:])
    words = (NewWord(hostile, 0.5, 0.0),)
    page = make_drift_page(replace(drift, topics=topics, new_words=words, findings=(hostile,)))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 5
    assert "\x1b" not in page


def test_each_topic_has_a_plot_with_a_name(drift):
    page = make_drift_page(drift)
    assert "<h1>Something has changed</h1>" in page
    assert page.count("<figure>") == len(drift.topics)
    assert all(f'aria-label="{own.topic}: share' in page for own in drift.topics)


def test_the_scale_of_a_plot_is_shown_and_explained(drift):
    page = make_drift_page(drift)
    assert ">100 %</text>" in page
    assert ">probability</text>" in page
    assert page.count("one of square roots") == len(drift.topics)


def test_commands_are_marked_as_code(drift):
    page = make_drift_page(drift)
    assert "<code>topictag calibrate</code>" in page
    assert "`" not in page
    assert page.count("<li>") == len(drift.findings)


def test_columns_are_explained(drift):
    page = make_drift_page(drift)
    assert ">p (corrected)</th>" in page
    for name in ("p (corrected)", "Found from", "at probability", "Prevalence"):
        assert f"&quot;{name}&quot; is" in page


def test_a_notebook_gets_a_fragment_without_a_page(drift):
    fragment = drift._repr_html_()
    assert fragment == make_drift_fragment(drift)
    assert fragment.startswith('<div class="topictag"')
    assert "<html" not in fragment
    assert " id=" not in fragment
    assert "Something has changed" in fragment


@pytest.mark.parametrize(
    ("is_significant", "is_large", "result"),
    [
        (True, True, "changed"),
        (False, True, "large, but not significant"),
        (True, False, "significant, but small"),
        (False, False, ""),
    ],
)
def test_the_result_says_what_a_change_lacks(drift, is_significant, is_large, result):
    tagged = replace(drift.topics[0].tagged, is_significant=is_significant, is_large=is_large)
    assert list_tag_cells(replace(drift.topics[0], tagged=tagged))[-1] == result


def test_of_500_topics_only_those_that_changed_are_drawn(drift):
    energy = next(own for own in drift.topics if own.topic == "energy")
    quiet = next(own for own in drift.topics if not own.has_changed)
    page = make_drift_page(replace(drift, topics=(energy, *(replace(quiet, topic=f"t{n}") for n in range(499)))))
    assert page.count("<figure>") == 1
    assert "t498" in page
    assert len(page) < 3_000_000


def test_a_bound_is_shown_as_one():
    assert list_word_cells(NewWord("новое", 0.1, 0.02, is_bound=True)) == [
        "новое",
        "10.0 %",
        "at most 2.0 %",
        "over 5.0",
    ]
    assert list_word_cells(NewWord("новое", 0.1, 0.0))[-1] == "–"
    assert write_p(1e-9) == "< 0.0001"
