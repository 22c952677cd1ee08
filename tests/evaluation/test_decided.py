"""Decisions about examples: topics together, mistakes, two taggers, and what is unknown counts nowhere."""

import numpy as np
import pytest

from topictag.evaluation.averages import average_topics
from topictag.evaluation.comparison import compare_decisions
from topictag.evaluation.decided import Decided, decide_nothing
from topictag.evaluation.metrics import f1_by_topic
from topictag.evaluation.mistakes import find_worst
from topictag.evaluation.side_by_side import compare_each, compare_overall, find_disagreements
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
        right = gained & ours.gold[:, column]
        assert (own.n_only_this_right, own.n_only_this_wrong) == (right.sum(), (gained & ~right).sum())
        lost = theirs.tagged[:, column] & ~ours.tagged[:, column]
        right = lost & ours.gold[:, column]
        assert (own.n_only_other_right, own.n_only_other_wrong) == (right.sum(), (lost & ~right).sum())
        assert own.f1 - own.other_f1 == pytest.approx(own.difference.value, abs=2e-4)
    overall = compare_overall(ours, theirs)
    for name, own in (("macro_f1", overall["macro_f1"]), ("samples_f1", overall["samples_f1"])):
        assert own.difference.value > 0
        assert own.value == getattr(ours.evaluate(), name).value
        assert own.other_value == getattr(theirs.evaluate(), name).value


def test_disagreements_are_bounded_and_the_clearest_come_first():
    ours = draw(0)
    theirs = decide(ours.gold, ~ours.tagged, probability=1 - ours.probability)
    n, found = find_disagreements(ours, theirs, [f"id {number}" for number in range(200)])
    assert (n, len(found)) == (600, 200)
    distances = [abs(own.probability - own.other_probability) for own in found]
    assert distances == sorted(distances, reverse=True)
    first = found[0]
    row, column = int(first.id.removeprefix("id ")), TOPICS.index(first.topic)
    assert (first.labelled, first.given) == (ours.gold[row, column], ours.tagged[row, column])


def test_averages_are_those_of_scikit_learn():
    metrics = pytest.importorskip("sklearn.metrics")
    decided = draw(3)
    ranks = [measure_topic(decided, column, 0.5, None).curves[0].average_precision for column in range(3)]
    own = average_topics(count_errors(decided), ranks)
    for kind in ("macro", "micro"):
        precision, recall, _, _ = metrics.precision_recall_fscore_support(decided.gold, decided.tagged, average=kind)
        assert getattr(own, f"{kind}_precision") == pytest.approx(precision, abs=1e-4)
        assert getattr(own, f"{kind}_recall") == pytest.approx(recall, abs=1e-4)
    expected = metrics.average_precision_score(decided.gold, decided.probability, average="macro")
    assert own.macro_average_precision == pytest.approx(expected, abs=1e-4)


def test_topics_that_are_not_there_are_unknown():
    decided = draw(2).take_topics(("sport", "weather"))
    assert not decided.known[:, 1].any()
    assert decided.gold[:, 0].tolist() == draw(2).gold[:, 2].tolist()
    assert decided.evaluate().topics[1].support == 0


def test_where_topics_compete_a_threshold_tags_the_most_probable_only():
    probability = [[0.5, 0.3, 0.2], [0.2, 0.7, 0.1]]
    decided = decide([[1, 0, 0], [1, 0, 0]], [[1, 0, 0], [0, 1, 0]], probability=probability, task="single")
    figures = measure_topic(decided, 0, 0.1, None)
    assert figures.at_threshold.n_tagged == 1
    assert figures.curves[0].recall == (0.5,)


def test_the_best_threshold_has_the_highest_f1():
    figures = measure_topic(draw(4), 0, 0.5, None)
    assert figures.best in figures.by_threshold
    assert figures.best.f1 == max(own.f1 or 0 for own in figures.by_threshold)
    for own in figures.by_threshold:
        if own.precision and own.recall:
            assert own.f1 == pytest.approx(2 / (1 / own.precision + 1 / own.recall), abs=1e-3)


def test_no_examples_are_measured_as_unknown():
    for task in ("multi", "single"):
        quality = decide_nothing(TOPICS, task).evaluate()
        assert (quality.n_examples, quality.macro_f1.value) == (0, None)
        assert [own.topic for own in quality.topics] == list(TOPICS)
