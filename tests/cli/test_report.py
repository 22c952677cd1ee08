"""``--report`` of ``topictag evaluate`` and ``topictag train``: what is written, and what is refused at once."""

import json

import pytest
from click.testing import CliRunner

import topictag
from topictag import OutputError
from topictag.cli.main import main
from topictag.loading import load_tagger


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, [*map(str, arguments)])


def test_evaluate_writes_a_report(run, leisure_path, model_path, tmp_path):
    page = tmp_path / "report.html"
    result = run("evaluate", leisure_path, "--model", model_path, "--report", page, "--against", model_path, "--json")
    assert result.exit_code == 0, result.output
    written = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    assert written["quality"] == json.loads(result.stdout)
    assert written["against"]["n_disagreements"] == 0
    assert written["provenance"]["sources"] == [leisure_path.name]
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_evaluate_without_texts_writes_none(run, model_path, tmp_path):
    labelled = tmp_path / "labelled.jsonl"
    labelled.write_text('{"id": "1", "text": "Загогулина.", "tags": ["sport"]}\n', encoding="utf-8")
    run("evaluate", labelled, "--model", model_path, "--report", tmp_path / "report.html", "--no-texts")
    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert not written["has_texts"]
    assert [(own["id"], own["topic"], own["text"]) for own in written["texts"]] == [("1", "sport", "")]
    assert written["coverage"]["unknown"] == {}


def test_it_is_said_where_the_report_is(run, leisure_path, model_path, tmp_path):
    page = tmp_path / "report.html"
    result = run("evaluate", leisure_path, "--model", model_path, "--report", page)
    assert f"Report: {page}. Its data: {page.with_suffix('.json')}." in result.stdout
    result = run("evaluate", leisure_path, "--model", model_path, "--report", page, "--json")
    assert "Report:" not in result.stdout


def test_ignored_tags_are_in_the_report(run, model_path, tmp_path):
    labelled = tmp_path / "labelled.jsonl"
    labelled.write_text('{"id": "1", "text": "Матч отменён.", "tags": ["weather"]}\n', encoding="utf-8")
    page = tmp_path / "report.html"
    result = run("evaluate", labelled, "--model", model_path, "--report", page, "--ignore-other-topics")
    assert result.exit_code == 0, result.output
    assert json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))["ignored"] == {"weather": 1}
    text = page.read_text(encoding="utf-8")
    assert "1 tag was ignored, because the model does not know the topic: &#x27;weather&#x27; 1" in text
    assert "Macro-F1 cannot be measured, because no example has a topic of the model." in text


def test_evaluate_on_no_examples_says_so(run, model_path, tmp_path):
    (tmp_path / "empty.jsonl").touch()
    result = run("evaluate", tmp_path / "empty.jsonl", "--model", model_path, "--report", tmp_path / "report.html")
    assert result.exit_code == 0, result.output
    assert "0 examples" in result.output
    assert "no labelled examples" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_train_writes_the_model_its_card_and_a_report(run, leisure_path, tmp_path):
    model, page = tmp_path / "model.safetensors", tmp_path / "report.html"
    result = run("train", leisure_path, "--output", model, "--report", page, "--learning-curve", "--quiet")
    assert result.exit_code == 0, result.output
    assert model.exists()
    assert result.stdout == ""
    assert len(json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))["learning_curve"]) == 6


@pytest.mark.parametrize("option", [["--against", "m"], ["--no-texts"], ["--learning-curve"]])
def test_options_of_a_report_need_a_report(run, leisure_path, tmp_path, option):
    result = run("train", leisure_path, "--output", tmp_path / "model", *option)
    assert result.exit_code == 2
    assert f"{option[0]} is for a report" in result.output


@pytest.mark.parametrize(
    "name", ["missing/report.html", "report.json", "report.pdf", "report", "labelled.html", "labelled.jsonl", "model"]
)
def test_a_report_that_cannot_be_written_is_refused_first(run, leisure_path, tmp_path, name, monkeypatch):
    monkeypatch.setattr("topictag.training.train.prepare", lambda *_, **__: pytest.fail("training has started"))
    labelled = tmp_path / "labelled.jsonl"
    labelled.write_bytes(leisure_path.read_bytes())
    (tmp_path / "labelled.json").symlink_to(labelled)
    result = run("train", labelled, "--output", tmp_path / "model", "--report", tmp_path / name)
    assert result.exit_code == 1
    assert name.partition(".")[0].partition("/")[0] in result.output
    assert labelled.read_bytes() == leisure_path.read_bytes()


def test_the_other_model_is_loaded_once(run, leisure_path, model_path, tmp_path, monkeypatch):
    other, loaded = tmp_path / "other.safetensors", []
    other.write_bytes(model_path.read_bytes())
    monkeypatch.setattr("topictag.api.reporting.load_tagger", lambda path: loaded.append(path) or load_tagger(path))
    page = tmp_path / "report.html"
    result = run("evaluate", leisure_path, "--model", model_path, "--report", page, "--against", other)
    assert result.exit_code == 0, result.output
    assert loaded == [other]


def test_a_report_that_fails_after_training_leaves_model_and_card(run, leisure_path, tmp_path, monkeypatch):
    def fail(*_):
        raise OutputError("report.html: cannot be written (No space left on device).")

    monkeypatch.setattr("topictag.reports.report_files.write_atomically", fail)
    model, card = tmp_path / "model.safetensors", tmp_path / "card.md"
    result = run("train", leisure_path, "--output", model, "--card", card, "--report", tmp_path / "report.html")
    assert result.exit_code == 1
    assert "No space left" in result.output
    assert topictag.load(model).topics
    assert card.read_text(encoding="utf-8")
