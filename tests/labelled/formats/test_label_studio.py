"""Label Studio: exports as its converter writes them, with what annotators skip, correct and disagree about."""

import json
from pathlib import Path

import pytest

from topictag.errors import DataError, DataWarning
from topictag.labelled.formats.label_studio import LabelStudioFormat
from topictag.labelled.formats.tasks import TaskText, write_tasks


def result(*choices, name="topics", kind="choices"):
    value = {kind: list(choices)}
    return {"value": value, "id": "x1", "from_name": name, "to_name": "text", "type": kind, "origin": "manual"}


def annotation(*results, by=1, **more):
    return {
        "id": 7,
        "completed_by": by,
        "result": list(results),
        "was_cancelled": False,
        "ground_truth": False,
        "created_at": "2026-03-09T22:16:08.728353Z",
        "lead_time": 8.6,
        **more,
    }


def task(*annotations, number=1, **data):
    return {
        "id": number,
        "annotations": list(annotations),
        "drafts": [{"result": [result("sport")]}],
        "predictions": [{"model_version": "m", "score": 0.9, "result": [result("weather")]}],
        "data": {"text": "Нефть дорожает.", **data},
        "meta": {},
        "project": 83,
    }


def minimal(number=1, annotation_id=7, annotator=1, text="Нефть дорожает.", **answers):
    return {
        "text": text,
        "outlet": 5,
        "id": number,
        **answers,
        "annotator": annotator,
        "annotation_id": annotation_id,
        "created_at": "2026-03-09T22:16:08.728353Z",
        "updated_at": "2026-03-09T22:16:08.728353Z",
        "lead_time": 8.6,
    }


def test_choices_and_the_data_beside_the_text(save, read):
    path = save(task(annotation(result("energy", "economy")), outlet="agency", article=5))
    assert read(path) == [
        {"id": 1, "text": "Нефть дорожает.", "outlet": "agency", "article": 5, "tags": ["energy", "economy"]}
    ]


def test_a_submitted_annotation_without_result_means_no_topic(save, read):
    assert read(save(task(annotation())))[0]["tags"] == []


def test_several_annotators(save, read):
    path = save(
        task(annotation(result("energy")), annotation(by={"id": 2, "email": "b@example.org"}), annotation(by={"id": 3}))
    )
    assert read(path)[0]["annotations"] == [
        {"tags": ["energy"], "annotator": "1"},
        {"tags": [], "annotator": "b@example.org"},
        {"tags": [], "annotator": "3"},
    ]


def test_a_cancelled_annotation_does_not_count(save, read):
    path = save(task(annotation(result("energy"), was_cancelled=True), annotation(result("sport"))))
    assert read(path)[0]["tags"] == ["sport"]


def test_ground_truth_is_preferred(save, read):
    path = save(task(annotation(result("energy")), annotation(result("sport"), ground_truth=True)))
    assert read(path)[0]["tags"] == ["sport"]


def test_what_nobody_labelled_is_passed_over_whatever_a_model_or_a_draft_says(save, read):
    path = save(task(), task(annotation(result("energy"), was_cancelled=True), number=2))
    assert read(path) == ["nobody has labelled them", "the annotator skipped them"]


def test_tasks_for_import_are_passed_over(tmp_path, read):
    path = tmp_path / "tasks.json"
    write_tasks([TaskText("a1", "Нефть.", ("energy",), {"energy": 0.9}, ("energy",), "m")], path, "label-studio")
    assert read(path) == ["nobody has labelled them"]


def test_the_path_in_a_taxonomy_is_one_tag(save, read):
    path = save(task(annotation(result(["economy", "energy"], ["sport"], kind="taxonomy"))))
    assert read(path)[0]["tags"] == ["economy / energy", "sport"]
    assert read(path, separator=" > ")[0]["tags"] == ["economy > energy", "sport"]


