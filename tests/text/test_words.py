"""Words: rows of texts and their words; offsets are valid in any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.text.lookalikes import read_lookalikes
from topictag.text.normalization import normalize
from topictag.text.words import iter_words, word_forms

ROWS = [
    ("Нефть Brent — 71,4 доллара", ["нефть", "brent", "доллара"]),
    ("военно-морской", ["военно", "морской"]),
    ("Су-57 и С-400", ["су", "и", "с"]),
    ("об’єднання", ["об", "єднання"]),
    ("НАТО/ОДКБ", ["нато", "одкб"]),
    ("«Газпром»,«Роснефть»", ["газпром", "роснефть"]),
    ("за\u0301мок", ["замок"]),
    ("пере\u00adго\u00adворы", ["переговоры"]),
    ("и\u0306од", ["йод"]),
    ("слово\u00ad конец", ["слово", "конец"]),
    ("snake_case5x", ["snake", "case", "x"]),
    ("2024", []),
    ("5 млрд м³ газа²", ["млрд", "м", "газа"]),
    ("½ км², глава Ⅻ, ①", ["км", "глава"]),
    ("за\u200bмок и\u2060 м\ufeffир", ["замок", "и", "мир"]),
    ("#НовостиЭнергетики_ЕСиНАТО2024Газ", ["новости", "энергетики", "е", "си", "нато", "газ"]),
    ("#Ё-моё ВКонтакте", ["е", "мое", "вконтакте"]),
    ("#МИДРоссии #МинскИКиев #СВО", ["мид", "россии", "минск", "и", "киев", "сво"]),
    ("##ДваСлова#ТриСлова!", ["два", "слова", "три", "слова"]),
    ("Нeфть, CОВМЕСТНЫЕ, ещë и MИP", ["нефть", "совместные", "еще", "и", "мир"]),
    ("iPhoneов, OPEC, Tу-154, AстраZенека", ["iphoneов", "opec", "ту", "aстраzенека"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_rows(text, expected):
    assert [word.form for word in iter_words(text)] == expected
    assert word_forms(text) == expected


@given(st.text())
def test_offsets_point_into_the_original_text(text):
    end = 0
    for word in iter_words(text):
        assert end <= word.start < word.end
        assert read_lookalikes(normalize(text[word.start : word.end])) == word.form
        end = word.end


@given(st.text() | st.text(alphabet="аАёЁиИ \u0301\u0306\u00ad\u2060\u0345-5Σσ\u0958éI\u0130#_eExXzë"))
def test_forms_alone_are_those_with_offsets(text):
    assert word_forms(text) == [word.form for word in iter_words(text)]


@given(st.text())
def test_every_letter_belongs_to_a_word(text):
    covered = {i for word in iter_words(text) for i in range(word.start, word.end)}
    assert {i for i, character in enumerate(text) if character.isalpha()} <= covered
