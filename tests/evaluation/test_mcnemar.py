"""McNemar's mid-p-value against its definition in whole numbers."""

from math import comb

import pytest

from topictag.evaluation.mcnemar import mcnemar_p


@pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 9), (9, 1), (12, 30), (100, 140), (3, 4)])
def test_it_is_the_probability_by_counting(one, other):
    n, least = one + other, min(one, other)
    halves = 2 * sum(comb(n, k) for k in range(least)) + comb(n, least)
    assert mcnemar_p(one, other) == pytest.approx(halves / 2**n, abs=5e-5)


def test_equal_counts_show_nothing():
    assert mcnemar_p(0, 0) == mcnemar_p(7, 7) == 1.0


def test_large_counts_do_not_overflow():
    assert 0 < mcnemar_p(100_000, 100_700) < 1
    assert mcnemar_p(0, 100_000) == 0
