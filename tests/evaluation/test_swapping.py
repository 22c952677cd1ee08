"""The test by swapping: against all possible swaps, and on models that are equal by construction."""

from itertools import product

import numpy as np
import pytest

from topictag.evaluation import metrics
from topictag.evaluation.correction import correct
from topictag.evaluation.swapping import compare_by_swapping

RNG = np.random.default_rng(5)
GOLD = RNG.random((20, 2)) < 0.5
OLD = GOLD ^ (RNG.random((20, 2)) < 0.1)
NEW = GOLD ^ (RNG.random((20, 2)) < 0.35)
GROUPS = np.arange(20) // 2  # two paragraphs of each article


def f1(gold, tagged):
    return metrics.f1_by_topic(
        metrics.count_decisions(gold, tagged, np.zeros(len(gold), np.intp)).weighted_sum(np.ones(1))
    )


def test_p_values_are_the_shares_of_all_swaps():
    observed = f1(GOLD, NEW) - f1(GOLD, OLD)
    differences = []
    for signs in product([False, True], repeat=10):
        is_swapped = np.array(signs)[GROUPS][:, None]
        one, other = np.where(is_swapped, OLD, NEW), np.where(is_swapped, NEW, OLD)
        differences.append(f1(GOLD, one) - f1(GOLD, other))
    all_of_them = np.array(differences)
    found = compare_by_swapping(GOLD, NEW, OLD, GROUPS)
    assert found.worse[:2] == pytest.approx((all_of_them <= observed + 1e-9).mean(axis=0), abs=0.02)
    assert found.better[:2] == pytest.approx((all_of_them >= observed - 1e-9).mean(axis=0), abs=0.02)
    macro = all_of_them.mean(axis=1)
    assert found.worse[2] == pytest.approx((macro <= observed.mean() + 1e-9).mean(), abs=0.02)


def test_models_that_change_places_change_sides():
    there, back = compare_by_swapping(GOLD, NEW, OLD, GROUPS), compare_by_swapping(GOLD, OLD, NEW, GROUPS)
    assert there.worse.tolist() == back.better.tolist()
    assert there.better.tolist() == back.worse.tolist()


def test_articles_are_swapped_as_a_whole():
    """Twenty paragraphs that all became wrong show little if they are of two articles."""
    gold = np.ones((20, 1), bool)
    found = compare_by_swapping(gold, ~gold, gold, np.arange(20) // 10)
    assert found.least[0] == 0.25
    assert found.worse[0] == pytest.approx(0.25, abs=0.02)


def test_what_is_unknown_does_not_count():
    known = np.ones_like(GOLD)
    known[:7, 0] = False
    without = compare_by_swapping(GOLD & known, NEW & known, OLD & known, GROUPS, known=known)
    flipped = NEW ^ ~known
    assert compare_by_swapping(GOLD, flipped, OLD, GROUPS, known=known).worse.tolist() == without.worse.tolist()


def test_where_no_example_has_a_topic_false_tags_are_tested():
    gold = np.zeros((20, 1), bool)
    found = compare_by_swapping(gold, ~gold, gold, np.arange(20))
    assert found.worse[0] < 0.001
    assert found.better[0] == 1
    assert compare_by_swapping(gold, gold, ~gold, np.arange(20)).better[0] == found.worse[0]
    assert (found.worse[1], found.better[1], found.least[1]) == (1, 1, 1)  # macro-F1 is that of topics with examples


def test_equal_models_of_many_topics_are_rarely_called_worse():
    """Of 80 comparisons of 60 topics, about four may alarm; nine or more would have a probability of 2 %."""
    rng, n_alarms = np.random.default_rng(0), 0
    for _ in range(80):
        gold = rng.random((150, 60)) < 0.1
        one, other = (gold ^ (rng.random(gold.shape) < 0.06) for _ in range(2))
        found = compare_by_swapping(gold, one, other, np.arange(150))
        corrected = correct(found.worse[:-1].tolist(), found.least[:-1].tolist(), 0.05)
        n_alarms += min(corrected.p_values) <= 0.05
    assert n_alarms <= 8
