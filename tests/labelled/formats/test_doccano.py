"""doccano: exports of text classification, as its formatters write them."""

import json

import pytest

import topictag
from topictag.errors import DataError, DataWarning
from topictag.labelled.formats.doccano import DoccanoFormat
from topictag.labelled.formats.doccano_csv import DoccanoCsvFormat
from topictag.labelled.formats.tasks import TaskText, write_tasks

ONE = {"id": 1, "text": "Нефть дорожает.", "outlet": "agency", "label": ["economy", "energy"], "Comments": []}


def test_an_export_with_metadata(save, read):
    path = save(ONE, {**ONE, "id": 2, "label": [], "Comments": ["perhaps"]}, name="all.jsonl")
    first, second = read(path)
    assert first == {"id": 1, "text": "Нефть дорожает.", "outlet": "agency", "tags": ["economy", "energy"]}
    assert (second["tags"], second["Comments"]) == ([], ["perhaps"])


def test_a_json_array_and_the_older_name(save, read):
    assert read(save({"id": 1, "text": "Т.", "meta": {}, "labels": ["energy"]}))[0]["tags"] == ["energy"]


def test_another_field_may_have_the_tags(save, read):
    path = save({"id": 1, "text": "Т.", "cats": ["energy"], "entities": []}, name="all.jsonl")
    assert read(path, format="doccano", tags="cats")[0]["tags"] == ["energy"]


def test_labels_of_spans_are_told(save, read):
    path = save(ONE, {"id": 2, "text": "Т.", "label": [[0, 1, "ORG"]]}, name="all.jsonl")
    with pytest.raises(DataError, match=r"all.jsonl:2: the labels are those of spans, .* type text classification"):
        read(path)


ENTITY = {"id": 1, "label": "ORG", "start_offset": 0, "end_offset": 5}


@pytest.mark.parametrize("format_name", ["", "doccano"])
@pytest.mark.parametrize(
    "labels",
    [
        {"label": [[0, 5, "ORG"]], "Comments": []},
        {"labels": [[0, 5, "ORG"]]},
        {"entities": [ENTITY], "relations": [], "Comments": []},
        {"entities": []},
    ],
)
def test_exports_of_spans_are_recognised(save, read, labels, format_name):
    path = save({"id": 1, "text": "Нефть дорожает."} | labels, name="all.jsonl")
    with pytest.raises(DataError, match=r"the labels are those of spans, parts of the text, .*text classification"):
        read(path, format=format_name)


def test_a_field_beside_entities_may_have_the_tags(save, read):
    path = save({"id": 1, "text": "Т.", "theme": ["energy"], "entities": [ENTITY]}, name="all.jsonl")
    assert read(path, tags="theme")[0]["tags"] == ["energy"]
    with pytest.raises(DataError, match="no 'topic'"):
        read(path, format="doccano", tags="topic")


def test_sentences_that_annotators_wrote_are_no_topics(save, read):
    labels = [*(f"Нефть подорожала на {n} рублей." for n in range(19)), "Цены на газ в Европе выросли вдвое", "Да."]
    path = save(*({**ONE, "id": n, "label": [label]} for n, label in enumerate(labels)), name="all.jsonl")
    with pytest.raises(DataError, match=r"the labels are sentences that annotators wrote, such as 'Нефть подорожала"):
        read(path)
    assert [own["tags"] for own in read(path, tags="label")] == [[label] for label in labels]


def test_few_long_names_of_topics_are_no_sentences(save, read):
    labels = [["Нефть и газ на рынках Европы и Азии"], ["Спорт, отдых и туризм в городах и сёлах"]]
    path = save(*({**ONE, "id": n, "label": label} for n, label in enumerate(labels)), name="all.jsonl")
    assert [own["tags"] for own in read(path)] == labels


def test_long_names_of_topics_that_repeat_are_no_sentences(save, read):
    label = ["disaster, accident, fire and emergency incident"]
    path = save({**ONE, "label": label}, {**ONE, "id": 2, "label": label}, name="all.jsonl")
    assert [own["tags"] for own in read(path)] == [label, label]


