"""The constants of the native scan are those of the analysis: one definition each."""

import re

import pytest

from topictag.model.native.constants import write_constants
from topictag.model.packing import LETTERS, pack
from topictag.text.function_words import NEGATION_WINDOW
from topictag.text.grams import pack_gram
from topictag.text.language import CONSONANTS, FOREIGN_WORDS


@pytest.fixture
def header(tmp_path):
    write_constants(tmp_path / "constants.h")
    return (tmp_path / "constants.h").read_text("ascii")


def value(header, name):
    return int(re.search(rf"^#define {name} (\w+?)u?$", header, re.MULTILINE)[1], 0)


def letters_of(mask):
    return "".join(letter for bit, letter in enumerate(LETTERS) if mask >> bit & 1)


def test_letters_stand_as_bits(header):
    assert letters_of(value(header, "CONSONANTS")) == CONSONANTS
    assert set(LETTERS) - set(letters_of(value(header, "MAY_BE_STRESSED"))) == set("гк")  # which become ѓ and ќ


def test_foreign_words_stand_as_keys(header):
    keys = {int(key, 16) for key in re.findall(r"\(low\) == (0x\w+)u", header)}
    assert {(0, key) for key in keys} == {pack(word) for word in FOREIGN_WORDS}


def test_the_alphabet_of_grams_is_that_of_python(header):
    for name, character in {"BOUNDARY": "_", "RUSSIAN": "а", "LATIN": "a", "OTHER": "ё"}.items():
        assert pack_gram(f"__{character}") & 63 == value(header, f"GRAM_{name}")
    assert re.search(r"^#define FOR_GRAM_LENGTHS\(DO\) DO\(3\) DO\(4\) DO\(5\)$", header, re.MULTILINE)


def test_the_window_of_negations_is_that_of_python(header):
    assert value(header, "NEGATION_WINDOW") == NEGATION_WINDOW


def test_what_the_analysis_says_anew_is_written_anew(tmp_path, monkeypatch):
    path = tmp_path / "constants.h"
    write_constants(path)
    before = path.read_text("ascii")
    monkeypatch.setattr("topictag.model.native.constants.FOREIGN_PER_WORD", 19)
    write_constants(path)
    assert path.read_text("ascii") == before.replace("FOREIGN_PER_WORD 20", "FOREIGN_PER_WORD 19")


def test_a_header_that_is_there_is_not_written_again(tmp_path):
    path = tmp_path / "constants.h"
    write_constants(path)
    path.chmod(0o444)
    stamp = path.stat().st_mtime_ns
    write_constants(path)
    assert path.stat().st_mtime_ns == stamp


def test_a_foreign_word_that_is_too_long_for_its_comparison_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("topictag.model.native.constants.FOREIGN_WORDS", frozenset(["абвгдежзийклм"]))
    with pytest.raises(ValueError, match="does not fit"):
        write_constants(tmp_path / "constants.h")
