"""Prodigy: lines as ``db-out`` writes them, and what each kind of answer says of each topic."""

import json

import pytest

from topictag.errors import DataError
from topictag.labelled.formats.prodigy import ProdigyFormat
from topictag.labelled.formats.tasks import TaskText, write_tasks

OPTIONS = [{"id": "energy", "text": "Энергетика"}, {"id": "sport", "text": "Спорт"}]


def choice(*accept, answer="accept", who="news-anna", text="Нефть дорожает.", number=1, options=OPTIONS, **more):
    return {
        "text": text,
        "_input_hash": number,
        "_task_hash": -967703,
        "_is_binary": False,
        "options": options,
        "_view_id": "choice",
        "config": {"choice_style": "multiple"},
        "accept": list(accept),
        "answer": answer,
        "_timestamp": 1675093000,
        "_annotator_id": who,
        "_session_id": who,
        **more,
    }


def binary(label, answer="accept", text="Нефть дорожает.", number=1, **more):
    return {
        "text": text,
        "meta": {"score": 0.0643},
        "_input_hash": number,
        "_task_hash": -340967702,
        "label": label,
        "score": 0.0643,
        "priority": 0.0643,
        "spans": [],
        "answer": answer,
        "_session_id": "news-anna",
        **more,
    }


def test_a_choice_says_something_of_its_options(save, read):
    path = save(choice("energy", outlet="agency"), choice(number=2, text="Снег."), name="out.jsonl")
    assert read(path) == [
        {"text": "Нефть дорожает.", "outlet": "agency", "tags": ["energy"], "known": ["energy", "sport"]},
        {"text": "Снег.", "tags": [], "known": ["energy", "sport"]},
    ]


def test_a_choice_without_options_says_all(save, read):
    path = save({"text": "Т.", "accept": ["energy"], "answer": "accept"}, name="out.jsonl")
    assert read(path) == [{"text": "Т.", "tags": ["energy"]}]


def test_options_whose_ids_are_numbers(save, read):
    options = [{"id": 1, "text": "Positive"}, {"id": 0, "text": "Neutral"}]
    assert read(save(choice(0, options=options), name="out.jsonl"))[0]["tags"] == ["0"]


def test_binary_questions_about_one_text_are_joined_and_other_topics_unknown(save, read_all):
    path = save(
        binary("energy"),
        binary("sport", answer="reject"),
        binary("weather", text="Снег.", number=2),
        binary("energy", answer="ignore", text="Снег.", number=2),
        name="out.jsonl",
    )
    first, second = read_all(path)
    assert (first.tags, first.unknown) == ({"energy"}, {"weather"})
    assert (second.tags, second.unknown) == ({"weather"}, {"energy", "sport"})


def test_without_hashes_the_text_tells_which_lines_belong_together(save, read):
    lines = [{"text": "Т.", "label": label, "answer": "accept"} for label in ("energy", "sport")]
    assert read(save(*lines, name="out.jsonl"))[0]["tags"] == ["energy", "sport"]


def test_texts_of_different_ids_stay_apart(save, read):
    path = save(choice("energy", id="a"), choice("sport", id="b"), name="out.jsonl")
    assert [(own["id"], own["tags"]) for own in read(path)] == [("a", ["energy"]), ("b", ["sport"])]


def test_the_last_answer_of_an_annotator_counts(save, read):
    assert read(save(choice("energy"), choice("sport"), name="out.jsonl"))[0]["tags"] == ["sport"]


def test_several_annotators(save, read):
    path = save(choice("energy"), choice(who="news-boris"), choice(who="news-vera", answer="ignore"), name="out.jsonl")
    known = ["energy", "sport"]
    assert read(path)[0]["annotations"] == [
        {"tags": ["energy"], "known": known, "annotator": "news-anna"},
        {"tags": [], "known": known, "annotator": "news-boris"},
    ]


