"""Paragraphs: rows of text and its paragraphs; nothing but white space is ever lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.text.paragraphs import iter_paragraphs

ROWS = [
    ("", []),
    (" \n\t\r\n ", []),
    ("а", ["а"]),
    ("один", ["один"]),
    ("  один  ", ["один"]),
    ("один\nдва", ["один", "два"]),
    ("один\r\n\r\nдва\rтри", ["один", "два", "три"]),
    ("один\u2028два\u2029три\x85четыре", ["один", "два", "три", "четыре"]),
    ("один два\u00a0три", ["один два\u00a0три"]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_rows(text, expected):
    assert [span.text for span in iter_paragraphs(text)] == expected


@given(st.text(alphabet=st.sampled_from("аб \n\r\t\u2028\x85\x1c.")) | st.text())
def test_they_are_the_stripped_lines_with_their_places(text):
    spans = list(iter_paragraphs(text))
    assert [span.text for span in spans] == [line.strip() for line in text.splitlines() if line.strip()]
    assert all(text[span.start : span.end] == span.text for span in spans)
