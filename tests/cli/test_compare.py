"""``topictag compare``: exit status, tables, JSON and page."""

import json
import warnings

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, ["compare", *map(str, arguments)])


@pytest.fixture(scope="module")
def data_path(leisure_path, tmp_path_factory):
    """The small data three times, each time with other words at the end: enough for a loss to show."""
    rows = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    ends = ("", " Вот так.", " Такие дела.")  # the same text again would show no more
    copies = [{"text": row["text"] + end, "tags": row["tags"]} for row in rows for end in ends]
    path = tmp_path_factory.mktemp("data") / "test.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in copies), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def weak_path(leisure_path, tmp_path_factory):
    rows = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    path = tmp_path_factory.mktemp("models") / "weak.safetensors"
    with warnings.catch_warnings(action="ignore", category=topictag.TrainingWarning):  # sixteen examples are few
        topictag.train([(row["text"], row["tags"]) for row in rows[::3]]).save(path)
    return path


def test_a_worse_model_has_status_1_and_the_topics_are_named(run, model_path, weak_path, data_path):
    result = run(model_path, weak_path, data_path)
    assert result.exit_code == 1, result.output
    assert "The new model is worse in 1 topic" in result.stdout
    assert "Worse: 'sport' −0." in result.stdout
    assert "Lost: only the old model is right" in result.stdout


def test_a_better_model_and_the_same_model_have_status_0(run, model_path, weak_path, data_path):
    better = run(weak_path, model_path, data_path)
    assert better.exit_code == 0, better.output
    assert "Better: 'sport' +0." in better.stdout
    assert "Gained: only the new model is right" in better.stdout
    same = run("-", "-", data_path, "--ignore-other-topics")
    assert same.exit_code == 0, same.output
    assert "old: the shipped model (old)" in same.stdout


def test_few_examples_show_nothing_and_the_output_says_so(run, model_path, weak_path, leisure_path):
    result = run(model_path, weak_path, leisure_path)
    assert result.exit_code == 0
    assert "A loss of 5 points of F1 could be missed" in result.stdout
    assert run(model_path, weak_path, leisure_path, "--with-average").exit_code == 1
    assert run(model_path, weak_path, leisure_path, "--with-average", "--min-loss", "0.5").exit_code == 0


def test_json_has_everything_and_nothing_else_is_printed(run, model_path, weak_path, data_path):
    result = run(model_path, weak_path, data_path, "--json")
    data = json.loads(result.stdout)
    assert (data["version"], data["is_worse"], result.exit_code) == (1, True, 1)
    assert data["comparison"] == [str(model_path), str(weak_path)]
    assert len(data["texts"]) == data["n_texts_gained"] + data["n_texts_lost"] > 10


def test_a_page_and_its_data_are_written_and_replaced(run, model_path, weak_path, data_path, tmp_path):
    page = tmp_path / "compared.html"
    for _ in range(2):
        result = run(model_path, weak_path, data_path, "--report", page)
        assert f"Report: {page}" in result.stdout
    assert "worse in 1 topic" in page.read_text(encoding="utf-8")
    assert json.loads((tmp_path / "compared.json").read_text(encoding="utf-8"))["is_worse"]


def test_a_page_without_texts(run, model_path, weak_path, data_path, leisure_path, tmp_path):
    assert run(model_path, weak_path, data_path, "--report", tmp_path / "c.html", "--no-texts").exit_code == 1
    written = (tmp_path / "c.html").read_text(encoding="utf-8") + (tmp_path / "c.json").read_text(encoding="utf-8")
    texts = [json.loads(line)["text"] for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    assert not any(text in written for text in texts)


def test_errors_have_status_2(run, model_path, data_path, tmp_path):
    lacking = run(model_path, tmp_path / "none.safetensors", data_path)
    assert (lacking.exit_code, lacking.stdout) == (2, "")
    strangers = run("-", model_path, data_path)
    assert strangers.exit_code == 2
    assert "no topic in common" in strangers.stderr
    assert run(model_path, model_path).exit_code == 2
    bad = run(model_path, model_path, data_path, "--min-loss", "7")
    assert (bad.exit_code, "--min-loss" in bad.stderr) == (2, True)


def test_nothing_is_overwritten(run, model_path, data_path, tmp_path):
    (tmp_path / "data.json").write_text("[]", encoding="utf-8")
    result = run(model_path, model_path, data_path, "--report", tmp_path / "data.html")
    assert result.exit_code == 2
    assert "is not the data of a report" in result.stderr
    assert (tmp_path / "data.json").read_text(encoding="utf-8") == "[]"
    assert run(model_path, model_path, data_path, "--report", model_path).exit_code == 2


def test_tags_that_neither_model_knows_are_an_error_unless_ignored(run, model_path, tmp_path):
    path = tmp_path / "more.jsonl"
    path.write_text('{"text": "Снег в горах.", "tags": ["weather"]}\n', encoding="utf-8")
    result = run(model_path, model_path, path)
    assert result.exit_code == 2
    assert "more.jsonl:1" in result.stderr
    assert "--ignore-other-topics" in result.stderr
    ignored = run(model_path, model_path, path, "--ignore-other-topics")
    assert ignored.exit_code == 0
    assert "Tags that neither model knows were ignored: 'weather' 1" in ignored.stdout
