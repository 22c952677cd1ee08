"""Curves of one topic: compared with scikit-learn, with counts by hand, and with what is known of intervals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_curve

from topictag.evaluation.curves import bin_probabilities, count_scores, make_curve, measure_thresholds, wilson

ROWS = st.lists(st.tuples(st.booleans(), st.integers(0, 20)), min_size=1, max_size=60)


def split(rows):
    gold, probability = zip(*rows, strict=True)
    return np.array(gold), np.array(probability) / 20


@given(ROWS)
def test_points_of_a_curve_are_those_of_scikit_learn(rows):
    gold, probability = split(rows)
    curve = make_curve("this model", gold, probability)
    if not gold.any():
        assert curve.recall == ()
        return
    precision, recall, _ = precision_recall_curve(gold, probability)
    expected = set(zip(recall.round(4).tolist(), precision.round(4).tolist(), strict=True))
    assert set(zip(curve.recall, curve.precision, strict=True)) <= expected


def test_a_curve_has_a_bounded_number_of_points():
    rng = np.random.default_rng(0)
    probability = rng.random(20_000)
    curve = make_curve("this model", rng.random(20_000) < probability, probability)
    assert 90 < len(curve.recall) <= 101
    assert list(curve.recall) == sorted(curve.recall)
    assert curve.recall[-1] == 1


@given(ROWS, st.lists(st.integers(0, 20), min_size=1, max_size=5))
def test_thresholds_count_what_they_tag(rows, thresholds):
    gold, probability = split(rows)
    for point in measure_thresholds(gold, probability, np.array(thresholds) / 20):
        tagged = (probability >= point.threshold) & (probability > 0)
        assert point.n_tagged == tagged.sum()
        assert point.precision == (round(float(gold[tagged].mean()), 4) if tagged.any() else None)
        assert point.recall == (round(float(tagged[gold].mean()), 4) if gold.any() else None)


@given(ROWS)
def test_bins_hold_each_example_once(rows):
    gold, probability = split(rows)
    bins = bin_probabilities(gold, probability)
    assert len(bins) == 10
    assert sum(own.n for own in bins) == len(gold)
    for own in bins:
        if own.n:
            assert own.share_low <= own.share <= own.share_high
            assert own.low <= own.mean_probability + 1e-4
            assert own.mean_probability <= own.high + 1e-4


@pytest.mark.parametrize(
    ("n_right", "n", "low", "high"), [(0, 10, 0, 0.2775), (10, 10, 0.7225, 1), (5, 10, 0.2366, 0.7634)]
)
def test_intervals_are_those_of_wilson(n_right, n, low, high):
    assert wilson(n_right, n) == (low, high)


def test_scores_of_unread_examples_are_counted_apart():
    gold = np.array([True, False, True, False])
    histogram = count_scores(gold, np.array([1.0, -1.0, -np.inf, 0.0]), 0.5)
    assert (sum(histogram.with_topic), sum(histogram.without_topic), histogram.unread) == (
        1,
        2,
        {"nothing known": 1},
    )
    assert count_scores(gold, np.full(4, -np.inf), None).edges == ()


def test_unread_examples_are_counted_by_their_reason():
    scores = np.array([-np.inf, -np.inf, 0.0, -np.inf])
    silences = ["skipped: not Russian", "", "", "skipped: not Russian"]
    assert count_scores(np.zeros(4, dtype=bool), scores, None, silences).unread == {
        "skipped: not Russian": 2,
        "nothing known": 1,  # the reason of a model that knows more words does not apply
    }


def test_where_topics_compete_the_curve_is_that_of_abstaining():
    gold, probability = np.array([True, True, False]), np.array([0.6, 0.3, 0.5])
    curve = make_curve("this model", gold, probability, np.array([0.6, 0.0, 0.5]))
    assert (curve.recall, curve.precision) == ((0.5,), (1.0,))
    assert curve.average_precision == make_curve("this model", gold, probability).average_precision
