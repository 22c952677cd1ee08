"""Texts to be labelled: what each tool finds in its file, and that no file passes for labelled data."""

import csv
import io
import json

import pytest

from topictag.errors import DataError, SettingError
from topictag.labelled.formats.tasks import TASK_FORMATS, TaskText, write_tasks
from topictag.labelled.reading import read_examples

TASK = TaskText(
    id="a1",
    text="Нефть дорожает.",
    topics=("energy", "sport", "мировая экономика"),
    probabilities={"energy": 0.91234567, "sport": 0.02, "мировая экономика": 0.4},
    tags=("energy",),
    model="5f1c",
    fields={"outlet": "agency"},
)
BARE = TaskText("a2", "Снег, снег; «снег».", TASK.topics, {}, (), "5f1c")


@pytest.fixture
def write(tmp_path):
    def write_and_read(*tasks, to):
        path = tmp_path / ("tasks.json" if to in ("label-studio", "argilla") else "tasks.jsonl")
        write_tasks(tasks, path, to)
        text = path.read_text("utf-8")
        return json.loads(text) if path.suffix == ".json" else [json.loads(line) for line in text.splitlines()]

    return write_and_read


def test_native(write):
    first, second = write(TASK, BARE, to="native")
    assert first == {
        "id": "a1",
        "text": "Нефть дорожает.",
        "suggested": ["energy"],
        "probabilities": {"energy": 0.9123, "sport": 0.02, "мировая экономика": 0.4},
        "model": "5f1c",
        "outlet": "agency",
    }
    assert (second["suggested"], second["probabilities"]) == ([], {})


def test_label_studio(write):
    first, second = write(TASK, BARE, to="label-studio")
    assert first["data"] == {"topictag_id": "a1", "text": "Нефть дорожает.", "outlet": "agency"}
    (prediction,) = first["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("5f1c", 0.6)  # 1 − 0.4 is the weakest decision
    (result,) = prediction["result"]
    assert (result["from_name"], result["to_name"], result["type"]) == ("topics", "text", "choices")
    assert result["value"] == {"choices": ["energy"]}
    assert "annotations" not in first
    assert second["predictions"] == [{"model_version": "5f1c", "result": []}]


def test_prodigy(write):
    first, second = write(TASK, BARE, to="prodigy")
    assert first["options"] == [{"id": topic, "text": topic} for topic in TASK.topics]
    assert (first["accept"], first["config"]) == (["energy"], {"choice_style": "multiple"})
    assert first["meta"] == {"model": "5f1c", "energy": 0.9123}
    assert "answer" not in first
    assert (second["accept"], second["meta"]) == ([], {"model": "5f1c"})


def test_doccano(write):
    first, _ = write(TASK, BARE, to="doccano")
    assert first == {
        "id": "a1",
        "text": "Нефть дорожает.",
        "label": ["energy"],
        "suggested_by": "5f1c",
        "outlet": "agency",
    }


def test_argilla(write):
    first, second = write(TASK, BARE, to="argilla")
    assert (first["fields"], first["metadata"]) == ({"text": "Нефть дорожает."}, {"outlet": "agency"})
    assert first["suggestions"] == {"topics": {"value": ["energy"], "agent": "5f1c", "score": [0.9123]}}
    assert first["responses"] == {}
    assert second["suggestions"] == {}  # Argilla's server refuses an empty list


def test_csv(tmp_path):
    path = tmp_path / "tasks.csv"
    write_tasks([TASK, BARE], path, "csv")
    first, second = csv.DictReader(io.StringIO(path.read_text("utf-8"), newline=""))
    assert (first["id"], first["suggested"], first["p(мировая экономика)"]) == ("a1", "energy", "0.4")
    assert first["outlet"] == "agency"
    assert (second["text"], second["p(energy)"], second["outlet"]) == (BARE.text, "", "")
    assert "tags" not in first


def test_a_compressed_file(tmp_path):
    path = tmp_path / "tasks.jsonl.gz"
    write_tasks([TASK], path, "native")
    assert path.read_bytes().startswith(b"\x1f\x8b")


def test_an_unknown_format_is_told(tmp_path):
    with pytest.raises(SettingError, match=r"no format 'excel' for tasks. The formats are native, label-studio, prodi"):
        write_tasks([TASK], tmp_path / "x", "excel")


@pytest.mark.parametrize("to", [own for own in TASK_FORMATS if own != "argilla"])
def test_a_field_that_the_format_uses_is_told(tmp_path, to):
    task = TaskText("a1", "Т.", (), {}, (), "m", {"text": "another"})
    with pytest.raises(DataError, match=r"The task 'a1' has a field 'text', which the format uses. Rename it"):
        write_tasks([task], tmp_path / "x", to)


def test_native_tasks_are_not_labelled_data(tmp_path):
    path = tmp_path / "tasks.jsonl"
    write_tasks([TASK], path, "native")
    with pytest.raises(DataError, match='no "tags"'):
        read_examples(path)
