"""Function words and negations as terms, against plain Python."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topictag.text.function_words import NEGATION_WINDOW, NEGATORS, is_function_word, is_negation, iter_negations
from topictag.text.pairs import join_pair

PLACED = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), max_size=15, unique_by=lambda word: word[0])


@given(PLACED, st.integers(1, 12))
def test_negations_are_those_of_plain_python(words, window):
    negators, lemmas = [own for own in words if own[1] < 2], [own for own in words if own[1] >= 2]
    expected = [
        (negator, lemma)
        for place, negator in negators
        for other, lemma in sorted(lemmas)
        if 1 <= other - place <= min(window, NEGATION_WINDOW)
    ]
    assert list(iter_negations(negators, lemmas, window)) == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("=не", (True, False)),
        ("=не платить", (True, True)),
        ("платить", (False, False)),
        ("договор мир", (False, False)),
        ("плате*", (False, False)),
    ],
)
def test_kinds_of_terms(term, expected):
    assert (is_function_word(term), is_negation(term)) == expected


def test_function_words_come_before_all_lemmas():
    words = [*NEGATORS, "=я", "а", "ящик", "a", "opec", "ħ", "перег*"]
    assert sorted(words)[: len(NEGATORS) + 1] == sorted([*NEGATORS, "=я"])
    assert join_pair("=не", "а") < "а"
