"""``topictag bench``."""

import json

from click.testing import CliRunner

from topictag.cli.main import main


def bench(*arguments):
    return CliRunner().invoke(main, ["bench", "--rounds", "1", *map(str, arguments)])


def test_own_texts(tmp_path, model_path):
    path = tmp_path / "texts.txt"
    texts = ["Хоккеисты выиграли матч.", "Театр показал балет."]
    path.write_text("\n\n".join(texts), encoding="utf-8")
    result = bench(path, "--model", model_path, "--json")
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert (figures["n_texts"], figures["n_bytes"]) == (5000, 2500 * sum(len(text.encode()) for text in texts))
    assert figures["texts_per_s"] > 0


def test_the_table_says_what_was_measured(tmp_path, model_path):
    path = tmp_path / "[texts].jsonl"
    path.write_text('{"text": "Хоккеисты выиграли матч."}\n', encoding="utf-8")
    result = bench(path, "--model", model_path)
    assert result.exit_code == 0
    assert "5,000 texts: the 1 paragraphs of" in result.stdout
    assert "[texts].jsonl" in result.stdout
    assert "texts/s" in result.stdout


def test_without_a_file_it_says_that_the_words_are_random(model_path):
    result = bench("--model", model_path)
    assert result.exit_code == 0
    assert "random words (give a FILE" in result.stdout


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_text("\n \n", encoding="utf-8")
    result = bench(path)
    assert result.exit_code == 1
    assert "contains no text" in result.stderr


def test_a_missing_file_is_refused(tmp_path):
    result = bench(tmp_path / "none.txt")
    assert result.exit_code == 1
    assert "does not exist" in result.stderr
