"""Spelling: rows of written words and their looked-up forms."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.text.normalization import normalize

ROWS = [
    ("Нефть", "нефть"),
    ("ЁЛКА", "елка"),
    ("е\u0308лка", "елка"),  # ё as two characters
    ("и\u0306од", "йод"),  # й as two characters
    ("перегово\u0301ры", "переговоры"),
    ("во\u0300енно", "военно"),
    ("не\u0300фтепрово\u0301д", "нефтепровод"),
    ("жѐлезо", "железо"),
    ("и\u0300менно", "именно"),
    ("пере\u00adговоры", "переговоры"),
    ("NATO", "nato"),
    ("Їжак", "їжак"),
    ("", ""),
]


@pytest.mark.parametrize(("written", "expected"), ROWS)
def test_rows(written, expected):
    assert normalize(written) == expected


@given(st.text())
def test_it_never_fails_and_settles_composed_text(text):
    once = normalize(text)
    assert normalize(unicodedata.normalize("NFC", text)) == once
    assert "ё" not in once
    assert "\u00ad" not in once
