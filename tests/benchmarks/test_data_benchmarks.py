"""The arithmetic of the benchmarks about data: extrapolation, flipping, counting of errors and of cells."""

import numpy as np
import pytest
from benchmarks.quality.coverage import _cells
from benchmarks.quality.errors import Error, count_by_length, count_by_topic, length_table, topic_table
from benchmarks.quality.hints_alone import choose_strongest
from benchmarks.quality.label_errors import SHARE, _count, _flip
from benchmarks.quality.learning_curve import _extrapolate

from topictag.labelled.example import Example
from topictag.labelled.hints import Hint
from topictag.training.background.storage import load_background


def test_a_curve_that_gains_002_a_doubling_needs_as_many_labels_again():
    points = [{"n_labels": n, "f1": 0.5 + 0.02 * np.log2(n / 100)} for n in (100, 200, 400, 800, 1600)]
    slope, more = _extrapolate(points, "f1")
    assert slope == pytest.approx(0.02)
    assert more == "1,600 more"


def test_a_flat_curve_promises_nothing():
    points = [{"n_labels": n, "f1": 0.8} for n in (100, 200, 400)]
    assert _extrapolate(points, "f1")[1] == "out of reach"


def test_labels_are_flipped_in_the_share_asked_for():
    gold = np.zeros((200, 5), bool)
    flipped = _flip(gold, 0)
    assert flipped.sum() == SHARE * gold.size
    assert (flipped != _flip(gold, 1)).any()


def test_a_perfect_judge_finds_what_was_flipped():
    rng = np.random.default_rng(0)
    gold = rng.random((400, 3)) < 0.4
    flipped = _flip(gold, 0)
    probability = np.where(gold, 0.95, 0.05) + rng.uniform(-0.04, 0.04, gold.shape)
    counts = _count(gold ^ flipped, flipped, probability)
    n_flagged, precision, recall, first, very_first, to_yes, to_no = counts
    assert min(precision, first, very_first) > 0.95
    assert recall == pytest.approx(n_flagged * precision / flipped.sum())
    assert min(to_yes, to_no) > 0.5


def test_errors_are_counted_by_topic_side_and_length():
    texts = {"short": "слово " * 10, "long": "слово " * 95}
    examples = [Example(name, text, frozenset({"energy"}), name) for name, text in texts.items()]
    other = Example("other", "слово", frozenset({"security"}), "other")
    errors = [Error("real", examples[0], "energy", is_missed=True, probability=0.1)]
    errors.append(Error("real", examples[1], "security", is_missed=False, probability=0.9))
    before, after = (
        {
            "by_topic": count_by_topic(own, {"real": examples, "test": [other]}),
            "by_length": count_by_length(own, examples),
        }
        for own in ([], errors)
    )
    results = {"before": before, "after": after}
    assert topic_table(results).splitlines()[2:] == [
        "| energy | 2 | 0 → 1 | 0 → 0 | 0 | 0 → 0 | 0 → 0 |",
        "| security | 0 | 0 → 0 | 0 → 1 | 1 | 0 → 0 | 0 → 0 |",
    ]
    by_length = length_table(results).splitlines()
    assert by_length[2] == "| 0 to 39 words | 1 | 100.0 | 0.0 |"
    assert by_length[-1] == "| 90 words and more | 1 | 0.0 | 100.0 |"


def test_a_cell_that_falls_short_is_marked():
    assert _cells(["voice"], [("agency", [], 3, 4), ("interview", [], 4, 4)]).splitlines()[2:] == [
        "| agency | 3 − | 4 |",
        "| interview | 4 | 4 |",
    ]


def test_the_strongest_hints_come_first_and_among_these_the_frequent_ones(background_path):
    background = load_background(background_path)
    hints = [Hint("a", "метель", 2), Hint("a", "слон", 3), Hint("a", "мороз", 3), Hint("a", "снег", -3)]
    assert [hint.term for hint in choose_strongest(hints, 2, background)] == ["мороз", "слон"]
