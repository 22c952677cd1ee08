"""EM finds the share of a topic in texts where it differs from that of the training data."""

import numpy as np
import pytest

from topictag.monitoring.prevalence import estimate_share, estimate_shares

PRIOR = 0.3


def draw_probabilities(rng, n, share, prior=PRIOR):
    """Return probabilities that are calibrated for the prior, of texts in which the topic has another share."""
    has_topic = rng.random(n) < share
    score = rng.normal(np.where(has_topic, 1.2, -1.2), 1.0)  # the log-likelihood ratio is 2.4 times the score
    return 1 / (1 + np.exp(-(2.4 * score + np.log(prior / (1 - prior)))))


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.7])
def test_a_known_share_is_recovered(share):
    probability = draw_probabilities(np.random.default_rng(0), 20_000, share)
    found, deviation = estimate_share(probability, PRIOR, np.arange(20_000))
    assert abs(found - share) < 3 * deviation < 0.02
    if share != PRIOR:
        assert abs(found - share) < abs(probability.mean() - share)  # the mean stays near the prior


def test_the_deviation_is_that_of_repeated_samples():
    rng = np.random.default_rng(1)
    runs = [estimate_share(draw_probabilities(rng, 800, 0.1), PRIOR, np.arange(800)) for _ in range(200)]
    shares, deviations = np.array(runs).T
    assert deviations.mean() == pytest.approx(shares.std(), rel=0.15)


def test_articles_whose_paragraphs_are_copies_count_once():
    probability = draw_probabilities(np.random.default_rng(2), 500, 0.2)
    once = estimate_share(probability, PRIOR, np.arange(500))
    copied = estimate_share(np.repeat(probability, 4), PRIOR, np.repeat(np.arange(500), 4))
    assert copied == pytest.approx(once, rel=1e-3)


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_certain_probabilities_give_a_certain_share(probability):
    found, deviation = estimate_share(np.full(50, probability), PRIOR, np.arange(50))
    assert found == pytest.approx(probability, abs=1e-3)
    assert deviation == pytest.approx(0, abs=1e-3)


def test_shares_of_competing_topics_are_recovered():
    rng = np.random.default_rng(3)
    prior, share = np.array([0.5, 0.3, 0.2]), np.array([0.1, 0.3, 0.6])
    topic = rng.choice(3, 20_000, p=share)
    scores = rng.normal(2.0 * (np.arange(3) == topic[:, None]), 1.0)
    powers = np.exp(2.0 * scores) * prior
    found = estimate_shares(powers / powers.sum(axis=1, keepdims=True), prior, np.arange(20_000))
    assert found.shares.sum() == pytest.approx(1)
    assert found.shares == pytest.approx(share, abs=0.02)
    assert (np.abs(found.shares - share) < 3.5 * found.deviations).all()