def test_a_taxonomy_whose_names_contain_the_separator_is_told(save, read):
    path = save(task(annotation(result(["oil / gas", "energy"], kind="taxonomy"))))
    with pytest.raises(DataError, match=r"'oil / gas' in a taxonomy contains ' / '.*--separator"):
        read(path)
    assert read(path, separator=" > ")[0]["tags"] == ["oil / gas > energy"]


def test_one_of_several_controls_must_be_named(save, read):
    path = save(task(annotation(result("energy"), result("bad", name="quality"))))
    with pytest.raises(DataError, match=r"several controls: quality, topics\. Say whose .*--tags-field NAME"):
        read(path)
    assert read(path, tags="quality")[0]["tags"] == ["bad"]
    with pytest.raises(DataError, match=r"nobody answered 'topic' \(the controls are quality, topics\)"):
        read(path, tags="topic")


def test_other_kinds_of_controls_do_not_matter(save, read):
    rating = {"value": {"rating": 3}, "from_name": "stars", "to_name": "text", "type": "rating"}
    assert read(save(task(annotation(result("energy"), rating))))[0]["tags"] == ["energy"]


RATING = {"value": {"rating": 3}, "from_name": "stars", "to_name": "text", "type": "rating"}
ENTITY = {
    "value": {"start": 0, "end": 5, "text": "Нефть", "labels": ["ORG"]},
    "from_name": "label",
    "to_name": "text",
    "type": "labels",
}


@pytest.mark.parametrize("given", ["", "topicz"])
def test_an_export_without_choices_is_not_one_of_texts_without_topics(save, read, given):
    path = save(task(annotation(RATING, ENTITY)), task(annotation(), number=2))
    message = r"no control has topics: .* the controls are label \(labels\), stars \(rating\)\. Export a project"
    with pytest.raises(DataError, match=message):
        read(path, tags=given)


def test_a_control_that_has_no_topics_cannot_be_named(save, read):
    with pytest.raises(DataError, match=r"'stars' has no topics: .* stars \(rating\), topics \(choices\)"):
        read(save(task(annotation(result("energy"), RATING))), tags="stars")


def test_nobody_chose_anything_though_a_cancelled_annotation_has_a_rating(save, read):
    assert read(save(task(annotation(RATING, was_cancelled=True), annotation()))) == [
        {"id": 1, "text": "Нефть дорожает.", "tags": []}
    ]


@pytest.mark.parametrize("part", [{"start": 0, "end": 5, "text": "Нефть"}, {"item_index": 0}])
def test_choices_about_parts_of_a_text_are_refused(save, read, part):
    own = result("energy")
    path = save(task(annotation({**own, "value": {**own["value"], **part}}), annotation(result("sport", name="whole"))))
    with pytest.raises(DataError, match=r"record 1: the topics are those of parts of the text, .*--tags-field NAME"):
        read(path, tags="topics")
    assert read(path, tags="whole")[0]["annotations"][1]["tags"] == ["sport"]


def test_the_path_of_a_nested_choice_is_one_tag(save, read):
    path = save(task(annotation(result(["economy", "energy"], ["sport"]))))
    assert read(path)[0]["tags"] == ["economy / energy", "sport"]
    assert read(path, separator=" > ")[0]["tags"] == ["economy > energy", "sport"]


def test_the_text_is_the_field_text_or_that_of_the_control_or_the_only_string(save, read):
    def without_text(**data):
        own = task(annotation(result("energy")))
        return {**own, "data": data}

    assert read(save(without_text(body="А.", n=5)))[0]["text"] == "А."
    assert read(save(without_text(body="А.", title="Б.")), text="body")[0] == {
        "id": 1,
        "title": "Б.",
        "text": "А.",
        "tags": ["energy"],
    }
    with pytest.raises(DataError, match=r"not certain which field is the text \(the fields are body, title\)"):
        read(save(without_text(body="А.", title="Б.")))
    with pytest.raises(DataError, match=r"export.json:1, record 1: no 'lead' \(the fields are body\)"):
        read(save(without_text(body="А.")), text="lead")


