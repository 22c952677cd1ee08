"""The task: chosen from the examples or given, and checked before the work."""

import numpy as np
import pytest

import topictag
from topictag import SettingError, TrainingError, TrainingSettings
from topictag.labelled.example import Example
from topictag.labelled.reading import read_examples
from topictag.training.holdout import Holdout
from topictag.training.splitting import split_examples
from topictag.training.task import choose_task

FEW = pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")  # a dozen examples of each topic are few


@pytest.mark.parametrize(
    ("tags", "task", "expected"),
    [
        ([["a"], ["b"]], "auto", "single"),
        ([["a"], ["b"]], "multi", "multi"),
        ([["a"], ["b"]], "single", "single"),
        ([["a"], ["b"], []], "auto", "multi"),
        ([["a"], ["b"], ["a", "b"]], "auto", "multi"),
        ([["a"], ["a"]], "auto", "multi"),
    ],
)
def test_auto_looks_at_the_examples(tags, task, expected):
    examples = read_examples([(f"Текст {n}.", own) for n, own in enumerate(tags)])
    assert choose_task(examples, TrainingSettings(task=task)) == expected


@pytest.mark.parametrize(
    ("open_", "expected"),
    [
        ({"known": ["a"]}, "multi"),
        ({"known": ["a", "b"]}, "single"),
        ({"known": ["b"]}, "single"),  # with its tag, all
        ({"unknown": ["b"]}, "multi"),
        ({"unknown": ["topic that no example has"]}, "single"),
    ],
)
def test_what_nobody_looked_for_may_be_a_second_topic(open_, expected):
    records = [{"text": "А.", "tags": ["a"], **open_}, {"text": "Б.", "tags": ["b"]}]
    examples = read_examples(records)
    assert choose_task(examples, TrainingSettings()) == expected
    assert choose_task(examples, TrainingSettings(task="single")) == "single"
    by_hand = [Example("1", "А.", frozenset("a"), "1", known=frozenset("a")), *examples[1:]]
    assert choose_task(by_hand, TrainingSettings()) == "multi"


def test_what_is_unknown_in_the_test_counts_too():
    records = [{"text": f"{topic} {n}.", "tags": [topic]} for n in range(6) for topic in "ab"]
    test = [{"text": "а.", "tags": ["a"], "known": ["a"]}]
    for own, task in ((test, "multi"), ([{"text": "а.", "tags": ["a"]}], "auto")):
        parts = split_examples(
            read_examples(records),
            [],
            Holdout.of(read_examples([*own, {"text": "б.", "tags": ["b"]}])),
            TrainingSettings(),
        )
        assert parts.settings.task == task


@FEW
def test_topics_are_found_though_most_examples_know_only_their_own():
    """240 examples were read for one topic each, and 15 for all."""
    rng = np.random.default_rng(0)
    topics = {"sport": "матч хоккей гол", "culture": "театр балет опера", "economy": "банк нефть рынок"}
    words = [f"слово{a}{b}" for a in "абвгд" for b in "абвгд"]
    rows = [
        {"text": " ".join([*rng.choice(words, 8), *rng.choice(own.split(), 2)]), "tags": [topic]} | more
        for topic, own in topics.items()
        for more in [{"known": [topic]}] * 80 + [{}] * 5
    ]
    assert topictag.train(rows, effort="quick").task == "multi"


def test_a_tagger_of_one_topic_per_text_is_measured_as_one(solo, solo_rows):
    quality = solo.quality
    assert (solo.task, quality.task) == ("single", "single")
    assert solo.record.settings["task"] == "auto"
    assert solo.record.thresholds_for == {}
    assert quality.accuracy.value > 0.7
    assert quality.accuracy.low <= quality.accuracy.value <= quality.accuracy.high
    assert sum(cell.n for cell in quality.confusion) == len(solo_rows)
    right = sum(cell.n for cell in quality.confusion if cell.topic == cell.given)
    assert quality.accuracy.value == round(right / len(solo_rows), 4)
    assert set(solo.model.slope.tolist()) == {solo.model.slope[0]}
    assert not solo.model.thresholds.any()


@FEW
def test_task_multi_trains_as_before(solo_rows):
    tagger = topictag.train(solo_rows, task="multi", recall=0.9)
    assert (tagger.task, tagger.quality.accuracy, tagger.quality.confusion) == ("multi", None, None)
    assert tagger.thresholds["sport"] > 0.01


@FEW
def test_auxiliary_examples_may_have_any_tags(solo_rows):
    auxiliary = [("Банк купил театр.", ["economy", "culture"]), ("Снег.", [])]
    assert topictag.train(solo_rows, auxiliary=auxiliary, auxiliary_weight=1.0).task == "single"


@FEW
def test_labels_that_mean_nothing_are_given_at_chance():
    """Out of fold; and the warning does not speak of a threshold, because there is none."""
    rng = np.random.default_rng(0)
    words = [f"слово{a}{b}" for a in "абвгдежзик" for b in "абвгдежзик"]
    rows = [(" ".join(rng.choice(words, 12)), [str(rng.choice(["a", "b", "c"]))]) for _ in range(150)]
    with pytest.warns(topictag.TrainingWarning, match=r"cannot be distinguished from the others beyond chance\. Add"):
        tagger = topictag.train(rows)
    assert 0.2 < tagger.quality.accuracy.value < 0.5
    np.testing.assert_allclose(tagger.probabilities([rows[0][0]]).max(), 1 / 3, atol=0.15)


@pytest.mark.parametrize(
    ("rows", "options", "error", "message"),
    [
        (
            [("А.", ["a"]), ("Б.", []), ("В.", ["a", "b"])],
            {"task": "single"},
            TrainingError,
            r"task is 'single', but 2 of 3 examples do not have exactly one tag: .*\(no tag\), .*\(a, b\)\. Give each",
        ),
        ([("А.", [])] * 5, {"task": "single"}, TrainingError, r"5 of 5 examples.*\(no tag\) …\. Give each"),
        ([("А.", ["a"]), ("Б.", ["a"])], {"task": "single"}, TrainingError, "'a' has no negative examples"),
        ([("А.", ["a"]), ("Б.", ["b"])], {"precision": 0.9}, SettingError, "precision needs a threshold per topic"),
        ([("А.", ["a"]), ("Б.", ["b"])], {"recall": {"a": 0.9}}, SettingError, "recall needs .*set the task 'multi'"),
        ([("А.", ["a"])], {"task": "both"}, SettingError, "task must be one of 'auto', 'multi', 'single', not 'both'"),
        ([("А.", ["a"])], {"task": None}, SettingError, "task must be one of 'auto', 'multi', 'single', not None"),
    ],
)
def test_what_does_not_fit_is_told_with_the_way_out(rows, options, error, message):
    with pytest.raises(error, match=message):
        topictag.train(rows, **options)


def test_a_message_names_the_place(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "А.", "tags": ["a"]}\n{"text": "Б.", "tags": []}\n', encoding="utf-8")
    with pytest.raises(TrainingError, match=r"rows\.jsonl:2 \(no tag\)"):
        topictag.train(path, task="single")
