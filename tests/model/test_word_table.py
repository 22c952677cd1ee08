"""Packed and other words against a dict."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.errors import TrainingError
from topictag.model.limits import MAX_GROUP_WORDS
from topictag.model.word_checks import word_problems
from topictag.model.word_table import WordTable, group_numbers

RUSSIAN = st.text("абвщьэюя", min_size=1, max_size=28)
OTHER = st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs",)), min_size=1, max_size=8)
WORDS = st.one_of(RUSSIAN, OTHER)


@given(st.sets(WORDS, max_size=60), st.lists(WORDS, max_size=20))
def test_finds_what_is_there_and_nothing_else(stored, asked):
    table = WordTable.of(stored)
    words = table.words()
    assert sorted(words) == sorted(stored)
    assert len(table) == len(stored)
    assert [table.find(word) for word in words] == list(range(len(words)))
    assert [table.find(word) for word in asked] == [words.index(word) if word in stored else -1 for word in asked]


@given(st.sets(WORDS, max_size=60))
def test_the_layout_is_a_property_of_the_words_alone(words):
    one, other = WordTable.of(sorted(words)), WordTable.of(sorted(words, reverse=True))
    for array in ("keys", "groups", "others"):
        np.testing.assert_array_equal(getattr(one, array), getattr(other, array))


@given(st.sets(RUSSIAN, max_size=200))
def test_groups_hold_the_words_whose_hash_names_them(words):
    table = WordTable.of(words)
    groups = group_numbers(table.keys, table.n_bits).tolist()
    assert groups == sorted(groups)
    assert np.bincount(groups, minlength=len(table.groups) - 1).cumsum().tolist() == table.groups[1:].tolist()


def words_of_one_group(n_words, n_bits):
    """Return words whose hashes have the same highest bits."""
    rng = np.random.default_rng(0)
    letters = np.array(list("абвгдежзиклмнопрст"))
    words = sorted({"".join(letters[row]) for row in rng.integers(len(letters), size=(n_words << n_bits, 9))})
    table = WordTable.of(words)
    keys = dict(zip(table.words(), group_numbers(table.keys, n_bits).tolist(), strict=True))
    return [word for word in words if keys[word] == 0]


def test_groups_are_halved_until_none_is_too_large():
    words = words_of_one_group(120, 9)
    assert len(words) > MAX_GROUP_WORDS
    table = WordTable.of(words)
    sizes = np.diff(table.groups.astype(np.int64))
    assert sizes.max() <= MAX_GROUP_WORDS
    assert [table.find(word) for word in table.words()] == list(range(len(words)))
    assert not list(word_problems("words", table))


def test_words_that_no_number_of_groups_divides_are_refused(monkeypatch):
    monkeypatch.setattr("topictag.model.word_table.group_numbers", lambda keys, _: np.zeros(len(keys), np.uint64))
    words = [first + second for first in "абвгдежзиклмн" for second in "абвгдежзиклмн"]
    with pytest.raises(TrainingError, match="More than 64 words"):
        WordTable.of(words)


@pytest.mark.parametrize("word", ["а", "аа", "я" * 25, "а" * 25])
def test_words_of_the_first_letter_differ_by_their_length(word):
    table = WordTable.of([word])
    assert len(table.keys) == 1
    assert table.words() == [word]
    assert table.find(word[:-1]) == table.find(word + word[-1]) == -1


@pytest.mark.parametrize("word", ["а" * 26, "ёж", "Газ", "газ-", "nato", "𐐨"])
def test_other_words_stand_as_text(word):
    table = WordTable.of([word])
    assert len(table.keys) == 0
    assert table.find(word) == 0


def test_an_empty_table():
    table = WordTable.of([])
    assert len(table) == 0
    assert table.words() == []
    assert table.find("газ") == table.find("gas") == -1


def test_a_table_that_was_searched_can_be_pickled():
    table = WordTable.of(["газ", "opec"])
    assert table.find("газ") == 0
    assert pickle.loads(pickle.dumps(table)).words() == table.words()  # noqa: S301 (our own bytes)
