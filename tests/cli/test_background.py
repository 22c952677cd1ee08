"""`topictag background` as a person types it, and training with what it wrote."""

import gzip
import json

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main
from topictag.training.background.storage import load_background

SMALL = ["--min-df", 2, "--paragraph-dimensions", 6, "--window-dimensions", 6]


@pytest.fixture
def run():
    def invoke(*arguments):
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture
def corpus(themes, tmp_path):
    """A folder with the corpus in two files of different formats."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt.gz").write_bytes(gzip.compress("\n".join(themes.corpus[:100]).encode()))
    lines = [json.dumps({"text": text}) for text in themes.corpus[100:]]
    (folder / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_corpus_in_vectors_out_and_a_model_trained_with_them(run, corpus, themes, background_path, tmp_path):
    output, data, model = tmp_path / "b.safetensors", tmp_path / "data.jsonl", tmp_path / "m.safetensors"
    result = run("background", corpus, "--output", output, *SMALL, "--description", "Two themes.")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""  # bars are for a terminal
    assert f"topictag train DATA --background {output} --output MODEL" in result.stdout
    assert output.read_bytes() == background_path.read_bytes()

    data.write_text("\n".join(json.dumps({"text": t, "tags": tags}) for t, tags in themes.examples), encoding="utf-8")
    result = run("train", data, "--background", output, "--output", model)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    tagger = topictag.load(model)
    assert tagger.record.background.description == "Two themes."
    assert all(list(tagger.tag(text)) == ["weather"] for text in themes.unknown["weather"])

    result = run("train", data, "--background", output, "--background-scale", 0.8, "--output", model, "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert topictag.load(model).record.background.scale == 0.8


def test_files_can_be_named_one_by_one_and_nothing_is_said_when_asked(run, corpus, background_path, tmp_path):
    output = tmp_path / "b"
    files = [corpus / "a.txt.gz", corpus / "b.jsonl"]
    result = run("background", *files, "--output", output, *SMALL, "--description", "Two themes.", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert output.read_bytes() == background_path.read_bytes()


def test_options_arrive(run, corpus, tmp_path):
    options = [
        "--min-df", 5, "--max-terms", 30, "--paragraph-dimensions", 0, "--window-dimensions", 4,
        "--family-letters", 4, "--seed", 3, "--quiet",
    ]  # fmt: skip
    result = run("background", corpus, "--output", tmp_path / "b", *options)
    assert result.exit_code == 0, result.output
    background = load_background(tmp_path / "b")
    assert background.vectors.shape == (30, 4)
    assert background.analysis.family_letters == 4
    assert (background.metadata["settings"]["min_df"], background.metadata["settings"]["seed"]) == (5, 3)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.txt", None, "none.txt: does not exist."),
        ("three.txt", "Снег.\nМетель.\nМороз.\n", "The corpus contains only 3 paragraphs with Russian words;"),
        ("english.txt", "Snow is falling.\n" * 200, "The corpus is not Russian: 200 of its 200 paragraphs"),
        ("broken.jsonl", '{"text": "Снег."}\n{"text": \n', "broken.jsonl:2: not JSON"),
        ("fields.jsonl", '{"body": "Снег."}\n', 'fields.jsonl:1: the field "text" must be a string'),
        ("news.doc", "Снег.", "news.doc: the format is not clear from the name."),
        ("empty.txt", "", "The corpus contains only 0 paragraphs with Russian words"),
    ],
)
@pytest.mark.parametrize("quiet", [True, False])
def test_errors_are_one_line(run, tmp_path, name, content, message, quiet):
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    output = tmp_path / "b"
    result = run("background", tmp_path / name, "--output", output, *["--quiet"] * quiet)
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert len(told) == 1
    assert told[0].startswith("Error: ")
    assert message in told[0]
    assert "Traceback" not in result.output
    assert not output.exists()


def test_an_output_in_a_missing_folder_is_refused_before_reading(run, corpus, tmp_path):
    result = run("background", corpus, "--output", tmp_path / "none" / "b")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {tmp_path / 'none' / 'b'}: the folder ")
    assert len(result.stderr.splitlines()) == 1


def test_the_output_never_overwrites_the_corpus(run, corpus):
    file = corpus / "b.jsonl"
    before = file.read_bytes()
    for source in (file, corpus):
        result = run("background", source, "--output", file, *SMALL)
        assert result.exit_code == 1
        assert result.stderr.splitlines() == [f"Error: {file}: is given twice or is also an input. Give another file."]
    assert file.read_bytes() == before


def test_a_setting_out_of_range_is_one_line(run, corpus, tmp_path):
    result = run("background", corpus, "--output", tmp_path / "b", "--min-df", 0)
    assert result.exit_code == 1
    assert result.stderr == "Error: --min-df must be a whole number of at least 1, not 0.\n"


def test_train_refuses_what_is_no_background_in_one_line(run, leisure_path, model_path, background_path, tmp_path):
    output = tmp_path / "m"
    for arguments, message in [
        (["--background", tmp_path / "none"], "the background file does not exist."),
        (["--background", model_path], "not a background file of topictag."),
        (["--background", background_path, "--family-letters", 4], "Use the same settings for both."),
        (
            ["--background", background_path, "--background-scale", -1],
            "--background-scale must be a number of at least 0",
        ),
    ]:
        result = run("train", leisure_path, "--output", output, "--quiet", *arguments)
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: ")
        assert message in result.stderr
        assert len(result.stderr.splitlines()) == 1
    assert not output.exists()


def test_help_lists_the_command(run):
    assert "background" in run("--help").stdout
    assert "CORPUS" in run("background", "--help").stdout


def test_training_does_not_overwrite_the_background(run, background_path, leisure_path, tmp_path):
    background = tmp_path / "background.safetensors"
    background.write_bytes(background_path.read_bytes())
    result = run("train", leisure_path, "--background", background, "--output", background)
    assert result.exit_code == 1
    assert "is also an input" in result.stderr
    assert background.read_bytes() == background_path.read_bytes()


def test_a_line_that_is_too_long_is_told(run, tmp_path):
    (tmp_path / "long.txt").write_text("Снег. " * 200_000, encoding="utf-8")
    result = run("background", tmp_path / "long.txt", "--output", tmp_path / "b", "--max-line", "1")
    assert result.exit_code == 1
    assert "long.txt:1: the line is longer than 1 MB." in result.stderr
