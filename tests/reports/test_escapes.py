"""What is printed cannot act on a terminal."""

import json
from pathlib import Path

import pytest

from topictag.reports.escapes import escape_json, escape_text, printable

ACTIVE = ["\x00", "\x07", "\x08", "\x1b", "\x7f", "\x85", "\x9b", "\u200f", "\u2028", "\u202e", "\u2066"]


@pytest.mark.parametrize("character", ACTIVE)
def test_characters_that_act_are_escaped(character):
    for escape in (printable, escape_text, escape_json):
        assert character not in escape(f"а{character}б")
    text = {f"ключ{character}": f"а{character}"}
    assert json.loads(escape_json(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.parametrize(
    "text", ["Нефть\n\tдорожает", "неразрывный\u00a0пробел", "мягкий\u00adперенос", "👩\u200d🚀 é", "«—»"]
)
def test_text_is_left_alone(text):
    assert escape_text(text) == escape_json(text) == text


def test_line_breaks_of_windows_are_line_breaks_and_a_bare_return_acts():
    assert escape_text("а\r\nб\rв") == "а\nб\\rв"


def test_names_stay_on_one_line():
    assert printable("новости 1.txt") == "новости 1.txt"
    assert printable(Path("a\n\x9b\udcff.txt")) == "a\\n\\x9b\\udcff.txt"
