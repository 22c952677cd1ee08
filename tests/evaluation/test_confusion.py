"""Accuracy and the confusion table, compared with scikit-learn's."""

from copy import deepcopy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, confusion_matrix

from topictag import DataError, ModelFormatError
from topictag.evaluation.confusion import count_confusion
from topictag.evaluation.evaluate import evaluate_decisions
from topictag.model.record import ModelRecord
from topictag.results.quality import Evaluation

TOPICS = ["a", "b", "c"]
PAIRS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), min_size=1, max_size=30)  # 3: no topic is given


def rows(pairs):
    right, given = np.array(pairs).T
    return right[:, None] == np.arange(3), given[:, None] == np.arange(3)


@given(PAIRS)
def test_each_example_is_in_one_cell(pairs):
    gold, tagged = rows(pairs)
    cells = count_confusion(TOPICS, gold, tagged)
    matrix = confusion_matrix(*np.array(pairs).T, labels=range(4))
    names = [*TOPICS, ""]
    expected = {(names[i], names[j]): n for (i, j), n in np.ndenumerate(matrix) if n}
    assert {(cell.topic, cell.given): cell.n for cell in cells} == expected
    assert list(expected) == [(cell.topic, cell.given) for cell in cells]  # row by row


@given(PAIRS)
def test_accuracy_is_the_share_of_right_topics(pairs):
    gold, tagged = rows(pairs)
    quality = evaluate_decisions(TOPICS, gold, tagged, range(len(pairs)), task="single")
    assert quality.accuracy.value == pytest.approx(accuracy_score(*np.array(pairs).T), abs=1e-4)
    assert (quality.accuracy.low is None) == (len(pairs) < 10)
    assert Evaluation.from_dict(quality.to_dict()) == quality
    hash(quality)


def test_articles_are_resampled_whole():
    """Where all examples of an article are alike, the interval is as wide as that of one example per article."""
    gold, tagged = rows([(0, 0)] * 100 + [(0, 1)] * 100)
    narrow, wide = (
        evaluate_decisions(TOPICS, gold, tagged, articles, task="single").accuracy
        for articles in (range(200), np.arange(200) // 10)
    )
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_other_tasks_have_neither():
    gold, tagged = rows([(0, 0), (1, 0)])
    quality = evaluate_decisions(TOPICS, gold, tagged, range(2))
    assert (quality.task, quality.accuracy, quality.confusion) == ("multi", None, None)


def test_a_record_without_the_new_fields_is_read(leisure):
    written = deepcopy(leisure.record.to_dict())
    for name in ("task", "accuracy", "confusion"):
        del written["quality"][name]
    assert ModelRecord.from_dict(written) == leisure.record


@pytest.mark.parametrize(
    "change",
    [
        lambda quality: quality.update(task="both"),
        lambda quality: quality.update(task=[]),
        lambda quality: quality.update(accuracy=0.5),
        lambda quality: quality["accuracy"].update(value="x"),
        lambda quality: quality.update(confusion={"a": 1}),
        lambda quality: quality["confusion"][0].update(n="many"),
        lambda quality: quality["confusion"][0].update(given=None),
        lambda quality: quality["confusion"][0].pop("topic"),
    ],
)
def test_a_damaged_record_is_told(solo, change):
    written = deepcopy(solo.record.to_dict())
    change(written["quality"])
    with pytest.raises(ModelFormatError, match="record is damaged"):
        ModelRecord.from_dict(written)


def test_a_tagger_measures_itself_on_examples_with_one_topic_each(solo, solo_rows):
    quality = solo.evaluate(solo_rows)
    assert quality.accuracy.value == 1.0
    assert {(cell.topic, cell.given) for cell in quality.confusion} == {(topic, topic) for topic in solo.topics}
    unread = solo.evaluate([*solo_rows, ("Oil is up.", ["sport"])])
    assert [cell.n for cell in unread.confusion if not cell.given] == [1]
    with pytest.raises(DataError, match=r"1 of \d+ examples does not have exactly one tag: .*\(culture, sport\)"):
        solo.evaluate([*solo_rows, ("Матч в театре.", ["sport", "culture"])])
