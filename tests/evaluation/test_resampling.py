"""Resamples: whole articles, the same draws each time, and intervals of what is measured."""

import numpy as np
import pytest

from topictag.evaluation.metrics import f1_by_topic
from topictag.evaluation.resampling import MIN_ARTICLES, Resamples, find_interval

ARTICLES = [f"article {number // 2}" for number in range(60)]


def test_a_resample_draws_whole_articles():
    weights = np.stack(list(Resamples.over(ARTICLES, n_resamples=50).weights()))
    assert weights.shape == (50, 30)
    assert (weights.sum(axis=1) == 30).all()


def test_resamples_are_the_same_each_time_and_differ_by_seed():
    one, same, other = (Resamples.over(ARTICLES, n_resamples=5, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(list(one.weights()), list(one.weights()))
    assert np.array_equal(list(one.weights()), list(same.weights()))
    assert not np.array_equal(list(one.weights()), list(other.weights()))


def test_counts_of_a_resample_are_those_of_the_drawn_examples():
    rng = np.random.default_rng(0)
    gold, tagged = rng.random((60, 3)) < 0.4, rng.random((60, 3)) < 0.4
    resamples = Resamples.over(ARTICLES, n_resamples=4)
    observed, resampled = resamples.count(gold, tagged)
    assert observed.support.tolist() == gold.sum(axis=0).tolist()
    for number, weights in enumerate(resamples.weights()):
        rows = np.arange(60).repeat(weights[resamples.groups])
        assert resampled.true_positives[number].tolist() == (gold & tagged)[rows].sum(axis=0).tolist()
        assert resampled.n_tagless[number] == (~gold[rows].any(axis=1)).sum()


def test_a_part_has_resamples_of_its_own_articles():
    part = Resamples.over(ARTICLES).only(np.arange(60) >= 40)
    assert part.groups.tolist() == [number // 2 for number in range(20)]


def test_ten_articles_are_enough():
    assert MIN_ARTICLES == 10
    assert Resamples.over(range(10)).is_enough
    assert not Resamples.over(range(9)).is_enough


def test_an_interval_leaves_out_resamples_without_a_figure():
    assert find_interval(np.array([*np.linspace(0, 1, 101), np.nan])) == pytest.approx((0.025, 0.975))
    assert find_interval(np.array([np.nan])) is None


def test_figures_in_blocks_are_those_of_all_resamples_at_once(monkeypatch):
    monkeypatch.setattr("topictag.evaluation.resampling._MAX_WEIGHTS", 90)  # three resamples of thirty articles
    rng = np.random.default_rng(0)
    gold, *systems = (rng.random((60, 3)) < 0.4 for _ in range(3))
    resamples = Resamples.over(ARTICLES, n_resamples=7)
    observed, resampled = resamples.figure(
        lambda counts: f1_by_topic(counts[0]) - f1_by_topic(counts[1]), gold, systems
    )
    one, other = (resamples.count(gold, own) for own in systems)
    assert observed.tolist() == (f1_by_topic(one[0]) - f1_by_topic(other[0])).tolist()
    assert resampled.tolist() == (f1_by_topic(one[1]) - f1_by_topic(other[1])).tolist()
