"""Grams against a dict, and what is refused of a table that others wrote."""

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.model.gram_checks import gram_problems
from topictag.model.gram_table import GramTable, as_keys
from topictag.model.word_table import group_numbers
from topictag.text.grams import iter_grams, pack_gram

GRAMS = st.sets(st.from_regex(r"\A_?[абвгдяaz?]{3}_?\Z"), max_size=80)


@given(GRAMS, GRAMS)
def test_finds_what_is_there_and_nothing_else(stored, asked):
    table = GramTable.of(stored)
    grams = table.grams()
    assert sorted(grams) == sorted(stored)
    assert [table.find(gram) for gram in grams] == list(range(len(table)))
    assert [table.find(gram) for gram in asked] == [grams.index(gram) if gram in stored else -1 for gram in asked]
    assert not list(gram_problems(table))


@given(GRAMS)
def test_the_layout_is_a_property_of_the_grams_alone(grams):
    one, other = GramTable.of(sorted(grams)), GramTable.of(sorted(grams, reverse=True))
    np.testing.assert_array_equal(one.codes, other.codes)
    np.testing.assert_array_equal(one.groups, other.groups)


@given(GRAMS)
def test_groups_hold_the_grams_whose_hash_names_them(grams):
    table = GramTable.of(grams)
    groups = group_numbers(as_keys(table.codes), table.n_bits).tolist()
    assert groups == sorted(groups)
    assert np.bincount(groups, minlength=len(table.groups) - 1).cumsum().tolist() == table.groups[1:].tolist()


def test_an_empty_table():
    table = GramTable.of([])
    assert (len(table), table.grams(), table.find("_га")) == (0, [], -1)
    assert not list(gram_problems(table))


TABLE = GramTable.of(gram for word in ("нефть", "газопровод", "reuters", "її") for gram in iter_grams(word))


def table_of_codes(codes):
    """Return a table of any numbers in the order that their hashes ask for."""
    codes = np.unique(np.array(codes, np.uint32))
    group = group_numbers(as_keys(codes), 1).astype(np.intp)
    bounds = np.cumsum([0, *np.bincount(group, minlength=2)]).astype(np.uint32)
    return GramTable(codes[np.argsort(group, kind="stable")], bounds)


def turn_groups(table):
    return np.concatenate([table.codes[a:b][::-1] for a, b in pairwise(table.groups.tolist())])


def bad_tables():
    codes, groups = TABLE.codes, TABLE.groups
    yield "codes has shape", replace(TABLE, codes=codes[None])
    yield "codes has shape", replace(TABLE, codes=np.array(5, np.uint32))
    yield "groups has shape", replace(TABLE, groups=groups[:-1])
    yield "groups has shape", replace(TABLE, groups=groups[:0])
    yield "groups has shape", replace(TABLE, groups=groups[None])
    yield "groups has shape", replace(TABLE, groups=groups[[0, -1]])
    yield "groups has shape", GramTable(codes[:1], np.array([0] * 512 + [1], np.uint32))
    yield "groups does not divide", replace(TABLE, groups=groups + np.uint32(1))
    yield "groups does not divide", replace(TABLE, codes=codes[1:])
    yield "groups does not divide", replace(TABLE, groups=np.concatenate([groups[:1], groups[1:-1][::-1], groups[-1:]]))
    yield (
        r"groups has a group of \d+ words, more than 64",
        table_of_codes([pack_gram(a + b + c) for a in "абвгдежзи" for b in "абвгд" for c in "абвгд"]),
    )
    yield "outside the groups", replace(TABLE, codes=codes[::-1].copy())
    yield "outside the groups", replace(TABLE, codes=np.sort(codes))
    once = table_of_codes([pack_gram("абв")])
    yield "twice, or out of order", GramTable(np.repeat(once.codes, 2), once.groups * np.uint32(2))
    sorted_down = table_of_codes(codes[:40])
    yield "twice, or out of order", replace(sorted_down, codes=turn_groups(sorted_down))
    numbers = {"nothing": 0, "two characters": 2 << 6 | 2, "a gap": 2 << 18 | 2 << 6 | 2, "a gap at the end": 2 << 12}
    numbers |= {"too long": 1 << 30, "a long gap": 2 << 24 | 2 << 12 | 2 << 6 | 2, "the alphabet's end": 2 << 12 | 61}
    numbers |= {"beyond the alphabet": 2 << 12 | 2 << 6 | 63, "all bits": 2**32 - 1, "beyond at first": 61 << 12 | 130}
    for number in numbers.values():
        yield "not 3 to 5 characters", table_of_codes([number])


@pytest.mark.parametrize(("problem", "table"), list(bad_tables()))
def test_damaged_tables_are_found(problem, table):
    assert re.search(problem, next(gram_problems(table), "no problem"))
