"""Exports with anything anywhere: what is wrong is told by an error of topictag, and nothing else is raised."""

import copy
import json
import tempfile
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from topictag.errors import DataError, TopictagError
from topictag.labelled.formats.choosing import choose_format
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.reading import read_examples

_RESULT = {
    "value": {"choices": ["energy"]},
    "id": "x",
    "from_name": "topics",
    "to_name": "text",
    "type": "choices",
    "origin": "manual",
}
_TAXONOMY = {**_RESULT, "value": {"taxonomy": [["economy", "energy"]]}, "type": "taxonomy"}
_ANNOTATION = {
    "id": 1,
    "completed_by": {"id": 1, "email": "a@example.org"},
    "result": [_RESULT],
    "was_cancelled": False,
}
_TASK = {
    "id": 1,
    "data": {"text": "Нефть дорожает.", "outlet": "agency", "article": "x"},
    "annotations": [_ANNOTATION, {**_ANNOTATION, "completed_by": 2, "ground_truth": False}],
    "drafts": [],
    "predictions": [{"model_version": "m", "score": 0.9, "result": [_RESULT]}],
}
_MINIMAL = {
    "text": "Нефть дорожает.",
    "id": 1,
    "topics": {"choices": ["energy", "economy"]},
    "annotator": 1,
    "annotation_id": 5,
    "created_at": "2026-03-09T22:16:08.728353Z",
    "lead_time": 8.6,
}
_CHOICE = {
    "text": "Нефть дорожает.",
    "_input_hash": 1,
    "_task_hash": 2,
    "options": [{"id": "energy", "text": "energy"}, {"id": "sport", "text": "sport"}],
    "accept": ["energy"],
    "answer": "accept",
    "_annotator_id": "news-anna",
}
_NESTED = {
    "id": "a1",
    "fields": {"text": "Нефть дорожает."},
    "metadata": {"outlet": "agency"},
    "suggestions": {"topics": {"value": ["weather"], "score": [0.9], "agent": "m"}},
    "responses": {"topics": [{"value": ["energy"], "user_id": "u", "status": "submitted"}]},
    "status": "completed",
}
_FLATTENED = {
    "id": "a1",
    "status": "completed",
    "text": "Нефть дорожает.",
    "topics.responses": [["energy"], ["sport"]],
    "topics.responses.users": ["u", "v"],
    "topics.responses.status": ["submitted", "discarded"],
}
_SUBJECTS = {
    "document_id": "d1",
    "text": "Нефть дорожает.",
    "metadata": {"title": "Нефть"},
    "subjects": [{"uri": "http://example.org/1", "label": "energy"}, {"uri": "http://example.org/2"}],
}
_EXPORTS = {
    "annif-jsonl": [_SUBJECTS, {**_SUBJECTS, "document_id": "d2", "subjects": []}],
    "huggingface": [
        {"id": "1", "text": "Нефть дорожает.", "labels": ["energy"], "unknown": ["sport"], "known": ["energy"]},
        {"id": "2", "text": "Матч.", "labels": "sport", "article": "x"},
    ],
    "label-studio": [_TASK, {**_TASK, "id": 2, "annotations": [{**_ANNOTATION, "result": [_TAXONOMY]}]}],
    "label-studio, minimal": [_MINIMAL, {**_MINIMAL, "id": 2, "topics": "energy"}, {**_MINIMAL, "annotator": 2}],
    "prodigy": [
        _CHOICE,
        {**_CHOICE, "_annotator_id": "news-boris"},
        {"text": "Т.", "label": "energy", "answer": "reject"},
    ],
    "argilla": [_NESTED, {**_NESTED, "id": "a2"}],
    "argilla, flattened": [_FLATTENED, {**_FLATTENED, "id": "a2"}],
    "doccano": [
        {"id": 1, "text": "Нефть дорожает.", "outlet": "agency", "label": ["energy"], "Comments": []},
        {"id": 2, "text": "Снег.", "outlet": "agency", "label": [], "Comments": ["perhaps"]},
    ],
}
_keys = st.sampled_from(["choices", "id", "text", "value"])
_anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats(-1, 1)
    | st.sampled_from(["", "energy", " ", "\n", "text"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["choices", "id", "text"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def _places(value, path=()):
    """Yield the path of everything in a value."""
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _places(inner, (*path, key))


def _read(path, options):
    """Return what the error says; empty if there is none."""
    try:
        read_examples(path, options=options)
    except TopictagError as error:
        return str(error)
    return ""


@st.composite
def changed(draw, records):
    """Return the records with up to three things replaced or removed."""
    records = copy.deepcopy(records)
    for _ in range(draw(st.integers(1, 3))):
        places = [path for path in _places(records) if path]
        if not places:
            return records
        path = draw(st.sampled_from(places))
        inner = records
        for key in path[:-1]:
            inner = inner[key]
        if draw(st.integers(0, 3)) == 0:
            del inner[path[-1]]
        else:
            inner[path[-1]] = draw(_anything)
    return records


@pytest.mark.parametrize("name", _EXPORTS)
def test_the_exports_themselves_can_be_read(name, save, read_all):
    assert read_all(save(*_EXPORTS[name]), format=name.partition(",")[0])


_PIECES = ["text", "tags", "subject_uris", "Нефть.", "energy", "<http://example.org/1>", "__label__energy", '"', "'"]
_pieces = st.sampled_from([*_PIECES, ",", ";", "\t", "|", "\n", "\r\n", " ", "[", "]", "{", "\0", "\ufeff", "№"])


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1251"])
@pytest.mark.parametrize("name", ["csv", "annif-csv", "annif-tsv", "fasttext", "doccano-csv", ""])
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pieces=st.lists(_pieces, max_size=30), is_headed=st.booleans())
def test_only_errors_of_topictag_are_raised_for_text(name, codec, pieces, is_headed):
    text = ("text,tags,subject_uris\n" if is_headed else "") + "".join(pieces)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "export.csv"
        path.write_bytes(text.encode(codec, "replace"))
        told = _read(path, ReadOptions(format=name))
    assert not told or told.startswith((str(path), "No examples"))


@pytest.mark.parametrize("is_told", [True, False])
@pytest.mark.parametrize("name", _EXPORTS)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_only_errors_of_topictag_are_raised(name, is_told, data):
    records = data.draw(changed(_EXPORTS[name]))
    options = ReadOptions(format=name.partition(",")[0] if is_told else "")
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "export.json"
        path.write_text(json.dumps(records), "utf-8")
        told = _read(path, options)
    assert not told or told.startswith((str(path), "No examples"))


def test_a_malformed_first_line_does_not_hide_the_format(tmp_path):
    path = tmp_path / "export.jsonl"
    path.write_text('{"text": "Нефть доро\n\n{"text": "Матч отменён.", "label": ["sport"]}\n', encoding="utf-8")
    assert choose_format(path, ReadOptions()).name == "doccano"
    with pytest.raises(DataError, match=r"export.jsonl:1: not JSON"):
        read_examples(path)
