"""Shares over articles: their variance is that of a permutation of articles, their tests agree with SciPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from topictag.monitoring.ratios import (
    RatioSums,
    compare_shares,
    excess,
    find_intervals,
    tail_probability,
)


def draw_articles(rng, n, share, spread=0.0):
    """Return paragraphs and tagged paragraphs of articles; with `spread`, paragraphs of one article are alike."""
    sizes = rng.integers(1, 9, n)
    own = rng.beta(share / spread, (1 - share) / spread, n) if spread else np.full(n, share)
    return sizes, rng.binomial(sizes, own)


def p_value(new, reference):
    return tail_probability(*map(float, compare_shares(new, reference)))


def test_the_deviation_is_that_of_a_permutation_of_articles():
    rng = np.random.default_rng(0)
    sizes, tagged = draw_articles(rng, 300, 0.2, spread=0.5)
    differences, deviations = [], []
    for _ in range(2000):
        order = rng.permutation(300)
        one, other = (RatioSums.over(sizes[own], tagged[own]) for own in (order[:120], order[120:]))
        difference, deviation, _ = compare_shares(one, other)
        differences.append(difference)
        deviations.append(deviation)
    assert np.mean(deviations) == pytest.approx(np.std(differences), rel=0.05)


@pytest.mark.parametrize(("n", "m", "share"), [(200, 200, 0.2), (60, 60, 0.3), (60, 2000, 0.1), (200, 5000, 0.01)])
def test_alike_samples_rarely_differ_though_paragraphs_of_an_article_are_alike(n, m, share):
    rng = np.random.default_rng(1)
    pairs = [[RatioSums.over(*draw_articles(rng, size, share, spread=1.0)) for size in (n, m)] for _ in range(1500)]
    assert np.mean([p_value(*pair) <= 0.05 for pair in pairs]) <= 0.065  # 0.05, and two deviations of the count


@pytest.mark.parametrize("m", [300, 3000])
def test_a_small_sample_of_articles_of_very_different_length_alarms_as_often_as_it_should(m):
    rng = np.random.default_rng(4)
    p_values = []
    for _ in range(1000):
        pair = []
        for n in (30, m):
            sizes = np.ceil(rng.lognormal(1, 1.2, n)).astype(int).clip(max=200)
            pair.append(RatioSums.over(sizes, rng.binomial(sizes, rng.beta(0.3, 0.7, n))))
        p_values.append(p_value(*pair))
    assert 0.02 <= np.mean(np.array(p_values) <= 0.05) <= 0.065


def test_the_freedom_is_that_of_welch_if_samples_differ_in_variety():
    rng = np.random.default_rng(5)
    one, other = rng.binomial(1, 0.5, 40), rng.binomial(1, 0.1, 400)
    expected = stats.ttest_ind(one, other, equal_var=False)
    own = compare_shares(*(RatioSums.over(np.ones_like(sample), sample) for sample in (one, other)))
    assert float(own[2]) == pytest.approx(expected.df)
    assert float(own[0] / own[1]) == pytest.approx(expected.statistic)
    assert p_value(*(RatioSums.over(np.ones(n, int), np.ones(n, int)) for n in (40, 400))) == 1.0


def test_paragraphs_as_units_would_alarm_for_nothing():
    """What the articles are for: the same samples, with every paragraph for itself."""
    rng = np.random.default_rng(1)
    alarms = []
    for _ in range(300):
        pair = []
        for _ in range(2):
            sizes, tagged = draw_articles(rng, 200, 0.2, spread=1.0)
            flat = np.repeat([1, 0], [tagged.sum(), sizes.sum() - tagged.sum()])
            pair.append(RatioSums.over(np.ones_like(flat), flat))
        alarms.append(p_value(*pair) <= 0.05)
    assert np.mean(alarms) > 0.15


def test_a_rare_tag_in_a_small_sample_is_no_alarm_by_itself():
    common = RatioSums.over(np.ones(5000, int), (np.arange(5000) < 50).astype(int))
    for n_tagged in (0, 1, 2):
        small = RatioSums.over(np.ones(50, int), (np.arange(50) < n_tagged).astype(int))
        exact = stats.fisher_exact([[n_tagged, 50 - n_tagged], [50, 4950]]).pvalue
        assert p_value(small, common) > 0.05 < exact


@given(st.floats(0, 12), st.integers(29, 5000))
def test_tails_are_those_of_student(t, n_free):
    expected = 2 * stats.t.sf(t, n_free)
    assert tail_probability(t, 1.0, n_free) == pytest.approx(expected, rel=0.05, abs=1e-9)


def test_intervals_of_single_paragraphs_are_wilsons():
    for n_tagged in (0, 1, 30, 100):
        sums = RatioSums.over(np.ones(100, int), (np.arange(100) < n_tagged).astype(int))
        expected = stats.binomtest(n_tagged, 100).proportion_ci(method="wilson")
        assert [float(end) for end in find_intervals(sums)] == pytest.approx([expected.low, expected.high], abs=2e-3)


def test_intervals_cover_the_share_of_a_population_of_articles():
    rng = np.random.default_rng(3)
    covered = []
    for _ in range(1000):
        low, high = find_intervals(RatioSums.over(*draw_articles(rng, 150, 0.15, spread=0.8)))
        covered.append(low <= 0.15 <= high)
    assert 0.92 <= np.mean(covered) <= 0.98


def test_nothing_in_either_sample_is_no_difference():
    empty = RatioSums.over(np.zeros(40, int), np.zeros(40, int))
    assert p_value(empty, empty) == 1.0
    assert float(empty.shares) == 0.0


def test_the_excess_is_the_root_of_a_likelihood_ratio():
    table = [[30, 70], [20, 180]]
    expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert excess(100, 200, 0.3, 0.1) == pytest.approx(np.sqrt(expected))
    assert excess(200, 100, 0.1, 0.3) == pytest.approx(-np.sqrt(expected))
    assert excess(10, 10, 0.0, 0.0) == 0.0
