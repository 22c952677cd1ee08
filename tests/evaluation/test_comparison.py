"""Differences of two systems on made-up decisions whose answer is known."""

import numpy as np
import pytest

from topictag.errors import InputTypeError
from topictag.evaluation import metrics
from topictag.evaluation.comparison import METRICS, Difference, compare_decisions
from topictag.evaluation.evaluate import evaluate_decisions
from topictag.evaluation.resampling import Resamples

RNG = np.random.default_rng(0)
GOLD = RNG.random((60, 3)) < 0.4
TAGGED = GOLD ^ (RNG.random((60, 3)) < 0.2)
WORSE = TAGGED ^ (RNG.random((60, 3)) < 0.2)
ARTICLES = [f"article {number // 2}" for number in range(60)]
F1 = ("macro_f1", "micro_f1", "samples_f1", "weighted_f1")


@pytest.fixture(scope="module")
def resamples():
    return Resamples.over(ARTICLES, n_resamples=400)


def test_a_system_does_not_differ_from_itself(resamples):
    differences = compare_decisions(GOLD, TAGGED, TAGGED, resamples)
    assert differences.keys() == METRICS.keys()
    assert set(differences.values()) == {Difference(0.0, 0.0, 0.0, 1.0)}


def test_a_difference_is_system_minus_reference_and_changes_sign_with_them(resamples):
    there, back = compare_decisions(GOLD, WORSE, TAGGED, resamples), compare_decisions(GOLD, TAGGED, WORSE, resamples)
    for name in F1:
        assert there[name].low <= there[name].value <= there[name].high
        assert there[name].value < 0
        assert (back[name].value, back[name].low) == (-there[name].value, -there[name].high)
        assert back[name].p_value == there[name].p_value


def test_a_difference_is_that_of_the_two_evaluations(resamples):
    own, other = (evaluate_decisions("abc", GOLD, tagged, ARTICLES) for tagged in (TAGGED, WORSE))
    differences = compare_decisions(GOLD, TAGGED, WORSE, resamples)
    for name in ("macro_f1", "micro_f1", "samples_f1", "false_tag_rate"):
        value = getattr(own, name).value - getattr(other, name).value
        assert differences[name].value == pytest.approx(value, abs=1.01e-4)


def test_pairing_narrows_the_interval(resamples):
    nearly = TAGGED.copy()
    nearly[0] = ~nearly[0]
    difference = compare_decisions(GOLD, nearly, TAGGED, resamples)["micro_f1"]
    own = evaluate_decisions("abc", GOLD, TAGGED, ARTICLES).micro_f1
    assert difference.high - difference.low < (own.high - own.low) / 3


def test_the_p_value_agrees_with_the_binomial():
    """Of 40 articles, 16 differ, 12 in favour of the system: the sign test and the bootstrap are close."""
    gold = np.ones((40, 1), bool)
    tagged, reference = np.ones((40, 1), bool), np.ones((40, 1), bool)
    reference[:12], tagged[12:16] = False, False
    accuracy = {"accuracy": lambda counts: counts.true_positives[..., 0] / counts.n_examples}
    difference = compare_decisions(gold, tagged, reference, range(40), measures=accuracy)["accuracy"]
    assert difference.value == pytest.approx(8 / 40)
    standard_error = np.sqrt((16 / 40 - (8 / 40) ** 2) / 40)
    assert difference.high - difference.low == pytest.approx(2 * 1.96 * standard_error, rel=0.15)
    assert difference.p_value == pytest.approx(0.023, abs=0.012)  # P(Z > value / standard error)


def test_a_p_value_is_never_0():
    gold = np.array([[True], [False]] * 20)
    assert compare_decisions(gold, gold, ~gold, range(40))["micro_f1"].p_value == pytest.approx(1 / 2001, abs=1e-4)


def test_copies_of_examples_in_one_article_do_not_narrow_the_interval():
    tenfold = [array.repeat(10, axis=0) for array in (GOLD, TAGGED, WORSE)]
    single = compare_decisions(GOLD, TAGGED, WORSE, range(60))["micro_f1"]
    repeated = compare_decisions(*tenfold, np.arange(60).repeat(10).tolist())["micro_f1"]
    assert repeated == single


def test_a_few_articles_have_no_interval():
    difference = compare_decisions(GOLD, TAGGED, WORSE, ["one"] * 30 + ["two"] * 30)["micro_f1"]
    assert difference.value is not None
    assert (difference.low, difference.high, difference.p_value) == (None, None, None)


def test_what_cannot_be_measured_has_no_difference():
    gold = np.ones((20, 1), bool)
    assert compare_decisions(gold, gold, ~gold, range(20))["false_tag_rate"] == Difference(None)


def test_a_metric_of_your_own_can_be_compared(resamples):
    first = {"first topic": lambda counts: metrics.f1_by_topic(counts)[..., 0]}
    compared = compare_decisions(GOLD, TAGGED, WORSE, resamples, measures=first)["first topic"]
    alone = compare_decisions(*(array[:, :1] for array in (GOLD, TAGGED, WORSE)), resamples)["micro_f1"]
    assert compared == alone


@pytest.mark.parametrize(
    ("arrays", "articles", "message"),
    [
        ((GOLD, TAGGED[:, :2], WORSE), ARTICLES, r"same shape.*\(60, 3\), \(60, 2\), \(60, 3\)"),
        ((GOLD, TAGGED, WORSE), ARTICLES[:59], "articles has the length 59"),
        ((GOLD[:, 0], TAGGED[:, 0], WORSE[:, 0]), ARTICLES, r"\(n_examples, n_topics\)"),
        ((GOLD[:0], TAGGED[:0], WORSE[:0]), [], "at least one example"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(arrays, articles, message):
    with pytest.raises(InputTypeError, match=message):
        compare_decisions(*arrays, articles)


def test_weighted_f1_ignores_topics_without_support():
    gold, tagged = np.array([[True, False], [True, False]]), np.array([[True, True], [False, False]])
    observed, _ = Resamples.over(["one", "two"], n_resamples=10).count(gold, tagged)
    assert metrics.weighted_f1(observed) == pytest.approx(2 / 3)
