"""Look-up in a sorted blob against a dict."""

from hypothesis import given
from hypothesis import strategies as st

from topictag.model.strings import SortedStrings, count_strings, pack_strings, unpack_strings

words = st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs",)), min_size=1, max_size=8)


@given(st.sets(words, max_size=60), st.lists(words, max_size=20))
def test_finds_what_is_there_and_nothing_else(stored, asked):
    ordered = sorted(stored)
    strings = SortedStrings(pack_strings(ordered))
    assert len(strings) == count_strings(pack_strings(ordered)) == len(ordered)
    assert unpack_strings(pack_strings(ordered)) == ordered
    assert [strings.find(word) for word in ordered] == list(range(len(ordered)))
    assert [strings.find(word) for word in asked] == [ordered.index(w) if w in stored else -1 for w in asked]


def test_half_a_surrogate_pair_is_not_found():
    assert SortedStrings(pack_strings(["газ"])).find("\ud800") == -1
