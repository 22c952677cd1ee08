"""An example refuses what is not labelled text, however it is made, and knows which of its names the data gives."""

import json
from dataclasses import replace

import pytest

import topictag
from topictag.errors import DataError, InputTypeError
from topictag.labelled.example import Example
from topictag.labelled.reading import read_examples

GOOD = Example("a", "Нефть.", frozenset({"energy"}), "a")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": None}, "Example.text must be a str, not NoneType"),
        ({"text": b"x"}, "Example.text must be a str, not bytes"),
        ({"id": 7}, "Example.id must be a str, not int"),
        ({"article": None}, "Example.article must be a str, not NoneType"),
        ({"place": 7}, "Example.place must be a str, not int"),
        ({"tags": ["energy"]}, "Example.tags must be a frozenset of str, not list"),
        ({"tags": "energy"}, "Example.tags must be a frozenset of str, not str"),
    ],
)
def test_fields_of_other_types_are_refused(change, message):
    with pytest.raises(InputTypeError, match=message):
        replace(GOOD, **change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": ""}, "example 'a': \"text\" is empty"),
        ({"text": " \n", "place": "f:1"}, 'f:1: "text" is empty'),
        ({"id": ""}, '"id" is empty'),
        ({"article": " "}, '"article" is empty'),
        ({"tags": frozenset({"a "})}, "example 'a': the tag 'a ' is not a topic name"),
        ({"tags": frozenset({5})}, "example 'a': the tag 5 is not a topic name"),
    ],
)
def test_fields_without_content_are_refused(change, message):
    with pytest.raises(DataError, match=message):
        replace(GOOD, **change)


def test_no_example_with_an_empty_text_reaches_training():
    with pytest.raises(DataError, match='"text" is empty'):
        topictag.train([GOOD, Example("b", "", frozenset(), "b")])


def test_topics_of_examples_made_by_hand_are_composed_too():
    assert replace(GOOD, tags=frozenset({"и\u0306од"})).tags == {"йод"}


def test_an_example_made_by_hand_names_itself_and_its_article():
    assert (GOOD.has_own_id, GOOD.has_own_article) == (True, True)


@pytest.mark.parametrize(
    ("record", "own_id", "own_article"),
    [
        ({"id": "x"}, True, True),
        ({"id": "data"}, True, True),  # as the file is called
        ({"article": "x"}, False, True),
        ({"article": "data.jsonl"}, False, True),
        ({}, False, False),
    ],
)
def test_records_say_what_they_name_whatever_the_file_is_called(tmp_path, monkeypatch, record, own_id, own_article):
    monkeypatch.chdir(tmp_path)
    article = {"id": record["id"]} if "id" in record else {}
    rows = [
        {**record, "text": "Нефть.", "tags": []},
        {**article, "paragraphs": [{"text": "Газ.", "tags": []}]},
    ]
    (tmp_path / "data.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    paragraph, part = read_examples("data.jsonl")
    assert (paragraph.has_own_id, paragraph.has_own_article) == (own_id, own_article)
    assert (part.has_own_id, part.has_own_article) == (own_id, own_id)


def test_names_stay_whose_they_are_when_examples_are_read_again():
    made = read_examples([("Нефть.", [])])
    assert read_examples(made)[0] is made[0]
    assert not read_examples(made)[0].has_own_id
