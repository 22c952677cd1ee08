"""``topictag convert`` and ``topictag check --fix``."""

import json
import warnings

import pytest
from click.testing import CliRunner

from topictag.cli.main import main
from topictag.errors import DataError
from topictag.labelled.formats.tasks import TASK_FORMATS
from topictag.labelled.reading import read_examples


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "data.jsonl"
    path.write_text('{"text": "Матч.", "tags": ["sport"]}\n{"text": "Матч!", "tags": ["sport"]}\n', encoding="utf-8")
    return path


def _run(*arguments):
    return CliRunner().invoke(main, [str(own) for own in arguments])


def test_converting_says_what_was_written(data, tmp_path):
    result = _run("convert", data, tmp_path / "out.jsonl")
    assert result.exit_code == 0, result.output
    assert result.stdout.endswith("out.jsonl: 2 texts, 1 topic, in the format native.\n")
    shown = json.loads(_run("convert", data, tmp_path / "again.jsonl", "--json").stdout)
    assert shown == {"version": 1, "n_texts": 2, "format": "native", "topics": ["sport"], "problems": [], "losses": []}


def test_other_names_of_fields(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"body": "Матч.", "labels": ["sport"], "key": 5}', encoding="utf-8")
    fields = ("--from", "native", "--text-field", "body", "--tags-field", "labels", "--id-field", "key")
    result = _run("convert", path, tmp_path / "out.jsonl", *fields)
    assert result.exit_code == 0, result.output
    written = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert written == {"id": "5", "text": "Матч.", "tags": ["sport"]}


def test_a_format_that_is_not_recognised_is_told_with_the_fields(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"headline": "Матч.", "rubric": ["sport"]}', encoding="utf-8")
    result = _run("convert", path, tmp_path / "out.jsonl")
    assert result.exit_code != 0
    assert "the fields are headline, rubric" in result.output
    assert "--text-field" in result.output


def test_check_writes_a_clean_copy(data, tmp_path):
    result = _run("check", data, "--quiet", "--json", "--fix", tmp_path / "clean.jsonl")
    shown = json.loads(result.stdout)
    assert shown["fixed"]["n_merged"] == 1
    assert "1 equal text merged" in result.stderr
    assert len((tmp_path / "clean.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_to_needs_fix(data):
    result = _run("check", data, "--to", "native")
    assert result.exit_code == 2
    assert "--fix FILE" in result.output


@pytest.mark.parametrize("tool", TASK_FORMATS)
def test_predictions_are_preset_and_are_no_labels(tool, model_path, tmp_path):
    texts = tmp_path / "texts.jsonl"
    rows = [{"id": "a", "text": "Хоккеисты выиграли матч.", "outlet": "x"}, {"text": "Снег."}]
    texts.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    output = tmp_path / ("tasks.csv" if tool == "csv" else "tasks.json")
    result = _run("convert", texts, output, "--predict", "--model", model_path, "--to", tool)
    assert result.exit_code == 0, result.output
    assert "2 texts" in result.stdout
    assert "sport" in output.read_text(encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(DataError):
            read_examples(output)  # nothing in it is a label


def test_predictions_need_a_tool_and_a_model_needs_predictions(data, tmp_path):
    result = _run("convert", data, tmp_path / "out.jsonl", "--predict")
    assert "--to native|label-studio" in result.output
    assert _run("convert", data, tmp_path / "out.jsonl", "--model", "x").exit_code == 2


def test_a_guess_about_a_table_is_told(tmp_path):
    (tmp_path / "in.csv").write_text('text,tags\nА.,"a, b"\nБ.,"b, c"\nВ.,"a, c"\n', encoding="utf-8")
    result = _run("convert", tmp_path / "in.csv", tmp_path / "out.tsv")
    assert result.exit_code == 0, result.output
    assert 'in.csv: "," separates the topics of a cell, it seems.' in result.stderr
    assert (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()[1:] == ["А.\ta|b", "Б.\tb|c", "В.\ta|c"]
    assert not _run("convert", tmp_path / "in.csv", tmp_path / "out.jsonl", "--separator", ",").stderr


def test_quotation_marks_may_be_text(tmp_path):
    path, output = tmp_path / "in.tsv", tmp_path / "out.jsonl"
    path.write_text('text\ttags\n"Спартак\tsport\nНефть\tenergy\nЗенит"\tsport\n', encoding="utf-8")
    assert "--quoting none" in _run("convert", path, output).output
    assert _run("convert", path, output, "--quoting", "none").exit_code == 0
    assert [own.text for own in read_examples(output)] == ['"Спартак', "Нефть", 'Зенит"']
