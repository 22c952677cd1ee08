"""A drawn test: whole groups, each as likely as the others, topics at their share, enough left."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from topictag.training.validation.drawing import draw_test
from topictag.training.validation.folds import group_examples


def test_each_topic_has_its_share_and_groups_stay_whole():
    rng = np.random.default_rng(0)
    gold, groups = rng.random((2000, 4)) < [0.01, 0.05, 0.3, 0.9], np.arange(2000) // 3
    drawn = draw_test(gold, np.ones_like(gold), groups, 0.2, keep=2, seed=0)
    np.testing.assert_allclose(gold[drawn].sum(axis=0), 0.2 * gold.sum(axis=0), atol=3)
    assert abs(drawn.sum() - 400) <= 3
    assert all(len(set(drawn[groups == group])) == 1 for group in range(667))


def test_large_groups_are_drawn_as_often_as_small_ones():
    gold, groups = np.ones((60, 1), dtype=bool), np.r_[np.zeros(20, int), np.arange(1, 41)]
    gold[::2] = False
    n_drawn = sum(draw_test(gold, np.ones_like(gold), groups, 0.3, keep=2, seed=seed) for seed in range(200))
    assert 30 <= n_drawn[0] <= 90  # 60 expected
    assert 45 <= n_drawn[20:].mean() <= 75


@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans(), st.integers(0, 9)), min_size=1, max_size=40),
    st.floats(0.01, 0.99),
    st.integers(0, 3),
)
def test_enough_of_each_side_is_left(rows, share, seed):
    gold, known = np.array([row[:2] for row in rows]), np.array([[row[2], True] for row in rows])
    groups = group_examples([row[3] for row in rows])
    left = ~draw_test(gold, known, groups, share, keep=2, seed=seed)
    for side in (gold & known, known & ~gold):
        assert (side[left].sum(axis=0) >= np.minimum(side.sum(axis=0), 2)).all()


def test_a_group_of_most_examples_is_never_drawn():
    """Templates make near copies of each other, so that nothing would be left to learn from."""
    gold = np.random.default_rng(0).random((400, 3)) < 0.4
    groups = np.maximum(np.arange(400) - 380, 0)
    for seed in range(20):
        assert not draw_test(gold, np.ones_like(gold), groups, 0.2, keep=2, seed=seed)[:380].any()
