"""The smallest change that is found: about four of five such changes are significant, also of rare tags."""

import numpy as np
import pytest

from topictag.monitoring.power import count_deviations, find_smallest
from topictag.monitoring.ratios import RatioSums, compare_shares, tail_probability


def test_deviations_are_those_of_the_normal_distribution_for_many_articles():
    assert count_deviations(0.05, 1, 10**6) == pytest.approx(1.96 + 0.84, abs=0.01)


@pytest.mark.parametrize(("alpha", "n_tests", "n_free"), [(0.05, 12, 29), (0.05, 1, 500), (1e-30, 5, 40)])
def test_a_change_of_this_size_is_significant(alpha, n_tests, n_free):
    n_deviations = count_deviations(alpha, n_tests, n_free)
    assert tail_probability(n_deviations, 1.0, n_free) * n_tests < alpha


@pytest.mark.parametrize(
    ("share", "sizes"), [(0.0, (100, 100)), (0.02, (100, 100)), (0.3, (200, 100)), (0.01, (60, 900))]
)
def test_most_changes_of_this_size_are_found(share, sizes):
    n_free = sum(sizes) - 2
    deviation = np.sqrt(share * (1 - share) * (1 / sizes[0] + 1 / sizes[1]))
    change = find_smallest(share, float(deviation), sizes, count_deviations(0.05, 10, n_free))
    rng = np.random.default_rng(0)
    found = 0
    for _ in range(300):
        new, reference = (
            RatioSums.over(np.ones(n, int), rng.binomial(1, own, n)[:, None])
            for n, own in zip(sizes, (share + change, share), strict=True)
        )
        found += tail_probability(*(float(own[0]) for own in compare_shares(new, reference))) <= 0.05 / 10
    assert 0.65 <= found / 300 <= 0.97


def test_no_change_exceeds_1():
    assert find_smallest(0.5, 0.2, (30, 30), count_deviations(1e-30, 10, 29)) == 1.0
