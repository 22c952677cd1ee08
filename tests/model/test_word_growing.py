"""Tables of words that grow are those that would have been made of all words at once."""

from hypothesis import given
from hypothesis import strategies as st

from topictag.model.word_growing import add_words, find_by_beginning
from topictag.model.word_table import WordTable

words = st.text("абвеёжшя", min_size=1, max_size=30) | st.text("abcйя’", min_size=1, max_size=8)


@given(st.sets(words, max_size=60), st.sets(words, max_size=60))
def test_adding_words_is_making_the_table_again(old, more):
    table, new = WordTable.of(old), sorted(more - old)
    grown, places = add_words(table, new)
    whole = WordTable.of(old | more)
    for name in ("keys", "groups", "others"):
        assert getattr(grown, name).tolist() == getattr(whole, name).tolist()
        assert getattr(grown, name).dtype == getattr(whole, name).dtype
    assert [whole.word(place) for place in places.tolist()] == [*table.words(), *new]


@given(st.sets(words, max_size=60), st.integers(1, 14), st.integers(0, 3), st.data())
def test_words_are_found_by_their_beginning(all_words, length, more, data):
    table = WordTable.of(all_words)
    beginnings = sorted({word[:length] for word in all_words if len(word) >= length})
    wanted = sorted(data.draw(st.sets(st.sampled_from(beginnings)) if beginnings else st.just(set())))
    found = find_by_beginning(table, wanted, length + more)
    expected = {(word, word[:length]) for word in all_words if len(word) >= length + more and word[:length] in wanted}
    assert {(table.word(number), beginning) for number, beginning in found} == expected
    assert len(found) == len(expected)
