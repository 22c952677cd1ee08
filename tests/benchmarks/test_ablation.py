"""The ablation measures what its rows say, on taggers that have not seen what they are measured on."""

import json

import numpy as np
import pytest
from benchmarks.quality.ablation.measuring import Design, measure_row
from benchmarks.quality.ablation.precision import mean_average_precision
from benchmarks.quality.ablation.rows import BASE_NAME, ROWS
from benchmarks.quality.ablation.table import (
    DATED,
    interval_of_draws,
    interval_of_resamples,
    make_dated_table,
    make_table,
    summarize,
)
from benchmarks.quality.cross_validation import make_examples, tag_folds, tag_unseen
from benchmarks.quality.score import mean_average_precision as plain_mean_average_precision
from benchmarks.reporting import load_results
from sklearn.metrics import average_precision_score

import topictag

DESIGN = Design(n_folds=2, n_deals=1, n_resamples=20, n_draws=2, n_train=40, n_test=10)


@pytest.fixture(scope="module")
def data(leisure_path):
    """Made-up paragraphs, as many as a small table needs: examples, gold tags, topics."""
    rows = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    topics = sorted({tag for row in rows for tag in row["tags"]})
    gold = np.array([[topic in row["tags"] for topic in topics] for row in rows])
    return make_examples([row["text"] for row in rows], topics, gold), gold, topics


@pytest.fixture(scope="module")
def results(data):
    return {name: measure_row(*data, ROWS[name], DESIGN) for name in (BASE_NAME, "family: none")}


@pytest.mark.parametrize("name", ROWS)
def test_each_row_changes_one_setting(name):
    settings, base = topictag.TrainingSettings(**ROWS[name]), topictag.TrainingSettings()
    assert (settings == base) == (name == BASE_NAME)
    assert len(ROWS[name]) == (name != BASE_NAME)


def test_no_row_stands_twice():
    assert len({json.dumps(changes) for changes in ROWS.values()}) == len(ROWS)


def test_a_row_is_measured_the_same_twice(data, results):
    again = measure_row(*data, ROWS[BASE_NAME], DESIGN)
    for name, values in vars(again - results[BASE_NAME]).items():
        assert not values.any(), name
    assert again.cv_map.shape == again.cv_f1.shape == (21,)
    assert again.draws_map.shape == again.draws_f1.shape == (2,)


def test_another_setting_gives_other_figures(results):
    difference = results["family: none"] - results[BASE_NAME]
    assert any(values.any() for values in vars(difference).values())


@pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
def test_a_fold_is_tagged_by_who_has_not_seen_it(data):
    examples, gold, topics = data
    seen = []

    def train(own):
        seen.append({example.id for example in own})
        return topictag.train(own, n_folds=2)

    unseen = tag_folds(examples, gold, topics, train, n_folds=3)
    assert all(own < {example.id for example in examples} for own in seen)
    assert set.intersection(*seen) == set()
    assert unseen.scores.shape == unseen.tagged.shape == gold.shape
    assert plain_mean_average_precision(gold, unseen.scores) > 0.6


def test_a_topic_that_the_tagger_does_not_know_is_never_given(leisure):
    unseen = tag_unseen(leisure, ["Хоккеисты выиграли матч."], ["sport", "weather"])
    assert unseen.tagged.tolist() == [[True, False]]
    assert np.isneginf(unseen.scores[0, 1])


def test_precision_is_that_of_scikit_learn():
    rng = np.random.default_rng(0)
    gold, scores = rng.random((60, 3)) < 0.3, rng.normal(size=(60, 3))
    weights = np.concatenate([np.ones((1, 60)), rng.multinomial(60, np.full(60, 1 / 60), size=300)])
    repeated = [np.repeat(np.arange(60), row.astype(int)) for row in weights]
    expected = [average_precision_score(gold[rows], scores[rows], average="macro") for rows in repeated]
    # Copies of a paragraph are ranked one after the other here, and together there.
    np.testing.assert_allclose(mean_average_precision(scores, gold, weights), expected, atol=1e-12)
    assert plain_mean_average_precision(gold, scores) == pytest.approx(expected[0])


def test_intervals_hold_their_figure():
    assert interval_of_resamples(np.array([0.5, *np.linspace(0, 1, 101)])) == pytest.approx((0.5, 0.025, 0.975))
    value, low, high = interval_of_draws(np.array([0.1, 0.2, 0.3]))
    assert (value, high - value) == pytest.approx((0.2, 4.302653 * 0.1 / 3**0.5))
    assert low == pytest.approx(0.4 - high)


def test_the_table_shows_differences_and_marks_the_sure_ones(results):
    report = summarize(results)
    json.dumps(report)
    report["family: none"]["differences"] = {
        "cv_map": [0.012, 0.01, 0.02],
        "cv_f1": [-0.1, -0.2, 0.1],
        "draws_map": [0, 0, 0],
        "draws_f1": [-0.1, -0.2, -0.1],
    }
    origin = {"pipeline": "`topictag.train`", "date": "2026-11-24", "revision": "abc"}
    first, _, *table = make_table({**origin, "rows": report}).splitlines()
    assert first == "Measured with `topictag.train` on 2026-11-24 at revision abc."
    base, other = table[2:]
    assert base.startswith(f"| {BASE_NAME} | {report[BASE_NAME]['cv_map']:.3f} |")
    assert other == (
        "| family: none | **+0.012** [+0.010, +0.020] | −0.100 [−0.200, +0.100] | +0.000 [+0.000, +0.000] "
        "| **−0.100** [−0.200, −0.100] |"
    )


def test_rows_that_are_not_measured_again_are_kept_with_their_date():
    kept = load_results(DATED)
    assert kept["date"] in DATED
    assert kept["rows"].keys() & ROWS.keys() == {BASE_NAME}
    assert "family: Snowball stem of every lemma" in make_dated_table({})
