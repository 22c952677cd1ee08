"""``topictag check``: what it prints, and its exit status."""

import json

import pytest
from click.testing import CliRunner

from topictag.cli.main import main

WORDS = ["аббаббабба", "веввеввев", "гигггиггиг", "дожджожд"]
GOOD = [{"id": f"e{i}", "text": f"Одно предложение {word}", "tags": ["a"] * (i % 2)} for i, word in enumerate(WORDS)]


@pytest.fixture
def data(tmp_path):
    def write(*rows):
        path = tmp_path / "data.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return str(path)

    return write


def test_warnings_are_shown_and_leave_the_status_at_0(data):
    result = CliRunner().invoke(main, ["check", data(*GOOD), "--quiet"])
    assert result.exit_code == 0, result.output
    assert "4 examples, 2 without a topic." in result.output
    assert "warning: rare topics (2)" in result.output
    assert "Errors: 0. " in result.output


def test_errors_set_the_status_to_1(data):
    result = CliRunner().invoke(main, ["check", data(*GOOD, GOOD[0] | {"id": "copy", "tags": ["a"]}), "--quiet"])
    assert result.exit_code == 1
    assert "error: conflicting tags (1)" in result.output
    assert "Errors: 1. " in result.output


def test_json_holds_every_finding(data):
    path = data(*GOOD, *({"id": f"s{i}", "text": f"Раз {'абвгдежзиклмн'[i] * 4}", "tags": []} for i in range(12)))
    result = CliRunner().invoke(main, ["check", path, "--quiet", "--json"])
    report = json.loads(result.stdout)
    assert report["support"] == {"a": 2}
    assert sum(finding["check"] == "length" for finding in report["findings"]) == 12
    table = CliRunner().invoke(main, ["check", path, "--quiet"]).output
    assert "… and 2 more; --json shows all." in table


def test_a_test_set_can_be_held_against_the_data(data, tmp_path):
    other = tmp_path / "test.jsonl"
    other.write_text(json.dumps(GOOD[1], ensure_ascii=False), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", data(*GOOD), "--against", str(other), "--quiet"])
    assert result.exit_code == 1
    assert "error: leakage (1)" in result.output


def test_a_copy_is_told_once(tmp_path):
    """Both the check and the copy read the data, and warn of it."""
    table, clean = tmp_path / "comma.csv", tmp_path / "clean.csv"
    rows = "".join(f'"Матч номер {n}",{tags}\n' for n, tags in enumerate(['"sport,culture"', "sport", "culture"] * 3))
    table.write_text(f"text,tags\n{rows}", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(table), "--fix", str(clean), "--quiet"])
    assert result.exit_code == 0, result.output
    assert result.stderr.count("separates the topics of a cell") == 1
    assert "Warning: " in result.stderr
    assert "DataWarning" not in result.stderr


def test_what_a_copy_loses_is_told(data, tmp_path):
    clean = str(tmp_path / "clean.jsonl")
    votes = {"text": "Матч отменён", "annotations": [{"tags": ["a"]}, {"tags": []}]}
    path = data(*({**own, "outlet": own["id"]} for own in (GOOD[1], GOOD[1] | {"id": "copy"})), votes)
    result = CliRunner().invoke(main, ["check", path, "--fix", clean, "--quiet"])
    assert result.exit_code == 0, result.output
    assert "2 texts; 1 equal text merged." in result.stderr
    assert "warning: Merged texts have different values in outlet: those of the first text stay." in result.stderr
    assert result.output.count("The annotators of 1 text disagree") == 1  # a finding of the check


def test_a_broken_file_gives_no_copy(tmp_path):
    broken, clean = tmp_path / "broken.json", tmp_path / "clean.jsonl"
    broken.write_text('[{"text": "Матч", "tags": []}, {"text": ', encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(broken), "--fix", str(clean), "--quiet"])
    assert result.exit_code == 1
    assert "broken.json" in result.stderr
    assert not clean.exists()
