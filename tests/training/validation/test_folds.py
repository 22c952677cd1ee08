"""Folds: groups stay whole, topics spread evenly, and the same call deals the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from topictag.training.validation.folds import deal_folds, find_undivided, group_examples


def test_topics_spread_evenly():
    rng = np.random.default_rng(3)
    gold = rng.random((400, 3)) < [0.05, 0.2, 0.5]
    folds = deal_folds(gold, np.arange(400), 5, seed=0)
    for topic in gold.T:
        per_fold = np.bincount(folds[topic], minlength=5)
        assert per_fold.max() - per_fold.min() <= 1 + topic.sum() // 50
    assert np.ptp(np.bincount(folds)) <= 8


def test_groups_stay_whole():
    gold = np.zeros((60, 1), dtype=bool)
    gold[::4] = True
    folds = deal_folds(gold, np.arange(60) // 3, 5, seed=0)
    assert all(len(set(folds[i : i + 3])) == 1 for i in range(0, 60, 3))


def test_examples_of_one_article_and_equal_texts_are_grouped_also_through_others():
    groups = group_examples(["a", "a", "b", "c", "d"], ["x", "y", "y", "z", "z"])
    assert groups.tolist() == [0, 0, 0, 1, 1]


def test_a_group_with_all_examples_of_a_topic_is_split():
    gold = np.array([[1], [1], [0], [0], [0], [0]], dtype=bool)
    groups = np.array([0, 0, 1, 2, 3, 4])
    folds = deal_folds(gold, groups, 3, seed=0)
    assert folds[0] != folds[1]
    topics, undivided = find_undivided(gold, groups)
    assert (topics.tolist(), undivided.tolist()) == ([0], [0])


@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 9)), min_size=2, max_size=40),
    st.integers(2, 6),
    st.integers(0, 3),
)
def test_any_examples_are_dealt_once_and_the_same_each_time(rows, n_folds, seed):
    gold = np.array([row[:2] for row in rows])
    groups = group_examples([row[2] for row in rows], range(len(rows)))
    folds = deal_folds(gold, groups, n_folds, seed)
    assert folds.shape == (len(rows),)
    assert folds.min() >= 0
    assert folds.max() < n_folds
    np.testing.assert_array_equal(folds, deal_folds(gold, groups, n_folds, seed))


def test_examples_known_to_lack_a_topic_spread_evenly():
    rng = np.random.default_rng(3)
    gold, known = rng.random((400, 1)) < 0.5, np.zeros((400, 1), dtype=bool)
    known[:60] = True
    folds = deal_folds(gold, np.arange(400), 5, seed=0, known=known)
    for side in (gold & known, known & ~gold):
        per_fold = np.bincount(folds[side[:, 0]], minlength=5)
        assert per_fold.max() - per_fold.min() <= 1


def test_unknown_tags_neither_deal_nor_keep_together():
    gold = np.array([[1], [1], [0], [0], [1], [0]], dtype=bool)
    groups = np.array([0, 0, 1, 2, 3, 4])
    known = np.array([[1], [1], [1], [1], [0], [0]], dtype=bool)
    assert find_undivided(gold, groups)[0].size == 0
    assert find_undivided(gold, groups, known)[0].tolist() == [0]
    other = gold ^ ~known
    np.testing.assert_array_equal(deal_folds(gold, groups, 2, 0, known), deal_folds(other, groups, 2, 0, known))


def test_a_topic_that_no_example_has_divides_no_group():
    gold = np.array([[1, 0], [0, 0], [1, 0], [0, 0]], dtype=bool)
    assert find_undivided(gold, np.array([0, 0, 1, 1]))[1].size == 0
