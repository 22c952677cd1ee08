"""Data sets of Hugging Face as JSON: topics as names, as numbers of classes, as yes or no."""

import json

import pytest

from topictag.errors import DataError
from topictag.labelled.formats.choosing import choose_format
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.reading import read_examples

NAMES = ("economy", "energy", "sport")
FEATURES = {
    "text": {"dtype": "string", "id": None, "_type": "Value"},
    "label": {"num_classes": 3, "names": [*NAMES], "names_file": None, "id": None, "_type": "ClassLabel"},
}


@pytest.fixture
def rows(save):
    def save_rows(*labels, field="labels"):
        return save(*({"text": f"Текст {n}.", field: own} for n, own in enumerate(labels)), name="train.jsonl")

    return save_rows


def test_names_of_topics(rows, read):
    path = rows("energy", ["energy", "sport"], [])
    assert choose_format(path, ReadOptions()).name == "huggingface"
    assert [own["tags"] for own in read(path)] == [["energy"], ["energy", "sport"], []]
    assert all("known" not in own for own in read(path))


def test_numbers_have_the_names_that_are_given_and_all_of_these_are_known(rows, read):
    path = rows(1, [2, 0], [], "2")
    assert [own["tags"] for own in read(path, topics=NAMES)] == [["energy"], ["sport", "economy"], [], ["sport"]]
    other = {"text": "Снег.", "tags": ["weather"]}
    *_, last = read_examples(path, [other], options=ReadOptions(topics=NAMES))
    assert last.unknown == set()
    first = read_examples(path, [other], options=ReadOptions(topics=NAMES))[0]
    assert (first.tags, first.unknown) == ({"energy"}, {"weather"})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("dataset_info.json", {"features": FEATURES}),
        ("dataset_infos.json", {"default": {"features": FEATURES, "splits": {}}}),
        ("dataset_info.json", {"features": {"label": {"_type": "Sequence", "feature": FEATURES["label"]}}}),
        ("dataset_info.json", {"features": {"label": {"_type": "List", "feature": FEATURES["label"], "length": -1}}}),
        ("dataset_info.json", {"features": {"label": [FEATURES["label"]]}}),
    ],
)
def test_numbers_have_the_names_of_the_description_beside(rows, read_all, name, content):
    path = rows(1, 0, field="label")
    (path.parent / name).write_text(json.dumps(content))
    assert [own.tags for own in read_all(path)] == [{"energy"}, {"economy"}]
    assert [own.tags for own in read_all(path.parent)] == [{"energy"}, {"economy"}]  # the description is no data


@pytest.mark.parametrize("content", ["{", "[1]", '{"features": 1}', '{"features": {"label": {"_type": "ClassLabel"}}}'])
def test_a_description_without_names_does_not_matter(rows, content):
    path = rows("energy", 0)
    (path.parent / "dataset_info.json").write_text(content)
    with pytest.raises(DataError, match=r"train\.jsonl:2: the topic 0 is a number without a name.*--topic-names"):
        read_examples(path)


def test_yes_and_no_for_each_topic(rows, read):
    path = rows([0.0, 1.0, 1.0], [True, False, False], [0, 0, 0], [0, 1, 0])
    assert [own["tags"] for own in read(path, topics=NAMES)] == [["energy", "sport"], ["economy"], [], ["energy"]]


def test_a_field_for_each_topic(save, read_all):
    path = save(
        {"text": "Нефть.", "energy": 1, "sport": False, "toxic": 0.2},
        {"text": "Матч.", "energy": None, "sport": "yes", "toxic": 0.1},
        name="a.jsonl",
    )
    first, second = read_all(path, topics=("energy", "sport"))
    assert (first.tags, first.unknown) == ({"energy"}, set())
    assert (second.tags, second.unknown) == ({"sport"}, {"energy"})


def test_rows_without_a_label_are_left_out(rows, read):
    assert read(rows(1, -1, None, ""), topics=NAMES)[1:] == ["they have no label"] * 3


def test_fields_with_other_names(save, read_all):
    path = save({"body": "Нефть.", "rubric": "energy", "url": "x"}, name="a.jsonl")
    (one,) = read_all(path, text="body", tags="rubric")
    assert (one.text, one.tags) == ("Нефть.", {"energy"})


def test_fields_that_mean_something_else_are_kept_aside(save, read):
    path = save({"text": "Нефть.", "label": "energy", "annotations": 3, "id": 7, "url": "x"}, name="a.jsonl")
    assert read(path, format="huggingface") == [
        {"id": 7, "text": "Нефть.", "tags": ["energy"], "meta.annotations": 3, "url": "x"}
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"text": "Б.", "labels": {"a": 1}}, "topics must be a name, a number or a list of them, not {'a': 1}"),
        ({"text": "Б.", "labels": True}, "topics must be a name, a number or a list"),
        ({"text": "Б.", "labels": 3}, "the topic 3 is a number without a name. The names given are economy, energy"),
        ({"text": "Б.", "labels": [0, -1]}, "the topic -1 is a number without a name"),
        ({"text": "Б.", "labels": [1.0, 0.0]}, "has yes or no for 2 topics, but 3 have names"),
        ({"text": "Б.", "labels": [None]}, "the tag None is not a topic name"),
        ({"text": "Б.", "labels": [[1]]}, r"the tag \[1\] is not a topic name"),
        ({"text": 1, "labels": []}, '"text" must be a string'),
        ({"text": "Б."}, "no column with the tags"),
        ({"labels": []}, "no column with the text"),
        ({"text": "Б.", "label": 1, "topic": 1}, "several columns may have the tags"),
        ([1], "a record must be an object"),
    ],
)
def test_a_malformed_row_is_told_with_its_line(save, row, told):
    path = save({"text": "А.", "labels": [1]}, row, name="a.jsonl")
    with pytest.raises(DataError, match=rf"a\.jsonl:2: .*{told}"):
        read_examples(path, options=ReadOptions(topics=NAMES))


def test_two_numbers_that_may_be_yes_and_no_are_asked_about(rows):
    with pytest.raises(DataError, match=r"train\.jsonl:1: \[0, 1\] may be numbers of topics, or yes and no"):
        read_examples(rows([0, 1]), options=ReadOptions(topics=NAMES[:2]))


LANGUAGE = {"_type": "ClassLabel", "names": ["ru", "en"]}


def test_class_labels_of_something_else_are_no_topics(save, read):
    path = save({"text": "Нефть.", "topic": "energy", "lang": 0}, name="a.jsonl")
    (path.parent / "dataset_info.json").write_text(json.dumps({"features": {"lang": LANGUAGE}}))
    assert read(path) == [{"text": "Нефть.", "tags": ["energy"], "lang": 0}]


def test_of_several_usual_names_the_class_labels_do_not_decide(save, read):
    path = save({"text": "Нефть.", "topic": "energy", "label": 0}, name="a.jsonl")
    (path.parent / "dataset_info.json").write_text(json.dumps({"features": {"label": LANGUAGE}}))
    with pytest.raises(DataError, match=r"several columns may have the tags \(topic, label\)"):
        read(path)