MALFORMED = [
    ({"id": 2, "text": "Т."}, r"no 'label' \(the fields are id, text\)"),
    ({"id": 2, "label": []}, r"no 'text' \(the fields are id, label\)"),
    ({"id": 2, "text": "Т.", "label": "energy"}, "'label' must be a list of strings, not 'energy'"),
    ({"id": 2, "text": "Т.", "label": None}, "'label' must be a list of strings, not None"),
    ([], "a record of doccano must be an object"),
]


@pytest.mark.parametrize(("record", "message"), MALFORMED)
def test_malformed_records_are_told_with_their_place(save, read, record, message):
    with pytest.raises(DataError, match=rf"all\.jsonl:2: {message}"):
        read(save(ONE, record, name="all.jsonl"))


def test_tasks_with_presets_are_no_labels_until_doccano_exports_them(tmp_path, save, read):
    path = tmp_path / "tasks.jsonl"
    write_tasks([TaskText("a1", "Нефть.", ("energy",), {}, ("energy",), "m")], path, "doccano")
    assert read(path) == ["nobody has labelled them"]
    exported = {**json.loads(path.read_text("utf-8")), "Comments": []}
    assert read(save(exported, name="all.jsonl")) == [{"id": "a1", "text": "Нефть.", "tags": ["energy"]}]


def test_what_is_written_and_what_is_told(tmp_path):
    path = tmp_path / "out.jsonl"
    records = [
        {"id": "a1", "text": "Т.", "annotations": [{"tags": ["energy"]}, {"tags": []}], "outlet": "x", "label": 5},
    ]
    assert DoccanoFormat().losses(records) == [
        'These fields are called "meta.NAME", because the format uses their names: label.',
        "1 text has annotators; the tags alone are written.",
    ]
    DoccanoFormat().write(records, path, ["energy"])
    assert json.loads(path.read_text("utf-8")) == {
        "id": "a1",
        "text": "Т.",
        "label": [],
        "unknown": ["energy"],
        "outlet": "x",
        "meta.label": 5,
    }


CSV = 'id,text,outlet,label,Comments\n1,"Нефть, газ.",agency,economy#energy,\n2,Снег.,,,perhaps\n'


def test_a_table_joins_labels_by_a_hash_sign(tmp_path, read):
    path = tmp_path / "all.csv"
    path.write_text(CSV, "utf-8")
    with pytest.warns(DataWarning, match="1 row has no tags, which means no topic"):
        records = read(path)
    assert records == [
        {"id": "1", "text": "Нефть, газ.", "outlet": "agency", "tags": ["economy", "energy"]},
        {"id": "2", "text": "Снег.", "Comments": "perhaps", "tags": []},
    ]


def test_an_older_table_without_comments_must_be_named(tmp_path, read):
    path = tmp_path / "all.csv"
    path.write_text("id,text,label\n1,Нефть.,C#economy\n", "utf-8")
    assert read(path, format="doccano-csv")[0]["tags"] == ["C", "economy"]
    assert read(path, format="doccano-csv", separator=";")[0]["tags"] == ["C#economy"]


def test_what_a_table_cannot_hold_is_told():
    records = [
        {"id": "a1", "text": "Т.", "tags": ["C#"], "known": []},
        {"id": "a2", "text": "Т.", "tags": [], "n": 5},
    ]
    assert DoccanoCsvFormat().losses(records) == [
        'Topics with "#" in their names are read back as several.',
        "Texts in which no topic at all was looked for are read back as if all had been.",
        "Values of n that are not texts are read back as texts.",
    ]


def test_labels_of_a_table_may_be_numbers(tmp_path, read):
    path = tmp_path / "all.csv"
    path.write_text("id,text,label,Comments\n1,Нефть.,1#2,\n", "utf-8")
    assert read(path)[0]["tags"] == ["1", "2"]


def test_a_table_with_tags_is_none_of_doccano(tmp_path, read):
    own = {"id": "1", "text": "Нефть.", "tags": ["energy"], "label": "x", "Comments": "perhaps"}
    topictag.convert([own], output=tmp_path / "a.csv")
    assert read(tmp_path / "a.csv") == [own]