def test_the_id_is_that_of_the_data_if_there_is_one(save, read):
    path = save(task(annotation(), number=5, topictag_id="a1"), task(annotation(), number=6, code="b1"))
    assert [own["id"] for own in read(path)] == ["a1", 6]
    assert read(save(task(annotation(), code="c1")), id="code")[0]["id"] == "c1"


def test_fields_with_native_names_but_other_meanings_are_kept_apart(save, read):
    record = read(save(task(annotation(), tags="hot", known=True, unknown=["sport"])))[0]
    assert (record["tags"], record["meta.tags"], record["meta.known"], record["unknown"]) == (
        [],
        "hot",
        True,
        ["sport"],
    )


MALFORMED = [
    ({"data": 5, "annotations": []}, '"data" must be an object, not 5'),
    ({"data": {"text": "Т."}, "annotations": 5}, '"annotations" must be a list, not 5'),
    ({"data": {"text": "Т."}, "annotations": [5]}, "an annotation must be an object, not 5"),
    ({"data": {"text": "Т."}, "annotations": [{"result": 5}]}, '"result" of an annotation must be a list, not 5'),
    ({"data": {"text": "Т."}, "annotations": [{"result": [5]}]}, "a result of an annotation must be an object"),
    (task(annotation({"type": "choices", "from_name": "topics", "value": 5})), "the value of a control must be"),
    (task(annotation(result(5))), r'the value of a control must be \{"choices"'),
    ({"text": "Т.", "tags": []}, 'a task of Label Studio must be an object with "data"'),
]


@pytest.mark.parametrize(("record", "message"), MALFORMED)
def test_malformed_tasks_are_told_with_their_place(save, read, record, message):
    path = save(task(annotation(result("energy"))), record)
    with pytest.raises(DataError, match=rf"export\.json:1, record 2: {message}"):
        read(path)


def test_minimal_records_of_one_task_are_grouped(save, read):
    path = save(
        minimal(topics="energy"),
        minimal(number=2, topics={"choices": ["sport", "economy"]}),
        minimal(annotation_id=8, annotator={"id": 2, "email": "b@example.org"}),
        minimal(number=3),
    )
    first, second, third = read(path)
    assert first == {
        "id": 1,
        "text": "Нефть дорожает.",
        "outlet": 5,
        "annotations": [{"tags": ["energy"], "annotator": "1"}, {"tags": [], "annotator": "b@example.org"}],
    }
    assert second["tags"] == ["sport", "economy"]
    assert third["tags"] == []


def test_a_minimal_taxonomy(save, read):
    assert read(save(minimal(topics=[{"taxonomy": [["economy", "energy"]]}])))[0]["tags"] == ["economy / energy"]


def test_minimal_records_that_nobody_labelled(save, read):
    assert read(save(minimal(annotation_id=None, annotator={}))) == ["nobody has labelled them"]


def test_the_only_string_among_the_answers_has_the_tags_if_it_repeats_and_is_told(save, read):
    path = save(minimal(topics="energy"), minimal(number=2, topics="sport"), minimal(number=3, topics="energy"))
    with pytest.warns(DataWarning, match=r"'topics' has the topics, it seems, .*--tags-field topics\."):
        assert [own["tags"] for own in read(path)] == [["energy"], ["sport"], ["energy"]]
    assert [own["tags"] for own in read(path, tags="topics")] == [["energy"], ["sport"], ["energy"]]


def test_a_string_that_never_repeats_may_be_a_comment(save, read):
    path = save(minimal(stars=[{"rating": 3}], comment="так себе"), minimal(number=2, comment="хорошо"))
    with pytest.raises(DataError, match=r"not certain that 'comment' has the topics, .*--tags-field comment"):
        read(path)


@pytest.mark.parametrize("answer", [[{"rating": 3}], [{"start": 0, "end": 5, "text": "Нефть", "labels": ["ORG"]}]])
def test_minimal_records_without_choices_are_not_texts_without_topics(save, read, answer):
    with pytest.raises(DataError, match=r"no control has topics: .* the controls are own\. Export a project"):
        read(save(minimal(own=answer), minimal(number=2)))


