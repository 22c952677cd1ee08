"""Tasks with exactly one topic per text on the command line."""

import csv
import json

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main

SPORT, CULTURE, FOREIGN = "Хоккеисты выиграли матч.", "Премьера балета в театре.", "Oil is up."


@pytest.fixture
def run():
    return lambda *arguments, **options: CliRunner().invoke(main, [*map(str, arguments)], **options)


@pytest.fixture
def solo_path(solo, tmp_path):
    path = tmp_path / "solo.safetensors"
    solo.save(path)
    return path


@pytest.fixture
def rows_path(solo_rows, tmp_path):
    path = tmp_path / "rows.jsonl"
    lines = [json.dumps({"id": str(n), "text": text, "tags": tags}) for n, (text, tags) in enumerate(solo_rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def records(result):
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_train_says_that_the_task_is_single(run, rows_path, tmp_path, solo):
    output, card = tmp_path / "m.safetensors", tmp_path / "m.md"
    result = run("train", rows_path, "--output", output, "--card", card)
    assert result.exit_code == 0, result.stderr
    assert "one topic is given per text (task single)" in result.stdout
    assert "accuracy" in result.stdout
    assert "right \\ given" in result.stdout
    assert "(task single)" in card.read_text(encoding="utf-8")
    assert topictag.load(output).tag(SPORT) == solo.tag(SPORT)


def test_the_task_can_be_given(run, rows_path, leisure_path, tmp_path):
    output = tmp_path / "m.safetensors"
    assert "accuracy" not in run("train", rows_path, "--output", output, "--task", "multi").stdout
    assert topictag.load(output).task == "multi"
    result = run("train", leisure_path, "--output", output, "--task", "single")
    assert result.exit_code == 1
    assert "--task is 'single', but 10 of 46 examples do not have exactly one tag" in result.stderr
    result = run("train", leisure_path, "--output", output, "--task", "both")
    assert result.exit_code == 2
    assert "'both' is not one of 'auto', 'multi', 'single'" in result.stderr
    result = run("train", rows_path, "--output", output, "--precision", "0.9")
    assert "--precision needs a threshold per topic" in result.stderr


def test_evaluate_and_calibrate(run, solo_path, rows_path, leisure_path, tmp_path):
    quality = json.loads(run("evaluate", "--model", solo_path, rows_path, "--json").stdout)
    assert quality["accuracy"]["value"] == 1.0
    assert {"topic": "sport", "given": "sport", "n": 12} in quality["confusion"]
    assert "accuracy" in run("evaluate", "--model", solo_path, rows_path).stdout
    result = run("evaluate", "--model", solo_path, leisure_path)
    assert result.exit_code == 1
    assert "leisure.jsonl:19 (economy, sport)" in result.stderr
    result = run("calibrate", solo_path, rows_path, "--output", tmp_path / "c.safetensors")
    assert result.exit_code == 0, result.stderr
    assert "accuracy" in result.stdout


@pytest.mark.parametrize("options", [[], ["--probabilities"]])
def test_abstaining(run, solo, solo_path, options):
    text = f"{SPORT}\n{FOREIGN}\n"
    arguments = ["tag", "--model", solo_path, "--format", "jsonl", "--explain-silence", *options]
    first, second = records(run(*arguments, input=text))
    assert first["tagged"] == {"sport": pytest.approx(solo.tag(SPORT)["sport"], abs=1e-3)}
    assert (second["tagged"], second["silence"]) == ({}, "skipped: not Russian")
    first, second = records(run(*arguments, "--abstain", "0.999", input=text))
    assert (first["tagged"], first["silence"]) == ({}, "below the threshold")
    assert second["silence"] == "skipped: not Russian"
    if options:
        assert sum(first["probabilities"].values()) == pytest.approx(1, abs=1e-3)
        assert not any(second["probabilities"].values())


@pytest.mark.parametrize("options", [[], ["--probabilities"], ["--top", "2"], ["--top", "2", "--probabilities"]])
def test_the_parts_of_an_article_compete_together(run, solo, solo_path, tmp_path, options):
    path = tmp_path / "articles.jsonl"
    paragraphs = [{"text": "Матч отменён."}, {"text": CULTURE}]
    articles = [{"paragraphs": paragraphs}, {"paragraphs": [{"text": FOREIGN}]}, {"paragraphs": []}]
    path.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    whole, foreign, *_ = records(run("tag", "--model", solo_path, path, *options))
    expected = solo.tag(f"Матч отменён.\n\n{CULTURE}", top=2 if "--top" in options else 1)
    assert whole["tagged"] == pytest.approx(expected, abs=1e-3)
    assert [next(iter(part["tagged"])) for part in whole["paragraphs"]] == ["sport", "culture"]
    assert foreign["tagged"] == {}
    if "--probabilities" in options:
        assert sum(whole["probabilities"].values()) == pytest.approx(1, abs=1e-3)


def test_a_table_gets_one_topic_per_row(run, solo_path, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(f"id,text\n1,{SPORT}\n2,{FOREIGN}\n", encoding="utf-8")
    result = run("tag", "--model", solo_path, path)
    assert [row["tags"] for row in csv.DictReader(result.stdout.splitlines())] == ["sport", ""]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--abstain", "1.5"], "--abstain must be a number from 0 to 1, not 1.5"),
        (["--abstain", "nan"], "--abstain must be a number from 0 to 1, not nan"),
        (["--abstain", "0.5", "--threshold", "0.5"], "--abstain is a threshold"),
        (["--abstain", "0.5", "--top", "1"], "--abstain is a threshold"),
    ],
)
def test_bad_options_are_told(run, solo_path, options, message):
    result = run("tag", "--model", solo_path, *options, input=SPORT)
    assert result.exit_code == 1
    assert message in result.stderr


def test_models_of_several_topics_cannot_abstain(run):
    result = run("tag", "--abstain", "0.5", input=SPORT)
    assert result.exit_code == 1
    assert "--abstain is for models that give exactly one topic per text" in result.stderr
    assert "--threshold NUMBER" in result.stderr
