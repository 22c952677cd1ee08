"""Counts of pairs against plain Python, and mutual information against its formula."""

import io
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from topictag.training.background import counting
from topictag.training.background.cooccurrence import (
    PairCounts,
    count_in_paragraphs,
    count_in_windows,
    positive_pmi,
)
from topictag.training.background.counting import NumberedCorpus

WORDS = [("a",), ("b",), ("c", "f*"), ("d", "f*"), ("e", "g*"), ("unchosen",)]
TERMS = ["a", "b", "c", "d", "e", "f*", "g*"]
PLENTY = 10**6

corpora = st.lists(st.lists(st.integers(0, len(WORDS) - 1), min_size=1, max_size=10), min_size=1, max_size=10)


def make_corpus(paragraphs):
    file = io.BytesIO(np.array([n for own in paragraphs for n in [*own, -1]], np.int32).tobytes())
    return NumberedCorpus(file, WORDS, Counter(), len(paragraphs))


def pairs_of(counts):
    """Return the counts of unordered pairs; fails when the table is not symmetric with an empty diagonal."""
    table = counts.toarray()
    np.testing.assert_array_equal(table, table.T)
    assert not table.diagonal().any()
    return {(TERMS[i], TERMS[j]): table[i, j] for i, j in combinations(range(len(TERMS)), 2) if table[i, j]}


def plain_in_paragraphs(paragraphs):
    pairs = Counter()
    for own in paragraphs:
        present = {term for word in own for term in WORDS[word] if term in TERMS}
        pairs.update(combinations(sorted(present), 2))
    return pairs


def plain_in_windows(paragraphs, window):
    pairs = Counter()
    for own in paragraphs:
        for place, word in enumerate(own):
            for other in own[place + 1 : place + 1 + window]:
                both = [tuple(sorted((s, t))) for s in WORDS[word] for t in WORDS[other]]
                pairs.update(pair for pair in both if pair[0] != pair[1] and set(pair) <= set(TERMS))
    return pairs


@given(corpora, st.integers(1, 12))
def test_pairs_in_paragraphs_are_those_of_plain_python(paragraphs, chunk):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_CHUNK_WORDS", chunk)
        counts = count_in_paragraphs(make_corpus(paragraphs), TERMS, PLENTY)
    assert pairs_of(counts) == plain_in_paragraphs(paragraphs)


@given(corpora, st.integers(1, 7), st.integers(1, 12))
def test_pairs_in_windows_are_those_of_plain_python(paragraphs, window, chunk):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_CHUNK_WORDS", chunk)
        counts = count_in_windows(make_corpus(paragraphs), TERMS, window, PLENTY)
    assert pairs_of(counts) == plain_in_windows(paragraphs, window)


def test_windows_end_where_paragraphs_end():
    counts = count_in_windows(make_corpus([[0], [1], [0, 5], [1]]), TERMS, 5, PLENTY)
    assert counts.nnz == 0


def test_beyond_the_bound_the_rarest_pairs_are_dropped():
    pairs = PairCounts(5, max_pairs=4)
    table = np.zeros((5, 5), np.float32)
    table[np.triu_indices(5, 1)] = [7, 1, 2, 9, 3, 1, 4, 2, 8, 1]
    pairs.add(csr_array(table))
    kept = pairs.symmetric().toarray()
    np.testing.assert_array_equal(kept, np.where(table > 3, table, 0) + np.where(table > 3, table, 0).T)


def test_within_the_bound_nothing_is_lost_and_chunks_add_up():
    pairs = PairCounts(3, max_pairs=3)
    pairs.add(csr_array(np.array([[0, 3, 0], [0, 0, 4], [0, 0, 0]], np.float32)))
    pairs.add(csr_array(np.array([[0, 1, 6], [0, 0, 0], [0, 0, 0]], np.float32)))
    np.testing.assert_array_equal(pairs.symmetric().toarray(), [[0, 4, 6], [4, 0, 4], [6, 4, 0]])


@given(st.lists(st.integers(0, 5), min_size=28, max_size=28), st.integers(1, 28))
def test_the_bound_holds_and_no_dropped_pair_was_more_frequent_than_a_kept_one(numbers, bound):
    table = np.zeros((8, 8), np.float32)
    table[np.triu_indices(8, 1)] = numbers
    pairs = PairCounts(8, bound)
    pairs.add(csr_array(table))
    kept = np.triu(pairs.symmetric().toarray())
    assert np.count_nonzero(kept) <= bound
    assert set(kept[kept > 0]).isdisjoint(table[kept == 0])
    assert np.array_equal(kept, table) or np.count_nonzero(table) > bound


@pytest.mark.parametrize("exponent", [1.0, 0.75, 0.5])
def test_positive_pmi_is_its_formula(exponent):
    counts = np.array([[0, 6, 1, 0], [6, 0, 2, 0], [1, 2, 0, 9], [0, 0, 9, 0]], float)
    joint = counts / counts.sum()
    share = joint.sum(axis=1)
    smooth = counts.sum(axis=1) ** exponent
    with np.errstate(divide="ignore"):
        expected = np.maximum(np.log(joint / np.outer(share, smooth / smooth.sum())), 0)
    found = positive_pmi(csr_array(counts.astype(np.float32)), exponent)
    np.testing.assert_allclose(found.toarray(), expected, rtol=1e-6)
    assert found.dtype == np.float32
    assert (found.data > 0).all()


def test_positive_pmi_by_hand():
    """Of 4 pairs in both orders, a–b are 3 and a–c is 1: ln(3/8 / (1/2 · 3/8)) = ln 2, and the same for a–c."""
    counts = np.array([[0, 3, 1], [3, 0, 0], [1, 0, 0]], np.float32)
    found = positive_pmi(csr_array(counts), 1.0).toarray()
    np.testing.assert_allclose(found, np.log(2) * (counts > 0), rtol=1e-6)


def test_terms_without_any_pair_have_no_information():
    found = positive_pmi(csr_array((4, 4), dtype=np.float32), 0.75)
    assert found.shape == (4, 4)
    assert found.nnz == 0
