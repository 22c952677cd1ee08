"""EM finds the share of a topic in texts where it differs from that of the training data, and how certain it is."""

import numpy as np
import pytest

from topictag.monitoring.mixture import Mixture
from topictag.monitoring.prevalence import estimate_share, estimate_shares

PRIOR = 0.3


def draw_probabilities(rng, n, share, prior=PRIOR):
    """Return probabilities that are calibrated for the prior, of texts in which the topic has another share."""
    return score_texts(rng, rng.random(n) < share, prior)


def score_texts(rng, has_topic, prior=PRIOR):
    score = rng.normal(np.where(has_topic, 1.2, -1.2), 1.0)  # the log-likelihood ratio is 2.4 times the score
    return 1 / (1 + np.exp(-(2.4 * score + np.log(prior / (1 - prior)))))


def draw_competing(rng, n, share, prior, separation=2.0):
    """Return probabilities of classes of which each text has one."""
    topic = rng.choice(len(share), n, p=share)
    scores = rng.normal(separation * (np.arange(len(share)) == topic[:, None]), 1.0)
    powers = np.exp(separation * scores) * prior
    return powers / powers.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.7])
def test_a_known_share_is_recovered(share):
    probability = draw_probabilities(np.random.default_rng(0), 20_000, share)
    found, low, high = estimate_share(probability, PRIOR, np.arange(20_000))
    assert low <= share <= high < low + 0.03
    if share != PRIOR:
        assert abs(found - share) < abs(probability.mean() - share)  # the mean stays near the prior


@pytest.mark.parametrize(
    ("n", "share"), [(100, 0.0), (100, 0.01), (100, 0.03), (500, 0.01), (1000, 0.1), (100, 0.3), (100, 0.97)]
)
def test_intervals_cover_rare_and_common_shares(n, share):
    rng = np.random.default_rng(1)
    covered = []
    for _ in range(300):
        _, low, high = estimate_share(draw_probabilities(rng, n, share), PRIOR, np.arange(n))
        covered.append(low <= share <= high)
    assert np.mean(covered) >= 0.92  # 0.95, less two deviations of the count


def test_intervals_cover_the_share_of_articles_whose_paragraphs_are_alike():
    rng = np.random.default_rng(2)
    articles, covered, naive = np.repeat(np.arange(100), 4), [], []
    for _ in range(300):
        probability = score_texts(rng, (rng.random(100) < 0.1)[articles])  # an article has the topic, or has it not
        for units, own in ((articles, covered), (np.arange(400), naive)):
            _, low, high = estimate_share(probability, PRIOR, units)
            own.append(low <= 0.1 <= high)
    assert np.mean(covered) >= 0.92
    assert np.mean(naive) < 0.8  # paragraphs as units: the test is able to fail


def test_intervals_are_not_much_wider_than_repeated_samples_vary():
    rng = np.random.default_rng(1)
    runs = [estimate_share(draw_probabilities(rng, 800, 0.1), PRIOR, np.arange(800)) for _ in range(200)]
    shares, low, high = np.array(runs).T
    assert (high - low).mean() == pytest.approx(2 * 1.96 * shares.std(), rel=0.15)


def test_articles_whose_paragraphs_are_copies_count_once():
    probability = draw_probabilities(np.random.default_rng(2), 500, 0.2)
    once = estimate_share(probability, PRIOR, np.arange(500))
    copied = estimate_share(np.repeat(probability, 4), PRIOR, np.repeat(np.arange(500), 4))
    assert copied == pytest.approx(once, rel=3e-3)


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_of_certain_probabilities_only_the_sample_is_uncertain(probability):
    found, low, high = estimate_share(np.full(50, probability), PRIOR, np.arange(50))
    assert found == pytest.approx(probability, abs=1e-3)
    expected = 1 - np.exp(-(2.01**2) / 2 / 50)  # where 50 texts without a case reach the limit of the likelihood
    assert high - low == pytest.approx(expected, rel=0.02)


def test_shares_of_competing_topics_are_recovered():
    rng = np.random.default_rng(3)
    prior, share = np.array([0.5, 0.3, 0.2]), np.array([0.1, 0.3, 0.6])
    found = estimate_shares(draw_competing(rng, 20_000, share, prior), prior, np.arange(20_000))
    assert found.shares.sum() == pytest.approx(1)
    assert found.shares == pytest.approx(share, abs=0.02)
    assert (found.high - found.low < 0.04).all()


def test_intervals_of_competing_topics_cover_shares_of_0_and_rare_ones():
    rng = np.random.default_rng(4)
    prior, share = np.array([0.3, 0.2, 0.2, 0.2, 0.1]), np.array([0.0, 0.01, 0.05, 0.3, 0.64])
    covered = []
    for _ in range(200):
        found = estimate_shares(draw_competing(rng, 200, share, prior), prior, np.arange(200))
        covered.append((found.low <= share) & (share <= found.high))
    assert (np.mean(covered, axis=0) >= 0.92).all()


@pytest.mark.parametrize("separation", [0.7, 2.0])
def test_the_accelerated_rounds_end_where_those_of_em_do(separation):
    rng = np.random.default_rng(5)
    prior, share = np.full(6, 1 / 6), np.array([0.0, 0.01, 0.09, 0.2, 0.3, 0.4])
    densities = draw_competing(rng, 2000, share, prior, separation) / prior
    plain = prior
    for _ in range(30_000):
        plain = plain * (densities / (densities @ plain)[:, None]).mean(axis=0)
    assert Mixture(densities, np.ones(2000)).maximise(prior) == pytest.approx(plain, abs=1e-4)
