"""The speed benchmark in small: every part runs, and its tables show what was measured. No time is judged."""

import importlib.util

import pytest
from benchmarks.speed import __main__ as suite
from benchmarks.speed import report
from benchmarks.speed.limits import LIMITS, Limit, judge
from benchmarks.speed.racing import times_as_fast
from benchmarks.speed.rivals.registry import NAMES, is_installed

import topictag


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Run on the repository's own texts, whatever lies beside it, with the rivals that are installed."""
    folder = tmp_path_factory.mktemp("speed")
    sizes = ["--texts", "60", "--rounds", "1", "--max-texts", "100", "--trainings", "0"]
    options = suite.BENCHMARK.parse(["--data", str(folder), *sizes])
    names = [name for name in NAMES if is_installed(name) and not suite.is_unbuilt(name)]
    return suite.measure_rivals(options, names, folder)


def test_each_rival_answers_for_each_text(results):
    for name, own in results["race"].items():
        assert 0 < own["n_texts"] <= 60, name
        assert own["texts_per_s"] > 0
        assert own["megabytes_per_s"] > 0
        assert own["peak_bytes"] > 1e6
    assert results["race"]["lower"]["floor_ratio"] == 1


def test_growth_has_all_its_curves(results):
    growth = results["growth"]
    assert growth["scorer"] == topictag.load().scorer
    assert [point["n"] for point in growth["texts"]] == [1, 10, 100]
    for curve in ("words", "topics", "terms", "threads"):
        assert all(point["us_per_text"] > 0 for point in growth[curve])
    assert all(point["tags_a_text"] >= 0.9 for point in growth["topics"])  # taggers that tag nothing would be too fast


def test_a_start_is_timed_in_a_fresh_process(results):
    start = results["start"]
    assert start["numpy"]["numpy_ratio"] == 1
    peaks = [start[name]["peak_bytes"] for name in ("python", "numpy", "topictag", "sklearn")]
    assert peaks == sorted(peaks)  # each loads all that the one before loads


def test_training_that_was_not_measured_has_no_table(results):
    assert not report.training_table(results)


def test_the_tables_can_be_written(results):
    results = {
        **results,
        "training": {
            "n_examples": 1,
            "train": {"median_s": 1.0, "peak_bytes": 1},
            "train-background": {"median_s": 2.0, "peak_bytes": 1},
        },
    }
    for write in (
        report.race_table,
        report.start_table,
        report.growth_table,
        report.training_table,
        report.limits_table,
    ):
        lines = [line for line in write(results).split("\n") if line.startswith("|")]
        assert len({line.count("|") for line in lines}) == 1
    assert "str.lower()" in report.race_table(results)
    assert "not run (1000000)" in report.limits_table(results)


def test_the_plot_can_be_drawn(results, tmp_path):
    if importlib.util.find_spec("matplotlib") is None:
        pytest.skip("NOT RUN: matplotlib is not installed; pip install 'topictag[bench]'")
    report.plot_growth(results, tmp_path / "growth.svg")
    assert (tmp_path / "growth.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_limits_hold_on_their_side():
    most, least = Limit("a", "≤", 3.0, "×", lambda _: 3.0), Limit("b", "≥", 3.0, "×", lambda _: 3.0)
    assert most.is_met(3.0)
    assert least.is_met(3.0)
    assert not most.is_met(3.01)
    assert not least.is_met(2.99)


def test_every_limit_says_what_is_missing():
    empty = {"race": {}, "start": {}, "growth": {"words": [], "texts": []}, "training": {}}
    rows = judge(empty)
    assert len(rows) == len(LIMITS)
    assert all(row[-1].startswith("not run") for row in rows)


def test_ratios_are_taken_within_rounds_and_a_character():
    results = {
        "one": {"n_characters": 100, "rounds_s": [1.0, 2.0, 4.0]},
        "other": {"n_characters": 50, "rounds_s": [1.0, 2.0, 40.0]},
    }
    assert times_as_fast(results, "one", "other") == 2


def test_rivals_that_need_no_further_package_are_always_there():
    assert {"lower", "native", "reference", "sklearn"} <= set(filter(is_installed, NAMES))
