"""Argilla 2: records as its exporter writes them, nested and flattened."""

import json

import pytest

from topictag.errors import DataError
from topictag.labelled.formats.argilla import ArgillaFormat
from topictag.labelled.formats.tasks import TaskText, write_tasks

ANNA, BORIS = "1f1b8a6e-0000-4000-8000-000000000001", "1f1b8a6e-0000-4000-8000-000000000002"


def response(*labels, user=ANNA, **more):
    return {"value": list(labels), "user_id": user, **more}


def nested(*responses, number="a1", question="topics", status="completed", **fields):
    return {
        "id": number,
        "fields": {"text": "Нефть дорожает.", **fields},
        "metadata": {"outlet": "agency"},
        "suggestions": {"topics": {"value": ["weather"], "score": [0.9], "agent": "m"}},
        "responses": {question: list(responses)} if responses else {},
        "vectors": {},
        "status": status,
        "_server_id": "b2c1",
    }


def flattened(values, users, status, number="a1", **more):
    return {
        "id": number,
        "status": "pending",
        "_server_id": "b2c1",
        "text": "Нефть дорожает.",
        "outlet": "agency",
        "topics.responses": values,
        "topics.responses.users": users,
        "topics.responses.status": status,
        "topics.suggestion": ["weather"],
        "topics.suggestion.score": [0.9],
        "topics.suggestion.agent": "m",
        **more,
    }


def test_nested_records(save, read):
    assert read(save(nested(response("economy", "energy")))) == [
        {"id": "a1", "outlet": "agency", "text": "Нефть дорожает.", "tags": ["economy", "energy"]}
    ]


def test_flattened_records(save, read):
    assert read(save(flattened([["energy"]], [ANNA], ["submitted"]), name="all.jsonl")) == [
        {"id": "a1", "text": "Нефть дорожает.", "outlet": "agency", "tags": ["energy"]}
    ]


def test_a_question_of_one_label(save, read):
    own = nested({"value": "energy", "user_id": ANNA})
    assert read(save(own))[0]["tags"] == ["energy"]
    assert read(save(flattened(["energy"], [ANNA], ["submitted"])))[0]["tags"] == ["energy"]


def test_several_annotators(save, read):
    expected = [{"tags": ["energy"], "annotator": ANNA}, {"tags": ["sport"], "annotator": BORIS}]
    assert read(save(nested(response("energy"), response("sport", user=BORIS))))[0]["annotations"] == expected
    path = save(flattened([["energy"], ["sport"]], [ANNA, BORIS], ["submitted", "submitted"]))
    assert read(path)[0]["annotations"] == expected


def test_drafts_and_discarded_responses_do_not_count(save, read):
    path = save(flattened([["energy"], ["sport"], ["x"]], [ANNA, BORIS, "c"], ["discarded", "submitted", "draft"]))
    assert read(path)[0]["tags"] == ["sport"]
    path = save(nested(response("energy", status="draft"), response("sport", user=BORIS, status="submitted")))
    assert read(path)[0]["tags"] == ["sport"]


def test_what_nobody_submitted_is_passed_over_whatever_a_model_suggests(save, read):
    path = save(
        nested(status="pending"),
        nested(response("energy", status="discarded"), number="a2", status="pending"),
        nested(response("energy", status="draft"), number="a3", status="pending"),
    )
    assert read(path) == ["nobody has labelled them", "the annotator discarded them", "nobody has labelled them"]
    path = save(flattened(None, None, None), flattened([["energy"]], [ANNA], ["discarded"]))
    assert read(path) == ["nobody has labelled them", "the annotator discarded them"]


def test_tasks_with_suggestions_are_no_labels(tmp_path, read):
    path = tmp_path / "tasks.json"
    write_tasks([TaskText("a1", "Нефть.", ("energy",), {"energy": 0.9}, ("energy",), "m")], path, "argilla")
    assert read(path) == ["nobody has labelled them"]


def test_a_completed_record_without_an_answer_has_no_topic(save, read):
    assert read(save(nested(status="completed")))[0]["tags"] == []


