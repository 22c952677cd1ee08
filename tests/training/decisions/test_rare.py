"""Thresholds of rare topics: close to the best one where a few other texts get scores that are too high."""

import numpy as np
import pytest
from scipy.special import expit, logit
from scipy.stats import norm
from scipy.stats import t as t_distribution

from topictag.training.decisions.calibration import fit_platt
from topictag.training.decisions.targets import Target
from topictag.training.decisions.thresholds import (
    choose_threshold,
    expected_f1_threshold,
    find_cuts,
    smooth_f1_threshold,
)

N, N_POSITIVE, MEAN = 10_000, 20, 4.0


def expected_f1(threshold):
    """Return the F1 on other texts whose scores have the tails of Student's t."""
    share = N_POSITIVE / N
    right = share * norm.sf(threshold - MEAN)
    wrong = (1 - share) * t_distribution.sf(threshold * np.sqrt(2), 4)
    return 2 * right / (share + right + wrong)


def test_heavy_tails_cost_little():
    rng, reached = np.random.default_rng(0), {"chosen": [], "expected": []}
    gold = np.arange(N) < N_POSITIVE
    for _ in range(8):
        scores = np.where(gold, rng.normal(MEAN, size=N), rng.standard_t(4, N) / np.sqrt(2))
        slope, offset = fit_platt(scores[None], gold)
        probability = expit(slope * scores + offset)
        thresholds = choose_threshold(Target(), probability, gold)[0], expected_f1_threshold(probability)
        for name, threshold in zip(reached, thresholds, strict=True):
            reached[name].append(expected_f1((logit(threshold) - offset) / slope))
    best = expected_f1(np.linspace(0, 10, 2000)).max()
    assert np.mean(reached["chosen"]) > best - 0.08
    assert np.mean(reached["chosen"]) > np.mean(reached["expected"]) + 0.05


@pytest.mark.parametrize("own", [[0.2, 0.9], [0.4, 0.4, 0.4], [0.0, 0.0, 0.3, 0.6]])
def test_examples_that_say_nothing_of_a_spread_are_not_smoothed(own):
    probability = np.array([*own, *np.linspace(0.01, 0.5, 30)])
    gold = np.arange(len(probability)) < len(own)
    assert smooth_f1_threshold(probability, gold, find_cuts(probability, gold)) is None


def test_deals_count_as_one():
    rng = np.random.default_rng(3)
    probability, gold = expit(rng.normal(size=60) + np.arange(60) % 3), np.arange(60) % 3 == 2
    once = smooth_f1_threshold(probability, gold, find_cuts(probability, gold))
    repeated = np.tile(probability, 3), np.tile(gold, 3)
    assert smooth_f1_threshold(*repeated, find_cuts(*repeated), n_deals=3) == pytest.approx(once)
