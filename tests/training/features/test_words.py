"""Words as numbers, and what is taken from them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array, hstack, random_array

from topictag.training.arrays import smallest_index
from topictag.training.features.words import Words, count_cells, join_columns, join_spans

PARAGRAPHS = [["газ", "и", "газ"], [], ["нефть"], ["и", "нефть"]]


def read(words):
    spans = zip(words.bounds[:-1], words.bounds[1:], strict=True)
    return [[words.forms[number] for number in words.numbers[start:end]] for start, end in spans]


def test_words_are_kept_in_order():
    assert read(Words.of(PARAGRAPHS)) == PARAGRAPHS
    assert read(Words.of([])) == []


def test_paragraphs_are_taken_in_any_order_with_the_forms_they_use():
    part = Words.of(PARAGRAPHS).take(np.array([2, 1, 2]))
    assert read(part) == [["нефть"], [], ["нефть"]]
    assert part.forms == ("нефть",)
    assert read(Words.of(PARAGRAPHS).take(np.array([], dtype=int))) == []


def test_words_are_counted_by_paragraph():
    words = Words.of(PARAGRAPHS)
    assert words.forms == ("газ", "и", "нефть")
    assert words.counts.toarray().tolist() == [[2, 1, 0], [0, 0, 0], [0, 0, 1], [0, 1, 1]]


def test_cells_are_counted_with_ascending_indices():
    counts = count_cells(np.array([1, 0, 1, 1]), np.array([2, 1, 0, 2]), (2, 3))
    assert counts.toarray().tolist() == [[0, 1, 0], [1, 0, 2]]
    assert counts.indices.tolist() == [1, 0, 2]


def test_spans_are_joined():
    bounds = np.array([0, 3, 3, 5])
    assert join_spans(bounds, np.array([2, 0, 1, 2])).tolist() == [3, 4, 0, 1, 2, 3, 4]
    assert join_spans(bounds, np.array([], dtype=int)).tolist() == []


@given(
    st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=4), st.integers(0, 5), st.integers(0, 99)
)
def test_columns_are_joined_as_hstack_does(blocks, n_rows, seed):
    rng = np.random.default_rng(seed)
    own = [
        csr_array(random_array((n_rows, n_columns), density=0.5, rng=rng).astype(np.float32 if is_single else float))
        for n_columns, is_single in blocks
    ]
    joined = join_columns(list(own))
    np.testing.assert_array_equal(joined.toarray(), hstack(own).toarray())
    assert joined.has_sorted_indices
    assert joined.indices.dtype == np.int32


def test_indices_are_as_small_as_possible():
    assert smallest_index(3, 2**31 - 1) is np.int32
    assert smallest_index(2**31) is np.int64