def test_one_of_several_questions_must_be_named(save, read):
    own = nested(response("energy"))
    own["responses"]["comment"] = [{"value": "good", "user_id": ANNA}]
    path = save(own)
    with pytest.raises(DataError, match=r"several questions: comment, topics\. .*--tags-field"):
        read(path)
    assert read(path, tags="topics")[0]["tags"] == ["energy"]
    with pytest.raises(DataError, match=r"nobody answered 'topic' \(the questions are comment, topics\)"):
        read(path, tags="topic")


def test_the_text_may_have_another_name(save, read):
    own = nested(response("energy"))
    own["fields"] = {"title": "Рынок", "body": "Нефть."}
    with pytest.raises(DataError, match=r"not certain which field is the text \(the fields are title, body\)"):
        read(save(own))
    record = read(save(own), text="body")[0]
    assert (record["text"], record["title"]) == ("Нефть.", "Рынок")


MALFORMED = [
    (5, "a record of Argilla must be an object, not 5"),
    (nested() | {"fields": 5}, 'a record of Argilla must have an object "fields"'),
    (nested() | {"metadata": 5}, '"metadata" must be an object, not 5'),
    (nested() | {"responses": [5]}, '"responses" must be an object'),
    (nested() | {"responses": {"topics": 5}}, "the responses to 'topics' must be a list, not 5"),
    (nested(5), "a response to 'topics' must be an object, not 5"),
    (nested(response("energy", status="done")), "the status of a response must be submitted, draft or discarded"),
    (nested(response("energy", status=["draft"])), "the status of a response must be submitted, draft or discarded"),
    (nested({"value": 5, "user_id": ANNA}), "a response to 'topics' must be a label or a list of labels, not 5"),
    (flattened(5, None, None), "'topics.responses' must be a list, not 5"),
    (flattened([["energy"]], [ANNA, BORIS], None), "there are 1 responses, but 2 users"),
]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (4, "a rating"),
        ([{"value": "energy", "rank": 1}, {"value": "sport", "rank": 2}], "a ranking"),
        ([{"label": "ORG", "start": 0, "end": 5}], "labels of spans"),
    ],
)
def test_answers_to_other_kinds_of_questions_are_told(save, read, value, kind):
    message = rf"which (is|are) {kind}\. Ask for the topics of the whole text with a LabelQuestion .*--tags-field NAME"
    with pytest.raises(DataError, match=message):
        read(save(nested({"value": value, "user_id": ANNA})))
    with pytest.raises(DataError, match=message):
        read(save(flattened([value], [ANNA], ["submitted"])))


@pytest.mark.parametrize(("record", "message"), MALFORMED)
def test_malformed_records_are_told_with_their_place(save, read, record, message):
    with pytest.raises(DataError, match=rf"export\.json:1, record 2: {message}"):
        read(save(nested(response("energy")), record))


def test_what_is_written_is_what_argilla_imports(tmp_path):
    path = tmp_path / "out.json"
    records = [
        {"id": "a1", "text": "Т.", "tags": ["energy"], "outlet": "x"},
        {"id": "a2", "text": "У.", "tags": []},
        {"id": "a3", "text": "Ф.", "annotations": [{"tags": ["energy"], "annotator": ANNA}, {"tags": ["sport"]}]},
    ]
    assert ArgillaFormat().losses(records) == []
    ArgillaFormat().write(records, path, ["energy", "sport"])
    first, second, third = json.loads(path.read_text("utf-8"))
    assert (first["fields"], first["metadata"]) == ({"text": "Т."}, {"outlet": "x"})
    assert [own["value"] for own in first["responses"]["topics"]] == [["energy"]]
    assert (second["responses"], second["status"]) == ({}, "completed")  # its server refuses an empty list
    assert [own["user_id"][:4] for own in third["responses"]["topics"]] == ["1f1b", "0000"]


def test_what_cannot_be_written_is_told():
    records = [{"id": "a1", "text": "Т.", "annotations": [{"tags": ["energy"]}, {"tags": []}]}]
    (sentence,) = ArgillaFormat().losses(records)
    assert sentence.startswith("1 text has annotators who found no topic")
