"""Figures of exactly 0 or 1 have intervals of an honest width, which cover the truth."""

import numpy as np
import pytest

from topictag.evaluation.evaluate import evaluate_decisions
from topictag.evaluation.extremes import widen_f1, widen_mean, widen_share
from topictag.results.quality import Estimate

NONE, ALL = Estimate(0.0, 0.0, 0.0), Estimate(1.0, 1.0, 1.0)


@pytest.mark.parametrize("n", [1, 10, 100, 1000])
def test_a_share_of_0_has_the_bound_at_which_it_has_a_probability_of_5_percent(n):
    high = widen_share(NONE, n).high
    assert (1 - high) ** n == pytest.approx(0.05, rel=0.06)  # rounded to four decimals
    assert widen_share(ALL, n).low == pytest.approx(1 - high)


def test_other_estimates_are_unchanged():
    for estimate in (
        Estimate(0.5, 0.5, 0.5),
        Estimate(1.0, None, None),
        Estimate(1.0, 0.9, 1.0),
        Estimate(None, None, None),
    ):
        assert widen_share(estimate, 10) == widen_f1(estimate, 10) == widen_mean(estimate, [ALL]) == estimate


def test_the_interval_of_a_perfect_f1_covers_a_system_that_errs_sometimes():
    """A system that errs in 5 % of the texts of a topic is often perfect on twenty."""
    rng, covered = np.random.default_rng(1), []
    truth = 2 * 0.95 / (1 + 0.95)  # F1 of a system that misses 5 %
    for _ in range(200):
        gold = np.repeat([[True], [False]], 20, axis=0)
        tagged = gold & (rng.random((40, 1)) < 0.95)
        f1 = evaluate_decisions("a", gold, tagged, range(40)).topics[0].f1
        if f1.value == 1:
            covered.append(f1.low <= truth)
    assert len(covered) > 30
    assert all(covered)


def test_articles_count_and_not_examples():
    gold = np.repeat([[True], [False]], 60, axis=0)
    own = evaluate_decisions("a", gold, gold, range(120))
    of_articles = evaluate_decisions("a", gold, gold, np.arange(120) // 5)
    for name in ("macro_f1", "micro_f1", "samples_f1"):
        assert getattr(of_articles, name).low < getattr(own, name).low < 1
    assert of_articles.false_tag_rate.high > own.false_tag_rate.high > 0
    assert own.topics[0].f1.low == widen_f1(ALL, 60).low


def test_a_macro_f1_of_1_has_the_mean_of_its_topics():
    gold = np.zeros((100, 2), dtype=bool)
    gold[:20, 0] = gold[20:80, 1] = True
    evaluation = evaluate_decisions("ab", gold, gold, range(100))
    lows = [own.f1.low for own in evaluation.topics]
    assert lows[0] < lows[1]
    assert evaluation.macro_f1.low == pytest.approx(np.mean(lows), abs=1e-4)
