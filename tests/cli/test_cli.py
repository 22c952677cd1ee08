"""The commands as a person types them: what they print, write and refuse."""

import json
from hashlib import sha256

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main


@pytest.fixture
def run():
    def invoke(*arguments, stdin=None):
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)

    return invoke


def test_a_missing_model_is_one_line(run):
    result = run("tag", "--model", "none.safetensors", stdin="а")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: none.safetensors: the model file does not exist.")


def test_train_writes_a_model_its_card_and_a_table(run, leisure_path, tmp_path):
    model, card = tmp_path / "m.safetensors", tmp_path / "m.md"
    result = run("train", leisure_path, "--output", model, "--card", card, "--description", "Sport and more.")
    assert result.exit_code == 0, result.output
    assert topictag.load(model).topics == ("culture", "economy", "sport")
    for heading in ("support", "threshold", "precision", "recall", "F1", "macro-F1"):
        assert heading in result.stdout
    assert len(result.stderr.splitlines()) == 1  # a warning; bars are for a terminal
    assert result.stderr.startswith("Warning: Topics with fewer than 20 examples")
    assert "Sport and more." in card.read_text(encoding="utf-8")
    assert "| sport | 14 |" in card.read_text(encoding="utf-8")


def test_train_says_nothing_when_asked_to(run, leisure_path, tmp_path):
    result = run("train", leisure_path, "--output", tmp_path / "m.safetensors", "--quiet")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("Warning: Topics with fewer than 20 examples")


def test_train_takes_several_sources(run, leisure_path, tmp_path):
    extra = tmp_path / "extra.jsonl"
    rows = [{"id": f"e{i}", "text": f"Метель и снег, мороз {i}", "tags": ["weather"]} for i in range(3)]
    extra.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    result = run("train", leisure_path, extra, "--output", tmp_path / "m.safetensors")
    assert result.exit_code == 0, result.output
    assert "weather" in topictag.load(tmp_path / "m.safetensors").topics


@pytest.mark.parametrize(
    ("output", "message"),
    [("none/m.safetensors", "does not exist. Create it first"), (".", "is a folder")],
)
def test_an_output_that_cannot_be_written_is_refused_before_training(run, leisure_path, tmp_path, output, message):
    result = run("train", leisure_path, "--output", tmp_path / output)
    assert result.exit_code == 1
    assert message in result.stderr
    assert "macro-F1" not in result.stdout


def test_outputs_never_overwrite_the_data_or_each_other(run, leisure_path, tmp_path):
    data = tmp_path / "mine.jsonl"
    data.write_bytes(leisure_path.read_bytes())
    for outputs in (["--output", data], ["--output", tmp_path / "m", "--card", tmp_path / "m"]):
        for source in (data, tmp_path):
            result = run("train", source, *outputs)
            assert result.exit_code == 1
            assert "is given twice or is also an input" in result.stderr
    assert data.read_bytes() == leisure_path.read_bytes()


def test_odd_topic_names_survive_the_table_and_warnings_are_lines(run, tmp_path):
    rows = [{"text": f"Хоккей, матч {n}.", "tags": ["[/b]|x"] if n < 3 else []} for n in range(12)]
    (tmp_path / "odd.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    result = run("train", tmp_path / "odd.jsonl", "--output", tmp_path / "m.st")
    assert result.exit_code == 0, result.output
    assert "[/b]|x" in result.stdout
    assert "Warning: The topic '[/b]|x' " in result.stderr


def test_bad_data_leaves_the_old_model_alone(run, model_path, tmp_path):
    old = model_path.read_bytes()
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "a", "text": "Т.", "tags": "sport"}', encoding="utf-8")
    result = run("train", bad, "--output", model_path)
    assert result.exit_code == 1
    assert 'bad.jsonl:1: "tags" must be a list of strings' in result.stderr
    assert model_path.read_bytes() == old


def test_settings_out_of_range_are_one_line(run, leisure_path, tmp_path):
    result = run("train", leisure_path, "--output", tmp_path / "m.safetensors", "--C", "0")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: --C must be a number greater than 0")


def test_evaluate_prints_a_table_or_json(run, leisure_path, model_path):
    table = run("evaluate", leisure_path, "--model", model_path)
    assert table.exit_code == 0, table.output
    for heading in ("46 examples, 7 without a topic", "macro-F1", "micro-F1", "samples F1", "wrongly tagged"):
        assert heading in table.stdout
    data = json.loads(run("evaluate", leisure_path, "--model", model_path, "--json").stdout)
    assert data["n_examples"] == 46
    assert data["macro_f1"]["value"] > 0.8


def test_evaluate_ignores_foreign_topics_on_request(run, leisure_path):
    refused = run("evaluate", leisure_path)
    assert "--ignore-other-topics on the command line" in refused.stderr
    result = run("evaluate", leisure_path, "--ignore-other-topics")
    assert result.exit_code == 0
    assert "tags are ignored, because the tagger does not know their topics: 'culture' " in result.stderr
    assert "macro-F1" in result.stdout


def test_evaluate_refuses_foreign_topics(run, leisure_path):
    result = run("evaluate", leisure_path)
    assert result.exit_code == 1
    assert "is not a topic of this model" in result.stderr


def test_help_lists_the_commands_and_version_is_told(run):
    assert all(command in run("--help").stdout for command in ("tag", "train", "evaluate"))
    assert "topictag" in run("--version").stdout


def test_labels_by_identifier_find_their_texts_in_the_corpus(run, leisure_path, tmp_path):
    rows = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    labels, corpus = tmp_path / "labels.jsonl", tmp_path / "corpus.jsonl"
    named = [
        {"id": f"{n}", "sha256": sha256(row["text"].encode()).hexdigest(), "tags": row["tags"]}
        for n, row in enumerate(rows)
    ]
    labels.write_text("\n".join(map(json.dumps, named)), encoding="utf-8")
    texts = [{"id": f"{n}", "text": row["text"]} for n, row in enumerate(rows)]
    corpus.write_text("\n".join(map(json.dumps, texts)), encoding="utf-8")
    whole, joined = tmp_path / "whole", tmp_path / "joined"
    assert run("train", leisure_path, "--output", whole, "--quiet").exit_code == 0
    assert run("train", labels, "--corpus", corpus, "--output", joined, "--quiet").exit_code == 0
    tags = [topictag.load(path).tag_many(row["text"] for row in rows) for path in (whole, joined)]
    assert tags[0] == tags[1]
    assert "macro-F1" in run("evaluate", labels, "--corpus", corpus, "--model", whole).stdout
    mixed = run("train", labels, leisure_path, "--output", joined, "--quiet")
    assert mixed.exit_code == 0
    assert (
        "Warning: Labels by identifier are left out (46), because the corpus with their texts is not given"
        in mixed.stderr
    )
    alone = run("train", labels, "--output", joined, "--quiet")
    assert alone.exit_code == 1
    assert "--corpus FILE" in alone.stderr
    assert "is also an input" in run("train", labels, "--corpus", corpus, "--output", corpus).stderr
    assert "is also an input" in run("train", labels, "--corpus", tmp_path, "--output", corpus).stderr


def test_without_arguments_there_is_help():
    result = CliRunner().invoke(main, [])
    assert result.output.splitlines()[:3] == CliRunner().invoke(main, ["--help"]).output.splitlines()[:3]
    assert "\\n" not in result.output
