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
