"""Profiles that stand for texts: what is saved, which files are read, what is refused."""

import json

import pytest

import topictag
from topictag.monitoring.profile import is_profile, read_profile

ENERGY, PEACE, SPORT = (
    "Газопровод остановлен на ремонт.",
    "Посредники объявили о прекращении огня.",
    "Сборная победила.",
)
BEFORE = [ENERGY, SPORT, SPORT, SPORT] * 25


def test_a_profile_stands_for_its_texts(before, tmp_path):
    path = tmp_path / "before.json"
    before.save(path)
    assert is_profile(path)
    texts = [PEACE, SPORT, SPORT, SPORT] * 25
    expected = topictag.drift(texts, BEFORE)
    for reference in (before, path, str(path)):
        assert topictag.drift(texts, reference) == expected
    assert read_profile(path).to_dict() == before.to_dict()
    written = path.read_text(encoding="utf-8")
    assert not any(word in written for word in ("азопровод", "борная"))  # no text


@pytest.mark.parametrize(
    "change",
    [
        lambda fields: json.dumps(fields, indent=2),
        lambda fields: "\n\n" + json.dumps(fields, indent=4, sort_keys=True, ensure_ascii=False),
        lambda fields: "\ufeff" + json.dumps(dict(reversed(fields.items()))),
    ],
)
def test_a_profile_may_be_formatted_otherwise(change, before, tmp_path):
    path = tmp_path / "own.json"
    path.write_text(change(before.to_dict()), encoding="utf-8")
    assert is_profile(path)
    assert read_profile(path).to_dict() == before.to_dict()


@pytest.mark.parametrize(
    "text", ["", "\n", "[]", '{"text": "a"}\n{"kind": "topictag profile"}\n', '{"kind":\n "card"}', "{", "текст"]
)
def test_texts_and_other_json_are_no_profile(text, tmp_path):
    path = tmp_path / "own.json"
    path.write_text(text, encoding="utf-8")
    assert not is_profile(path)
    assert not is_profile(tmp_path)


def test_a_profile_of_another_model_is_refused_and_both_are_named(before, leisure):
    with pytest.raises(topictag.DataError) as error:
        topictag.drift(["Сборная выиграла матч."] * 40, before, tagger=leisure)
    assert "default.safetensors" in str(error.value)
    assert before.model in str(error.value)
    assert "a model without a file" in str(error.value)


def test_a_saved_model_is_the_same_model(leisure, model_path):
    texts = ["Сборная выиграла матч."] * 40
    found = topictag.drift(texts, topictag.profile(texts, tagger=leisure), tagger=topictag.load(model_path))
    assert not found.has_drifted


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda _: "[]", "JSON, but not a profile"),
        (lambda _: "{", "is not a profile, or a damaged one"),
        (lambda fields: json.dumps({**fields, "kind": "card"}), "JSON, but not a profile"),
        (lambda fields: json.dumps({**fields, "version": 2}), "has version 2; this topictag reads version 1"),
        (lambda fields: json.dumps({**fields, "tags": {}}), "lacks 'parts'"),
        (lambda fields: json.dumps({**fields, "topics": ["a"]}), "has a wrong value"),
        (lambda fields: json.dumps({**fields, "n_articles": -1}), "has a wrong value"),
        (lambda fields: json.dumps({**fields, "words": {**fields["words"], "whole": float("nan")}}), "wrong value"),
        (lambda fields: json.dumps({**fields, "paragraphs": {**fields["paragraphs"], "parts": 1e9}}), "wrong value"),
    ],
)
def test_a_file_that_is_no_profile_is_refused_by_name(change, message, before, tmp_path):
    path = tmp_path / "own.json"
    path.write_text(change(before.to_dict()), encoding="utf-8")
    with pytest.raises(topictag.DataError, match=message) as error:
        topictag.drift(BEFORE, path)
    assert str(path) in str(error.value)


def test_a_profile_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(topictag.DataError, match=r"gone\.json: cannot be read"):
        topictag.drift(BEFORE, tmp_path / "gone.json")
