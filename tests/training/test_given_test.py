"""A test that is given beside the examples: nothing of it is learnt, and it is scored once."""

import json

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main
from topictag.errors import DataWarning, SettingError

pytestmark = pytest.mark.filterwarnings("default::topictag.TrainingWarning")


@pytest.fixture
def rows(leisure_path):
    return [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]


def test_the_test_is_measured_and_not_learnt_from(rows):
    learnt, test = rows[6:], rows[:6]
    tagger = topictag.train(learnt, test=test, effort="quick")
    assert tagger.record.test.quality.n_examples == len(test)
    assert tagger.record.data.n_examples == len(learnt)
    assert "examples given as a test" in tagger.record.test.quality.method
    assert topictag.train(learnt, effort="quick").thresholds == tagger.thresholds  # the test changes nothing


def test_copies_of_the_test_are_left_out_of_what_is_learnt(rows):
    with pytest.warns(DataWarning, match=r"6 examples are not learnt from, .*examples given as a test, 6 examples"):
        tagger = topictag.train(rows, test=[{**row, "id": f"copy-{row['id']}"} for row in rows[:6]], effort="quick")
    assert tagger.record.data.n_examples == len(rows) - 6


def test_one_test_only(rows):
    with pytest.raises(SettingError, match="there is one test"):
        topictag.train(rows, test=rows[:3], test_share=0.2)
    with pytest.raises(SettingError, match="no test is taken from the examples"):
        topictag.train(rows, test=rows[:3], write_test="test.jsonl")


def test_a_written_test_serves_the_next_training(leisure_path, tmp_path):
    def run(*arguments):
        result = CliRunner().invoke(main, ["train", str(leisure_path), "--effort", "quick", "--quiet", *arguments])
        assert result.exit_code == 0, result.output
        return result

    test, first, second = (str(tmp_path / name) for name in ("test.jsonl", "first.safetensors", "second.safetensors"))
    run("--test-share", "0.3", "--write-test", test, "--output", first)
    result = run("--test", test, "--output", second)
    assert "examples are not learnt from" in result.stderr
    one, other = topictag.load(first), topictag.load(second)
    assert one.record.test.quality.n_examples == other.record.test.quality.n_examples
    assert one.thresholds == other.thresholds
