"""The correction for the number of tests: Holm's, without tests that could never be significant (Tarone)."""

import numpy as np
import pytest

from topictag.evaluation.correction import choose_tests, correct, correct_by_holm
from topictag.monitoring.ratios import RatioSums, compare_shares, find_extremes


def test_holm_keeps_the_order_and_never_exceeds_1():
    assert correct_by_holm([0.9, 0.01, 0.04, 0.5]) == pytest.approx([1.0, 0.04, 0.12, 1.0])
    assert correct_by_holm([]) == []


def test_tests_that_can_never_be_significant_are_left_out():
    assert correct([0.01, 0.9, 0.9, 0.9], [0.001, 0.5, 0.5, 0.03], 0.05).p_values == [0.01, 1.0, 1.0, 1.0]
    assert correct([0.01, 0.9, 0.9, 0.9], [0.001] * 4, 0.05).p_values == [0.04, 1.0, 1.0, 1.0]
    assert correct([], [], 0.05).n_tests == 0


def test_what_never_differs_is_left_out_whatever_alpha_is():
    assert choose_tests([1.0, 0.2], 1.0) == [1]


def test_as_many_tests_are_kept_as_the_correction_allows():
    rng = np.random.default_rng(0)
    for _ in range(50):
        least = (rng.random(40) ** 6).tolist()
        kept = choose_tests(least, 0.05)
        n_tests = next(n for n in range(1, 41) if sum(own <= 0.05 / n for own in least) <= n)
        assert kept == [place for place, own in enumerate(least) if own <= 0.05 / n_tests]
        assert len(kept) <= n_tests


def test_no_division_of_the_cases_exceeds_the_extremes():
    rng = np.random.default_rng(1)
    sizes, cases = np.full(60, 3), rng.binomial(3, 0.03, 60)
    for order in (rng.permutation(60) for _ in range(50)):
        one, other = (RatioSums.over(sizes[own], cases[own]) for own in (order[:20], order[20:]))
        extreme, least = (float(own) for own in find_extremes(one, other))
        difference, deviation, _ = (float(own) for own in compare_shares(one, other))
        assert abs(difference) <= extreme + 1e-12
        assert deviation >= least - 1e-12
