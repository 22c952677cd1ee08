"""Thresholds against a plain search over all of them, and which targets are allowed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from topictag.errors import SettingError
from topictag.training.decisions.targets import Target, make_targets
from topictag.training.decisions.thresholds import choose_threshold, expected_f1_threshold, find_cuts

TOPICS = ("energy", "security")


@st.composite
def scored(draw):
    """Probabilities with many ties, and which of them are right: at least one that can be tagged."""
    probability = np.array(draw(st.lists(st.integers(0, 10), min_size=2, max_size=40))) / 10
    gold = np.array(draw(st.lists(st.booleans(), min_size=len(probability), max_size=len(probability))))
    gold[np.argmax(probability)] = True
    probability[np.argmax(probability)] = max(probability.max(), 0.1)
    return probability, gold


@given(scored())
def test_cuts_have_the_quality_that_scikit_learn_computes(case):
    probability, gold = case
    cuts = find_cuts(*case)
    assert len(cuts.thresholds) == len(np.unique(probability[probability > 0]))
    for threshold, f1 in zip(cuts.thresholds, cuts.f1, strict=True):
        assert f1_score(gold, probability >= threshold) == pytest.approx(f1)


@given(scored())
def test_the_expected_threshold_takes_the_examples_of_the_highest_expected_f1(case):
    probability, _ = case
    ranked = np.sort(probability)[::-1]
    expected = [2 * ranked[:k].sum() / (k + ranked.sum()) for k in range(1, len(ranked) + 1)]
    taken = int((probability >= expected_f1_threshold(probability) - 1e-12).sum())
    assert expected[taken - 1] == pytest.approx(max(expected))


def test_many_examples_decide_by_themselves_and_few_by_expectation():
    rng = np.random.default_rng(0)
    probability = rng.random(4000)
    gold = rng.random(4000) < probability**3  # overconfident: the expectation is wrong
    cuts, expected = find_cuts(probability, gold), expected_f1_threshold(probability)
    best = cuts.thresholds[np.argmax(cuts.f1)]
    assert abs(choose_threshold(Target(), probability, gold)[0] - best) < 0.1 * abs(expected - best)
    few = choose_threshold(Target(), probability, gold, n_deals=1000)[0]
    assert abs(few - expected) < 0.1 * abs(expected - best)


def worth(probability, gold, cut):
    """Return precision and recall at a cut: on the examples, and the minimum of that and the expectation."""
    taken = probability >= cut
    precision, recall = gold[taken].mean(), gold[taken].sum() / gold.sum()
    expected = probability[taken].mean(), probability[taken].sum() / probability.sum()
    return {"precision": (precision, min(precision, expected[0])), "recall": (recall, min(recall, expected[1]))}


@given(scored(), st.sampled_from(["precision", "recall"]), st.sampled_from([0.3, 0.5, 0.8, 1.0]))
def test_a_target_is_reached_on_the_examples_and_by_expectation_and_the_rest_is_best(case, measure, least):
    probability, gold = case
    other = "recall" if measure == "precision" else "precision"
    threshold, reached = choose_threshold(Target(measure, least), *case)
    cuts = {cut: worth(probability, gold, cut) for cut in np.unique(probability[probability > 0])}
    which = 1 if least < 1 else 0  # no probability promises 1
    good = [cut for cut, own in cuts.items() if own[measure][which] >= least - 1e-9]
    found = worth(probability, gold, threshold)
    assert reached == bool(good)
    if good:
        assert found[measure][which] >= least - 1e-9
        assert found[other][0] == pytest.approx(max(cuts[cut][other][0] for cut in good))
    else:
        assert found[measure][which] == pytest.approx(max(own[measure][which] for own in cuts.values()))


def test_examples_of_probability_0_are_never_tagged():
    assert choose_threshold(Target(), np.zeros(4), np.array([True, True, False, False])) == (1.0, True)
    assert choose_threshold(Target("recall", 0.5), np.zeros(2), np.array([True, False])) == (1.0, False)


@pytest.mark.parametrize(
    ("precision", "recall", "expected"),
    [
        (None, None, ["F1", "F1"]),
        (0.9, None, ["precision 0.9", "precision 0.9"]),
        (None, {"energy": 0.8}, ["recall 0.8", "F1"]),
        ({"energy": 0.9}, {"security": 0.8}, ["precision 0.9", "recall 0.8"]),
        (0.9, {"security": 0.8}, ["precision 0.9", "recall 0.8"]),
        ({"*": 0.9, "security": 0.7}, None, ["precision 0.9", "precision 0.7"]),
        (1, None, ["precision 1", "precision 1"]),
    ],
)
def test_the_target_of_a_topic_takes_precedence_over_that_of_all(precision, recall, expected):
    assert list(map(str, make_targets(TOPICS, precision, recall))) == expected


@pytest.mark.parametrize(
    ("precision", "recall", "message"),
    [
        (0.9, 0.9, "Both a precision and a recall are set for all topics"),
        ({"energy": 0.9}, {"energy": 0.9}, "set for the topic 'energy'"),
        ({"enrgy": 0.9}, None, r"'enrgy' is not a topic\. The topics are energy, security\. Did you mean 'energy'"),
    ],
)
def test_targets_that_contradict_are_refused(precision, recall, message):
    with pytest.raises(SettingError, match=message):
        make_targets(TOPICS, precision, recall)