def test_minimal_records_in_which_nobody_chose_anything(save, read):
    assert [own["tags"] for own in read(save(minimal(), minimal(number=2)))] == [[], []]


def test_a_minimal_nested_choice(save, read):
    path = save(minimal(topics={"choices": [["economy", "energy"], ["sport"]]}), minimal(number=2, topics=["sport"]))
    assert [own["tags"] for own in read(path)] == [["economy / energy", "sport"], ["sport"]]
    with pytest.raises(DataError, match=r"may be the path of one choice, or choices about several .*as JSON"):
        read(save(minimal(topics=["economy", "energy"])), tags="topics")


@pytest.mark.parametrize(
    "answer",
    [
        [{"start": 0, "end": 5, "choices": ["energy", "sport"]}],
        [{"choices": ["energy", "sport"]}, {"choices": ["economy", "sport"]}],
        ["economy", {"choices": ["energy", "sport"]}],
        {"item_index": 0, "choices": ["energy", "sport"]},
    ],
)
def test_minimal_choices_about_parts_of_a_text_are_refused(save, read, answer):
    with pytest.raises(DataError, match=r"record 1: the topics are those of parts of the text, .*neither perRegion"):
        read(save(minimal(topics=answer)))


def test_several_strings_among_the_answers_must_be_told_apart(save, read):
    path = save(minimal(topics="energy", comment="good"))
    with pytest.raises(DataError, match=r"several fields: comment, topics\. .*--tags-field"):
        read(path)
    record = read(path, tags="topics")[0]
    assert (record["tags"], record["comment"]) == (["energy"], "good")
    with pytest.raises(DataError, match=r"nobody answered 'topic' "):
        read(path, tags="topic")


def test_a_record_of_another_kind_among_minimal_ones_is_told(save, read):
    with pytest.raises(DataError, match='record 2: a record of JSON_MIN must have "annotation_id" and "annotator"'):
        read(save(minimal(topics="energy"), task(annotation())), tags="topics")


def test_written_tasks_are_what_label_studio_imports(tmp_path):
    path = tmp_path / "out.json"
    records = [
        {"id": "a1", "text": "Т.", "tags": ["energy"], "outlet": "agency"},
        {
            "id": "a2",
            "text": "У.",
            "annotations": [{"tags": [], "annotator": "b@example.org"}, {"tags": ["sport"], "annotator": "5"}],
        },
    ]
    assert LabelStudioFormat().losses(records) == []
    LabelStudioFormat().write(records, Path(path), ["energy", "sport"])
    first, second = json.loads(path.read_text("utf-8"))
    assert first["data"] == {"topictag_id": "a1", "text": "Т.", "outlet": "agency"}
    (own,) = first["annotations"]
    assert own["result"][0]["value"] == {"choices": ["energy"]}
    assert [own["completed_by"] for own in second["annotations"]] == [{"email": "b@example.org"}, 5]
    assert second["annotations"][0]["result"] == []


def test_what_cannot_be_written_is_told():
    records = [
        {"id": "a1", "text": "Т.", "annotations": [{"tags": [], "annotator": "anna"}]},
        {"id": "a2", "text": "Т.", "annotations": [{"tags": [], "known": ["energy"]}, {"tags": []}]},
    ]
    single, partial, names = LabelStudioFormat().losses(records)
    assert single == "1 text has one annotator, whose name is left out."
    assert partial.startswith("1 text has annotators who did not decide about every topic")
    assert names == "Annotators whose names are neither an e-mail address nor a number are not named."


@pytest.mark.parametrize("name", ["export.json", "export.jsonl"])
def test_a_first_record_of_any_length_is_recognised(save, read_all, name):
    long = {
        "id": 1,
        "data": {"text": "Нефть. " * 400_000},
        "annotations": [{"id": 1, "result": [{"type": "choices", "from_name": "t", "value": {"choices": ["energy"]}}]}],
    }
    path = save(long, long | {"id": 2, "data": {"text": "Газ."}}, name=name)
    assert [own.tags for own in read_all(path)] == [{"energy"}, {"energy"}]
