"""Reading as a whole: offsets stay valid, and odd or hostile texts are read correctly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import topictag
from topictag.text.reading import paragraph_forms, read_paragraphs, read_text

WORD = "Нефть дорожает."
MANY = 200_000  # enough that a quadratic time would take minutes


@given(st.text(), st.sampled_from(["auto", "lines", "blank"]))
def test_offsets_are_those_of_the_text(text, mode):
    assert len(read_text(text, mode)) == len(text)
    end = 0
    for span in read_paragraphs(text, mode):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@pytest.mark.parametrize(
    "dress",
    [
        "<a href=",
        "<" * MANY,
        "<a " * MANY,
        "<!-- " * MANY,
        "<!-- <!-- x --> -->" * 1000,
        "<script>" * MANY,
        "https://example.org/" + "a" * 5_000_000,
        "&nbsp;" * 1_000_000,
        "&#" * MANY,
        "&#99999999999999999999;" * 1000,
        "&#" + "9" * 1_000_000 + ";",
        "&#xD800;&#0;&#x110000;",
        "\ufeff",
        "[](" * MANY,
        "а\u0301\u0323" * MANY,
        "\u0301" * MANY + "\u0323" * MANY,
        "\x00",
        "\ud800",
    ],
    ids=lambda dress: repr(dress[:12]),
)
def test_odd_and_hostile_texts_keep_the_word_after_them(dress):
    text = f"{dress}\n\n{WORD}"
    assert ["нефть", "дорожает"] in paragraph_forms(text)
    assert "energy" in topictag.tag(text)


def test_a_byte_order_mark_inside_a_word_does_not_split_it():
    assert topictag.tag("Не\ufeffфть дорожает.") == topictag.tag(WORD)


def test_a_word_of_megabytes_takes_no_more_memory_than_a_few_copies():
    tracemalloc = pytest.importorskip("tracemalloc")
    text = "а" * 2_000_000 + "\u0323"
    tracemalloc.start()
    try:
        topictag.tag(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * len(text)


def test_line_breaks_between_the_tags_of_a_block_are_white_space():
    page = "<p>Цены на\n  <a href='x'>нефть</a>\n  марки <b>Brent</b>\n\nрастут</p>\n<p>Газ\nтоже.</p>Уголь\nТорф"
    read = [["цены", "на", "нефть", "марки", "brent", "растут"], ["газ", "тоже"], ["уголь"], ["торф"]]
    assert paragraph_forms(page) == read
    assert len(paragraph_forms(page, "lines")) == 8
    assert paragraph_forms("Газ<br>нефть\nуголь") == [["газ"], ["нефть"], ["уголь"]]
