"""Decisions about examples: topics together, mistakes, two taggers, and what is unknown counts nowhere."""

import numpy as np
import pytest

from topictag.evaluation.comparison import compare_decisions
from topictag.evaluation.decided import Decided, decide_nothing
from topictag.evaluation.metrics import f1_by_topic
from topictag.evaluation.mistakes import find_worst
from topictag.evaluation.side_by_side import compare_each, compare_overall
from topictag.evaluation.together import count_errors, count_pairs
from topictag.evaluation.topic_figures import measure_topic

TOPICS = ("energy", "security", "sport")


def decide(gold, tagged, known=None, probability=None, task="multi"):
    gold, tagged = np.array(gold, dtype=bool), np.array(tagged, dtype=bool)
    known = np.ones_like(gold) if known is None else np.array(known, dtype=bool)
    probability = np.where(tagged, 0.9, 0.1) if probability is None else np.array(probability)
    n = len(gold)
    return Decided(TOPICS, gold, known, tagged, probability, probability, range(n), np.arange(n), task)


def draw(seed, n=200):
    rng = np.random.default_rng(seed)
    gold = rng.random((n, 3)) < 0.3
    return decide(gold, gold ^ (rng.random((n, 3)) < 0.2), probability=rng.random((n, 3)))


def test_pairs_and_errors_are_counted_by_hand():
    decided = decide(
        gold=[[1, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 0]],
        tagged=[[1, 1, 0], [0, 1, 0], [0, 0, 0], [0, 0, 1]],
    )
    assert [(own.topic, own.other, own.n_labelled, own.n_given) for own in count_pairs(decided)] == [
        ("energy", "security", 1, 1)
    ]
    energy, security, sport = count_errors(decided)
    assert (energy.n_missed, energy.given_instead, energy.n_missed_untagged) == (1, {"security": 1}, 0)
    assert (security.n_missed, security.given_instead, security.n_missed_untagged) == (1, {}, 1)
    assert (security.n_wrong, security.right_instead, security.n_wrong_tagless) == (1, {"energy": 1}, 0)
    assert (sport.n_wrong, sport.right_instead, sport.n_wrong_tagless) == (1, {}, 1)


def test_what_is_unknown_counts_nowhere():
    decided = decide(gold=[[0, 1, 0]], tagged=[[1, 0, 0]], known=[[0, 0, 1]])
    assert count_pairs(decided) == []
    assert [(own.n_missed, own.n_wrong) for own in count_errors(decided)] == [(0, 0)] * 3
    assert find_worst(decided) == []
    assert measure_topic(decided, 0, 0.5, 0.0).at_threshold.n_tagged == 0


def test_the_worst_mistakes_come_first_and_topics_take_turns():
    gold = np.zeros((50, 3))
    probability = np.tile([0.99, 0.8, 0.7], (50, 1)) - np.arange(50)[:, None] / 1000
    decided = decide(gold, np.ones((50, 3)), probability=probability)
    worst = find_worst(decided, per_topic=5, most=9)
    assert [own.column for own in worst] == [0] * 3 + [1] * 3 + [2] * 3
    assert [own.row for own in worst] == [0, 1, 2] * 3
    assert len(find_worst(decided)) == 15


def test_two_taggers_are_compared_topic_by_topic():
    ours = draw(0)
    rng = np.random.default_rng(1)
    theirs = decide(ours.gold, ours.gold ^ (rng.random(ours.gold.shape) < 0.4))
    found = compare_each(ours, theirs)
    for column, own in enumerate(found):
        alone = compare_decisions(
            ours.gold,
            ours.tagged,
            theirs.tagged,
            range(200),
            measures={"f1": lambda counts, column=column: f1_by_topic(counts)[..., column]},
        )["f1"]
        assert own.difference == alone
        gained = ours.tagged[:, column] & ~theirs.tagged[:, column]
        assert (own.n_gained, own.n_gained_rightly) == (gained.sum(), (gained & ours.gold[:, column]).sum())
        lost = theirs.tagged[:, column] & ~ours.tagged[:, column]
        assert (own.n_lost, own.n_lost_rightly) == (lost.sum(), (lost & ~ours.gold[:, column]).sum())
        assert own.f1 - own.other_f1 == pytest.approx(own.difference.value, abs=2e-4)
    assert compare_overall(ours, theirs)["macro_f1"].value > 0


def test_topics_that_are_not_there_are_unknown():
    decided = draw(2).take_topics(("sport", "weather"))
    assert not decided.known[:, 1].any()
    assert decided.gold[:, 0].tolist() == draw(2).gold[:, 2].tolist()
    assert decided.evaluate().topics[1].support == 0


def test_where_topics_compete_a_threshold_tags_the_most_probable_only():
    probability = [[0.5, 0.3, 0.2], [0.2, 0.7, 0.1]]
    decided = decide([[1, 0, 0], [1, 0, 0]], [[1, 0, 0], [0, 1, 0]], probability=probability, task="single")
    assert measure_topic(decided, 0, 0.1, None).at_threshold.n_tagged == 1


def test_no_examples_are_measured_as_unknown():
    for task in ("multi", "single"):
        quality = decide_nothing(TOPICS, task).evaluate()
        assert (quality.n_examples, quality.macro_f1.value) == (0, None)
        assert [own.topic for own in quality.topics] == list(TOPICS)
