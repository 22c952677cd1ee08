"""Calibration and thresholds on scores whose right answers are known."""

import numpy as np
import pytest
from scipy.special import expit

from topictag.training.decisions.learning import fit_decisions, fit_platt
from topictag.training.decisions.targets import Target


def test_platt_recovers_the_line_that_made_the_labels():
    rng = np.random.default_rng(0)
    scores = rng.normal(size=20_000)
    gold = rng.random(20_000) < expit(1.7 * scores - 0.8)
    slope, offset = fit_platt(scores[None], gold)
    assert slope == pytest.approx(1.7, abs=0.1)
    assert offset == pytest.approx(-0.8, abs=0.05)


def test_separable_scores_do_not_give_certainty_however_often_they_were_scored():
    scores, gold = np.array([-2.0, -1.0, 1.0, 2.0]), np.array([False, False, True, True])
    for n_deals in (1, 10):
        slope, offset = fit_platt(np.tile(scores, (n_deals, 1)), gold)
        assert 0.05 < expit(slope * -2 + offset) < 0.5 < expit(slope * 2 + offset) < 0.95


def test_scores_that_rank_backwards_give_the_share_of_positives():
    scores = np.linspace(-1, 1, 100)
    gold = scores < -0.6
    slope, offset = fit_platt(scores[None], gold)
    assert slope > 0
    assert expit(slope * 0.3 + offset) == pytest.approx(gold.mean(), abs=0.02)


def test_texts_without_known_words_do_not_bend_the_line():
    rng = np.random.default_rng(0)
    scores = rng.normal(size=500)
    gold = rng.random(500) < expit(2 * scores)
    unknown = np.concatenate([scores, np.full(20, -np.inf)])
    padded = np.concatenate([gold, np.zeros(20, dtype=bool)])
    assert fit_platt(unknown[None], padded) == pytest.approx(fit_platt(scores[None], gold), abs=0.02)
    assert fit_platt(np.full((1, 10), -np.inf), np.arange(10) < 3)[0] > 0


def test_each_topic_has_its_own_decision():
    rng = np.random.default_rng(2)
    scores = rng.normal(size=(1, 2000, 2))
    gold = np.column_stack([scores[0, :, 0] > 1, scores[0, :, 1] > -1])
    decisions = fit_decisions(scores, gold, np.arange(len(gold)))
    assert (decisions.tags(scores[0]) == gold).mean() > 0.99
    assert decisions.learnt.all()


@pytest.mark.parametrize("share", [0.05, 0.3])
def test_a_topic_that_is_not_distinguished_does_not_tag_everything(share):
    rng = np.random.default_rng(4)
    scores = rng.normal(size=(3, 400, 1))
    gold = (np.arange(400) < 400 * share)[:, None]
    decisions = fit_decisions(scores, gold, np.arange(len(gold)))
    assert not decisions.learnt[0]
    assert decisions.thresholds[0] >= 0.5
    assert decisions.tags(scores[0]).mean() < 0.01


def test_thresholds_follow_their_targets():
    rng = np.random.default_rng(5)
    scores = rng.normal(size=(1, 4000, 3))
    gold = rng.random((4000, 3)) < expit(3 * scores[0] - 2)
    targets = [Target("precision", 0.9), Target("recall", 0.9), Target()]
    decisions = fit_decisions(scores, gold, np.arange(len(gold)), targets)
    tagged = decisions.tags(scores[0])
    hits = (tagged & gold).sum(axis=0)
    assert 0.9 <= hits[0] / tagged[:, 0].sum() < 0.92
    assert 0.9 <= hits[1] / gold[:, 1].sum() < 0.92
    assert decisions.thresholds[1] < decisions.thresholds[2] < decisions.thresholds[0]
    assert decisions.reached.all()


def test_a_topic_learns_nothing_from_examples_of_which_it_is_unknown():
    rng = np.random.default_rng(2)
    gold, known = rng.random((90, 2)) < 0.4, rng.random((90, 2)) < 0.6
    scores = rng.normal(size=(3, 90, 2)) + 2 * gold
    decisions = fit_decisions(scores, gold ^ ~known, np.arange(90), known=known)
    for topic in range(2):
        rows = known[:, topic]
        alone = fit_decisions(scores[:, rows, topic, None], gold[rows, topic, None], np.arange(rows.sum()))
        for name in ("slope", "offset", "thresholds", "learnt"):
            assert getattr(decisions, name)[topic] == getattr(alone, name)[0]


def test_a_topic_of_which_all_is_unknown_is_given_to_no_text():
    nothing = np.zeros((12, 1), dtype=bool)
    decisions = fit_decisions(np.ones((1, 12, 1)), nothing, np.arange(12), known=nothing)
    assert decisions.thresholds[0] == 1.0
    assert not decisions.learnt[0]
