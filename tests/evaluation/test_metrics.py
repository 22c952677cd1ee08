"""Metrics against scikit-learn's, and intervals on cases whose answer is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import brier_score_loss, f1_score, precision_score, recall_score

from topictag.evaluation import metrics
from topictag.evaluation.evaluate import evaluate_decisions

TOPICS = ("a", "b", "c")


def tables():
    return st.integers(1, 25).flatmap(lambda n: st.tuples(arrays(bool, (n, 3)), arrays(bool, (n, 3))))


@given(tables())
def test_metrics_are_scikit_learns(table):
    gold, tagged = table
    counts = metrics.count_decisions(gold, tagged, np.zeros(len(gold), dtype=int)).weighted_sum(np.ones(1))
    present = [topic for topic in range(3) if gold[:, topic].any()]
    for function, reference in ((metrics.precision, precision_score), (metrics.recall, recall_score)):
        expected = reference(gold, tagged, average=None, zero_division=np.nan)
        np.testing.assert_allclose(function(counts), expected)
    np.testing.assert_allclose(metrics.f1_by_topic(counts), f1_score(gold, tagged, average=None, zero_division=np.nan))
    np.testing.assert_allclose(metrics.samples_f1(counts), f1_score(gold, tagged, average="samples", zero_division=1.0))
    if present:
        np.testing.assert_allclose(metrics.micro_f1(counts), f1_score(gold, tagged, average="micro"))
        macro = f1_score(gold, tagged, average=None, labels=present, zero_division=0)
        np.testing.assert_allclose(metrics.macro_f1(counts), np.mean(macro))


@given(tables(), st.integers(1, 5))
def test_groups_change_nothing_but_the_resampling(table, n_groups):
    gold, tagged = table
    one = metrics.count_decisions(gold, tagged, np.zeros(len(gold), dtype=int)).weighted_sum(np.ones(1))
    groups = np.unique(np.arange(len(gold)) % n_groups, return_inverse=True)[1]
    several = metrics.count_decisions(gold, tagged, groups)
    summed = several.weighted_sum(np.ones(groups.max() + 1))
    for name, value in vars(one).items():
        np.testing.assert_allclose(value, getattr(summed, name))


def test_perfect_decisions_have_a_perfect_interval():
    gold = np.eye(3, dtype=bool).repeat(10, axis=0)
    evaluation = evaluate_decisions(TOPICS, gold, gold, [str(i) for i in range(30)])
    assert evaluation.macro_f1.value == evaluation.micro_f1.value
    assert (evaluation.macro_f1.value, evaluation.macro_f1.high) == (1, 1)
    assert 0.8 < evaluation.macro_f1.low < 1  # thirty examples without a mistake prove no perfection


def test_the_interval_has_the_width_of_the_binomial():
    rng = np.random.default_rng(0)
    gold = np.zeros((1000, 1), dtype=bool)
    tagged = rng.random((1000, 1)) < 0.2
    rate = evaluate_decisions(("a",), gold, tagged, [str(i) for i in range(1000)]).false_tag_rate
    half_width = 1.96 * np.sqrt(0.2 * 0.8 / 1000)
    assert rate.high - rate.low == pytest.approx(2 * half_width, rel=0.15)


def test_repeating_each_article_ten_times_does_not_narrow_the_interval():
    rng = np.random.default_rng(0)
    gold, tagged = rng.random((60, 1)) < 0.5, rng.random((60, 1)) < 0.5
    articles = [str(i) for i in range(60)]
    single = evaluate_decisions(("a",), gold, tagged, articles).micro_f1
    tenfold = evaluate_decisions(("a",), gold.repeat(10, 0), tagged.repeat(10, 0), np.repeat(articles, 10)).micro_f1
    assert tenfold.high - tenfold.low == pytest.approx(single.high - single.low, rel=0.2)


def test_a_topic_that_never_occurs_has_no_f1_and_does_not_enter_the_mean():
    gold = np.array([[True, False], [False, False]])
    evaluation = evaluate_decisions(("a", "b"), gold, gold, ["1", "2"])
    assert evaluation.topics[1].f1.value is None
    assert evaluation.topics[1].precision is None
    assert evaluation.macro_f1.value == 1


def test_a_few_articles_have_no_interval():
    gold = np.ones((40, 1), dtype=bool)
    estimate = evaluate_decisions(("a",), gold, gold, np.arange(40) // 20).macro_f1
    assert (estimate.value, estimate.low, estimate.high) == (1, None, None)


def test_results_go_into_json():
    gold = np.array([[True], [False]] * 10)
    data = evaluate_decisions(("a",), gold, gold, range(20)).to_dict()
    assert data["topics"][0]["f1"] == {"value": 1.0, "low": 0.8513, "high": 1.0}


def test_calibration_error_by_hand():
    probability = np.array([0.05, 0.05, 0.95, 0.95])
    gold = np.array([False, True, True, True])
    # Two bins: |0.05 - 0.5| for half of the examples, |0.95 - 1| for the other.
    assert metrics.calibration_error(gold, probability) == pytest.approx(0.5 * 0.45 + 0.5 * 0.05)
    assert metrics.calibration_error(np.array([True]), np.array([1.0])) == 0


def test_calibrated_probabilities_have_a_small_error_and_shifted_ones_a_large_one():
    rng = np.random.default_rng(0)
    probability = rng.random(50_000)
    gold = rng.random(50_000) < probability
    assert metrics.calibration_error(gold, probability) < 0.01
    assert metrics.calibration_error(gold, probability**2) > 0.1


def test_brier_score_is_scikit_learns():
    rng = np.random.default_rng(1)
    probability, gold = rng.random(100), rng.random(100) < 0.3
    assert metrics.brier_score(gold, probability) == pytest.approx(brier_score_loss(gold, probability))


def test_unknown_tags_do_not_count():
    rng = np.random.default_rng(4)
    gold, tagged, known = (rng.random((60, 3)) < share for share in (0.4, 0.5, 0.7))
    probability = rng.random((60, 3))
    own = evaluate_decisions("abc", gold & known, tagged, range(60), known=known, probability=probability)
    other = evaluate_decisions("abc", gold | ~known, ~known ^ tagged, range(60), known=known, probability=probability)
    assert own == other
    assert own.n_unknown == (~known).sum()
    for number, topic in enumerate(own.topics):
        rows = known[:, number]
        alone = evaluate_decisions(
            "x",
            gold[rows, number, None],
            tagged[rows, number, None],
            range(rows.sum()),
            probability=probability[rows, number, None],
        ).topics[0]
        assert (topic.support, topic.n_tagged, topic.precision, topic.f1.value) == (
            alone.support,
            alone.n_tagged,
            alone.precision,
            alone.f1.value,
        )
        assert (topic.calibration_error, topic.brier_score) == (alone.calibration_error, alone.brier_score)


def test_only_what_is_known_to_be_tagless_counts_as_such():
    gold, tagged = np.zeros((4, 2), dtype=bool), np.array([[True, False]] * 4)
    known = np.array([[True, True], [True, False], [False, False], [True, True]])
    evaluation = evaluate_decisions("ab", gold, tagged, range(4), known=known)
    assert (evaluation.n_examples, evaluation.n_tagless, evaluation.false_tag_rate.value) == (4, 2, 1.0)
    assert evaluation.samples_f1.value == 0  # not the example of which nothing is known
