"""``topictag calibrate``, and thresholds for a precision or recall on the command line."""

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, [*map(str, arguments)])


def test_a_model_is_calibrated_and_measured(run, model_path, leisure_path, tmp_path):
    output = tmp_path / "own.safetensors"
    result = run("calibrate", model_path, leisure_path, "--output", output, "--recall", "0.95")
    assert result.exit_code == 0, result.stderr
    assert "cross-validation of the calibration on 46 examples" in result.stdout
    assert f"topictag tag --model {output}" in result.stdout
    assert set(topictag.load(output).record.thresholds_for.values()) == {"recall 0.95"}


def test_the_shipped_model_is_a_dash_and_errors_leave_no_file(run, tmp_path):
    path = tmp_path / "sample.jsonl"
    path.write_text('{"text": "Нефть дорожает.", "tags": ["energy"]}\n', encoding="utf-8")
    result = run("calibrate", "-", path, "--output", tmp_path / "m", "--quiet")
    assert result.exit_code == 1
    assert "No topic of the model has 5 examples" in result.stderr
    assert not (tmp_path / "m").exists()


def test_warnings_are_told_even_when_quiet(run, model_path, leisure_path, tmp_path):
    lines = [line for line in leisure_path.read_text(encoding="utf-8").splitlines() if "sport" not in line]
    (tmp_path / "sample.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = run("calibrate", model_path, tmp_path / "sample.jsonl", "--output", tmp_path / "m", "--quiet")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "Warning: 0 of 32 examples carry the topic 'sport'" in result.stderr


def test_the_output_is_neither_model_nor_data(run, model_path, leisure_path, tmp_path):
    data = tmp_path / "sample.jsonl"
    data.write_bytes(leisure_path.read_bytes())
    result = run("calibrate", model_path, data, "--output", data)
    assert result.exit_code == 1
    assert "is given twice or is also an input" in result.stderr
    assert run("calibrate", model_path, data, "--output", model_path).exit_code == 0  # in place is a fair wish


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--precision", "0.9"], ["precision 0.9"] * 3),
        (["--recall", "sport=0.8"], ["F1", "F1", "recall 0.8"]),
        (["--precision", "0.9", "--precision", "sport = 0.7"], ["precision 0.9", "precision 0.9", "precision 0.7"]),
        (["--precision", "0.9", "--recall", "culture=0.6"], ["recall 0.6", "precision 0.9", "precision 0.9"]),
    ],
)
def test_targets_for_all_topics_and_for_some(run, leisure_path, tmp_path, options, expected):
    result = run("train", leisure_path, "--output", tmp_path / "m", "--quiet", *options)
    assert result.exit_code == 0, result.stderr
    assert list(topictag.load(tmp_path / "m").record.thresholds_for.values()) == expected


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["--precision", "high"], 2, "'high' is not a number like 0.9 or TOPIC=0.9"),
        (["--precision", "0.9", "--precision", "0.8"], 2, "'0.8' repeats a topic"),
        (["--recall", "sprot=0.9"], 1, "'sprot' is not a topic"),
        (["--precision", "90"], 1, "--precision must be a number greater than 0 and at most 1"),
        (["--precision", "0.9", "--recall", "0.9"], 1, "Both a precision and a recall are set for all topics"),
    ],
)
def test_impossible_targets_are_refused(run, leisure_path, tmp_path, options, status, message):
    result = run("train", leisure_path, "--output", tmp_path / "m", "--quiet", *options)
    assert result.exit_code == status
    assert message in result.stderr
    assert not (tmp_path / "m").exists()


def test_warnings_come_before_the_table(model_path, leisure_path, tmp_path):
    result = CliRunner().invoke(
        main, ["calibrate", str(model_path), str(leisure_path), "--output", str(tmp_path / "m")]
    )
    assert result.output.index("trained on exactly these examples") < result.output.index("cross-validation")
