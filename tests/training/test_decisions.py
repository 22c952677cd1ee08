"""Calibration and thresholds on scores whose right answers are known."""

import numpy as np
import pytest
from scipy.special import expit
from sklearn.metrics import f1_score

from topictag.training.decisions import best_f1_threshold, fit_decisions, fit_platt


def test_platt_recovers_the_line_that_made_the_labels():
    rng = np.random.default_rng(0)
    scores = rng.normal(size=20_000)
    gold = rng.random(20_000) < expit(1.7 * scores - 0.8)
    slope, offset = fit_platt(scores, gold)
    assert slope == pytest.approx(1.7, abs=0.1)
    assert offset == pytest.approx(-0.8, abs=0.05)


def test_separable_scores_do_not_give_certainty():
    scores, gold = np.array([-2.0, -1.0, 1.0, 2.0]), np.array([False, False, True, True])
    slope, offset = fit_platt(scores, gold)
    assert 0.05 < expit(slope * -2 + offset) < 0.5 < expit(slope * 2 + offset) < 0.95


def test_scores_that_rank_backwards_give_the_share_of_positives():
    scores = np.linspace(-1, 1, 100)
    gold = scores < -0.6
    slope, offset = fit_platt(scores, gold)
    assert slope > 0
    assert expit(slope * 0.3 + offset) == pytest.approx(gold.mean(), abs=0.02)


def test_the_threshold_has_the_best_f1_of_all():
    rng = np.random.default_rng(1)
    probability = rng.random(300).round(2)  # many ties
    gold = rng.random(300) < probability
    found = f1_score(gold, probability >= best_f1_threshold(probability, gold))
    assert found == max(f1_score(gold, probability >= cut) for cut in np.unique(probability))


def test_each_topic_has_its_own_decision():
    rng = np.random.default_rng(2)
    scores = rng.normal(size=(2000, 2))
    gold = np.column_stack([scores[:, 0] > 1, scores[:, 1] > -1])
    decisions = fit_decisions(scores, gold)
    assert (decisions.tags(scores) == gold).mean() > 0.99
    assert decisions.probabilities(scores).min() > 0