def test_skipped_rejected_and_unanswered_texts_are_passed_over(save, read):
    unanswered = {name: value for name, value in choice("energy", number=3).items() if name != "answer"}
    path = save(choice(answer="ignore"), choice("sport", answer="reject", number=2), unanswered, name="out.jsonl")
    assert read(path) == [
        "the annotator skipped them",
        "the annotator rejected the whole choice, which says nothing about its topics",
        "nobody has labelled them",
    ]


def test_tasks_with_presets_are_no_labels(tmp_path, read):
    path = tmp_path / "tasks.jsonl"
    write_tasks([TaskText("a1", "Нефть.", ("energy",), {"energy": 0.9}, ("energy",), "m")], path, "prodigy")
    assert read(path) == ["nobody has labelled them"]


MALFORMED = [
    (choice(answer="yes"), "\"answer\" must be one of accept, reject, ignore, not 'yes'"),
    (choice() | {"answer": ["accept"]}, '"answer" must be one of'),
    (choice() | {"accept": "energy"}, "\"accept\" must be a list, not 'energy'"),
    (choice({}), '"accept" must be the name of a label'),
    (choice(options=["energy"]), 'each of "options" must be an object'),
    (choice(options=[{"text": "energy"}]), 'the "id" of an option must be the name of a label, not None'),
    (binary(["energy"]), '"label" must be the name of a label'),
    (
        {"text": "Т.", "answer": "accept"},
        r'neither "accept" nor "label" \(the fields are text',
    ),
    ({"accept": [], "answer": "accept"}, "no 'text'"),
    (5, "a task of Prodigy must be an object, not 5"),
]


@pytest.mark.parametrize(("line", "message"), MALFORMED)
def test_malformed_lines_are_told_with_their_place(save, read, line, message):
    with pytest.raises(DataError, match=rf"out\.jsonl:2: {message}"):
        read(save(choice("energy"), line, name="out.jsonl"))


def test_what_is_written_is_a_choice_of_the_topics_that_were_looked_for(tmp_path):
    path = tmp_path / "out.jsonl"
    records = [
        {"id": "a1", "text": "Т.", "tags": ["energy"], "unknown": ["sport"], "outlet": "x"},
        {"id": "a2", "text": "У.", "annotations": [{"tags": ["sport"], "annotator": "anna"}, {"tags": []}]},
    ]
    assert ProdigyFormat().losses(records) == ["Annotators without a name, or with the name of another, are numbered."]
    ProdigyFormat().write(records, path, ["energy", "sport"])
    first, second, third = map(json.loads, path.read_text("utf-8").splitlines())
    assert first == {
        "id": "a1",
        "text": "Т.",
        "options": [{"id": "energy", "text": "energy"}],
        "accept": ["energy"],
        "config": {"choice_style": "multiple"},
        "answer": "accept",
        "outlet": "x",
    }
    assert (second["accept"], second["_annotator_id"]) == (["sport"], "anna")
    assert (third["accept"], third["_annotator_id"]) == ([], "annotator 2")


def test_topics_that_nobody_looked_for_are_told():
    records = [{"id": "a1", "text": "Т.", "tags": ["energy"], "unknown": ["sport"], "score": 5}]
    renamed, never = ProdigyFormat().losses(records)
    assert renamed.endswith("uses their names: score.")
    assert never == "Nobody looked for these topics, so they are left out: sport."


@pytest.mark.parametrize("format_name", ["", "prodigy"])
def test_labels_of_spans_are_told(save, read, format_name):
    spans = [{"start": 0, "end": 5, "token_start": 0, "token_end": 0, "label": "ORG"}]
    line = {"text": "Нефть дорожает.", "_input_hash": 1, "_task_hash": 2, "tokens": [], "spans": spans}
    path = save({**line, "_view_id": "ner_manual", "answer": "accept"}, name="out.jsonl")
    with pytest.raises(DataError, match=r"the labels are those of spans, parts of the text, .*textcat\.manual"):
        read(path, format=format_name)
