"""The simulated models of `benchmarks.quality.comparing` are equal, or worse, as they claim."""

import numpy as np
import pytest
from benchmarks.quality.comparing import _find_thresholds, _find_worse, _lose, _swap

from topictag.evaluation import metrics

RNG = np.random.default_rng(2)
GOLD = RNG.random((3000, 2)) < 0.3
SCORES = RNG.normal(size=GOLD.shape) + 2 * GOLD
ONE, OTHER = (GOLD ^ (RNG.random(GOLD.shape) < 0.1) for _ in range(2))


def f1(tagged):
    counts = metrics.count_decisions(GOLD, tagged, np.zeros(len(GOLD), np.intp)).weighted_sum(np.ones(1))
    return metrics.f1_by_topic(counts)


def test_a_swap_exchanges_whole_rows():
    old, new = _swap(ONE, OTHER, np.random.default_rng(0))
    rows = [
        (a.tolist(), b.tolist()) in ((x.tolist(), y.tolist()), (y.tolist(), x.tolist()))
        for a, b, x, y in zip(old, new, ONE, OTHER, strict=True)
    ]
    assert all(rows)
    assert (old != ONE).any()


def test_low_and_high_thresholds_have_the_same_f1_and_other_errors():
    low, high = _find_thresholds(GOLD, SCORES)
    assert f1(low) == pytest.approx(f1(high), abs=0.002)
    assert (low.sum(axis=0) > 1.2 * high.sum(axis=0)).all()
    assert not (high & ~low).any()


def test_a_loss_is_as_large_as_asked():
    new = _lose(GOLD, ONE, OTHER, 1, 0.05, np.random.default_rng(0))
    assert f1(ONE)[1] - f1(new)[1] == pytest.approx(0.05, abs=0.002)
    assert (new[:, 0] == OTHER[:, 0]).all()


def test_every_test_finds_a_large_loss_and_none_in_equal_models():
    worse = _lose(GOLD, ONE, ONE, 0, 0.2, np.random.default_rng(0))
    found = [own.tolist() for _, own in _find_worse(GOLD, ONE, worse)]
    assert found == [[True, False]] * 3
    assert not any(found.any() for _, found in _find_worse(GOLD, ONE, ONE))
