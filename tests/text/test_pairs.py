"""Pairs of lemmas, against plain Python."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.text.pairs import is_pair, iter_pairs, join_pair, split_pair

PLACED = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5)), max_size=12, unique_by=lambda word: word[0])


@given(PLACED.map(sorted), st.integers(1, 12))
def test_pairs_are_those_of_plain_python(lemmas, window):
    near = [(a, b) for (i, a), (j, b) in combinations(lemmas, 2) if j - i <= window]
    assert sorted(iter_pairs(lemmas, window)) == sorted((min(pair), max(pair)) for pair in near if len(set(pair)) > 1)


def test_strings_and_their_numbers_give_the_same_pairs():
    lemmas = ["мир", "договор", "мир", "нефть"]
    numbers = {lemma: number for number, lemma in enumerate(sorted(set(lemmas)))}
    strings = list(iter_pairs(list(enumerate(lemmas)), 2))
    assert list(iter_pairs([(i, numbers[lemma]) for i, lemma in enumerate(lemmas)], 2)) == [
        (numbers[a], numbers[b]) for a, b in strings
    ]


@pytest.mark.parametrize(("term", "expected"), [("мир", False), ("перег*", False), ("договор мир", True)])
def test_a_pair_is_recognised_among_terms(term, expected):
    assert is_pair(term) == expected


def test_a_pair_splits_as_it_was_joined():
    assert split_pair(join_pair("договор", "мир")) == ("договор", "мир")
