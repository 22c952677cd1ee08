"""Joint calibration on scores whose right answer is known."""

import numpy as np
import pytest
from scipy.special import softmax

from topictag.training.decisions.joint import find_learnt, fit_joint, fit_joint_decisions

NONE, ALL = np.zeros(3, dtype=bool), np.ones(3, dtype=bool)


def draw(odds, seed=0):
    """Return one topic per row, drawn with the probabilities of the log-odds."""
    sums = softmax(odds, axis=1).cumsum(axis=1)
    return (np.random.default_rng(seed).random(len(odds))[:, None] < sums).argmax(axis=1)[:, None] == np.arange(3)


@pytest.fixture
def scores():
    return np.random.default_rng(1).normal(size=(20_000, 3))


def test_the_slope_that_made_the_labels_is_recovered(scores):
    slope, offset = fit_joint(scores[None], draw(1.7 * scores), NONE)
    assert slope == pytest.approx(1.7, abs=0.05)
    assert offset.tolist() == [0, 0, 0]


def test_offsets_of_free_topics_are_recovered(scores):
    made = np.array([1.5, 0.0, -1.0])
    slope, offset = fit_joint(scores[None], draw(0.8 * scores + made), np.array([True, False, True]))
    assert slope == pytest.approx(0.8, abs=0.05)
    assert offset == pytest.approx(made, abs=0.1)
    assert offset[1] == 0


def test_offsets_are_shrunk_where_examples_are_few():
    scores, gold = np.zeros((4, 3)), np.eye(3, dtype=bool)[[0, 0, 0, 0]]
    offset = fit_joint(scores[None], gold, ALL)[1]
    assert 0 < offset[0] < 2
    assert offset[1] == offset[2] < 0


def test_repeated_deals_do_not_make_it_more_certain(scores):
    gold = draw(scores[:30])
    once, often = (fit_joint(np.tile(scores[:30], (n, 1, 1)), gold, ALL) for n in (1, 10))
    assert once[0] == pytest.approx(often[0], rel=1e-3)
    assert once[1] == pytest.approx(often[1], abs=1e-3)


def test_separable_scores_do_not_give_certainty():
    gold = np.eye(3, dtype=bool)[[0, 0, 1, 1, 2, 2]]
    slope, _ = fit_joint(gold[None].astype(float), gold, NONE)
    assert 0.5 < softmax(slope * np.array([1.0, 0.0, 0.0]))[0] < 0.95


def test_examples_that_cannot_be_read_do_not_count(scores):
    gold = draw(scores[:500])
    unread = np.vstack([scores[:500], np.full((20, 3), -np.inf)])
    found = fit_joint(unread[None], np.vstack([gold, np.tile([True, False, False], (20, 1))]), NONE)
    assert found[0] == pytest.approx(fit_joint(scores[None, :500], gold, NONE)[0], rel=0.02)
    slope, offset = fit_joint(np.full((1, 4, 3), -np.inf), gold[:4], ALL)
    assert slope > 0
    assert not offset.any()


def test_scores_that_rank_backwards_still_have_a_positive_slope(scores):
    assert 0 < fit_joint(scores[None], draw(-3 * scores), NONE)[0] < 0.01


def test_decisions_give_one_topic_and_none_where_nothing_is_read(scores):
    gold = draw(4 * scores[:300])
    decisions = fit_joint_decisions(scores[None, :300], gold, np.arange(300))
    tagged = decisions.tags(np.vstack([scores[:300], [[-np.inf] * 3]]))
    assert tagged.sum(axis=1).tolist() == [1] * 300 + [0]
    assert (tagged[:300] & gold).any(axis=1).mean() > 0.7
    assert decisions.learnt.all()
    np.testing.assert_allclose(decisions.probabilities(scores[:300]).sum(axis=1), 1)


def test_topics_that_mean_nothing_or_that_no_example_has_are_not_learnt(scores):
    gold = np.eye(3, dtype=bool)[np.arange(300) % 2]
    assert find_learnt(scores[:300], gold, np.arange(300)).tolist() == [False, False, False]
