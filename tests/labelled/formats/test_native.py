"""The native form: fields under other names."""

import pytest

from topictag.errors import DataError, DataWarning, SettingError

RECORD = {"key": "a1", "body": "Нефть дорожает.", "themes": ["energy"], "part": "a"}
NAMES = {"id": "key", "text": "body", "tags": "themes", "article": "part"}


def test_fields_under_other_names(save, read):
    path = save(RECORD, name="a.jsonl")
    assert read(path, format="native", **NAMES) == [
        {"id": "a1", "text": "Нефть дорожает.", "tags": ["energy"], "article": "a"}
    ]


def test_replaced_fields_are_kept_as_metadata(save, read):
    own = {"id": "b", "text": "Матч.", "tags": ["sport"], "article": "c"}
    (record,) = read(save({**RECORD, **own}, name="a.jsonl"), format="native", **NAMES)
    assert {name: record[name] for name in own} == {
        "id": "a1",
        "text": "Нефть дорожает.",
        "tags": ["energy"],
        "article": "a",
    }
    assert {name: record[f"meta.{name}"] for name in own} == own


def test_two_fields_may_change_their_names(save, read):
    path = save({"text": "a1", "id": "Нефть дорожает.", "tags": []}, name="a.jsonl")
    assert read(path, text="id", id="text") == [{"id": "a1", "text": "Нефть дорожает.", "tags": []}]


@pytest.mark.parametrize("option", NAMES)
def test_a_misspelt_field_is_refused(save, read, option):
    path = save({"id": "a1", "text": "Нефть дорожает.", "tags": ["energy"], "article": "a"}, name="a.jsonl")
    with pytest.raises(DataError, match=r"a\.jsonl:1: no 'nope' \(the fields are id, text, tags, article\)"):
        read(path, **{option: "nope"})


FASTTEXT = "__label__energy Нефть дорожает.\n"
PRODIGY = '{"text": "Матч.", "options": [{"id": "sport"}], "accept": ["sport"], "answer": "accept"}\n'
ANNIF = "Матч.\t<http://example.org/sport>\n"


@pytest.mark.parametrize(
    ("name", "text", "option"),
    [
        *(("a.txt", FASTTEXT, option) for option in NAMES),
        ("a.jsonl", PRODIGY, "tags"),
        *(("a.tsv", ANNIF, option) for option in ("text", "id", "article")),
    ],
)
def test_a_format_without_such_a_field_refuses_its_name(tmp_path, read, name, text, option):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert len(read(path)) == 1
    with pytest.raises(SettingError, match=f"no field to name for {option}. Leave out --{option}-field"):
        read(path, **{option: "nope"})


@pytest.mark.parametrize("option", ["text", "id", "article"])
def test_a_misspelt_field_of_annif_is_refused_with_the_fields_of_the_file(save, read, option):
    path = save({"text": "Матч.", "metadata": {"outlet": "X"}, "subjects": []}, name="a.jsonl")
    with pytest.raises(DataError, match=r"no 'nope' \(the fields are outlet, text, metadata, subjects\)"):
        read(path, **{option: "nope"})


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("unkown", ["sport"], "unknown"),
        ("knwon", ["sport"], "known"),
        ("tag", ["sport"], "tags"),
        ("Annotation", [{"tags": ["sport"]}], "annotations"),
        ("articles", ["a"], "article"),
    ],
)
def test_a_field_that_is_nearly_a_native_one_is_told_once(save, read, name, value, meant):
    record = {"text": "Нефть.", "tags": ["energy"], name: value}
    with pytest.warns(DataWarning) as caught:
        assert read(save(record, record, name="a.jsonl")) == [record, record]
    (message,) = (str(own.message) for own in caught)
    assert f'a.jsonl:1: the field "{name}" means nothing' in message
    assert f'Did you mean "{meant}"?' in message


@pytest.mark.parametrize("more", [{"unkown": "sport"}, {"unkown": []}, {"keywords": ["a"]}, {"unkown": [1]}])
def test_other_metadata_is_not_told(save, read, more):
    assert len(read(save({"text": "Нефть.", "tags": [], **more}, name="a.jsonl"))) == 1  # warnings are errors
