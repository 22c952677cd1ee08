"""``topictag suggest``: what it writes and prints, and what it refuses before it starts."""

import json

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main

TEXTS = ["Газопровод остановлен.", "Сборная победила.", "Переговоры о поставках газа.", "Нефть дорожает.", "Идёт снег."]


@pytest.fixture
def pool(tmp_path):
    path = tmp_path / "pool.jsonl"
    rows = [{"id": f"p{number}", "text": text, "outlet": "a"} for number, text in enumerate(TEXTS)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["suggest", *map(str, arguments)])


def test_the_table_says_why(pool):
    result = run(pool, "-n", 3)
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) == 5
    assert "near the decision" in result.stdout
    assert "drawn at random, to measure the model" in result.stdout


def test_native_tasks_keep_id_and_fields_and_mark_the_audit(pool, tmp_path):
    output = tmp_path / "out.jsonl"
    result = run(pool, "-n", 4, "--audit", 0.5, "--output", output)
    assert result.exit_code == 0, result.output
    assert f"{output}: 4 texts: " in result.stdout
    assert "2 at random for the audit." in result.stdout
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert sum(row["audit"] for row in rows) == 2
    assert [row["rank"] for row in rows] == [1, 2, 3, 4]
    for row in rows:
        assert row["text"] == TEXTS[int(row["id"][1:])]
        assert row["outlet"] == "a"
        assert "tags" not in row
        assert set(row["suggested"]) == set(topictag.tag(row["text"]))


def test_what_python_suggests_is_the_same(pool, tmp_path):
    output = tmp_path / "out.jsonl"
    run(pool, "-n", 4, "--seed", 3, "--output", output)
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [own.id for own in topictag.suggest(topictag.load(), pool, 4, seed=3)]


@pytest.mark.parametrize("form", ["label-studio", "prodigy", "doccano", "argilla", "csv"])
def test_a_labelling_tool_can_be_named(pool, tmp_path, form):
    output = tmp_path / "out"
    assert run(pool, "-n", 2, "--to", form, "--output", output).exit_code == 0
    assert "near the decision" in output.read_text(encoding="utf-8")


def test_labelled_texts_are_left_out(pool, tmp_path):
    labelled, output = tmp_path / "labelled.jsonl", tmp_path / "out.jsonl"
    rows = [{"id": "p0", "text": TEXTS[0], "tags": ["energy"]}, {"id": "x", "text": TEXTS[3], "tags": ["energy"]}]
    labelled.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run(pool, "--labelled", labelled, "--output", output, "--quiet").output == ""
    ids = {json.loads(line)["id"] for line in output.read_text(encoding="utf-8").splitlines()}
    assert ids == {"p1", "p2", "p4"}


def test_the_older_model_says_whether_to_go_on(tmp_path):
    sport = ["Хоккеисты выиграли матч.", "Матч отменён.", "Матч хоккеистов.", "Завтра матч.", "Идёт матч."]
    culture = ["Театр показал балет.", "Театр закрыт.", "Балет в театре.", "Снова театр.", "Театр открыт."]
    paths = []
    for n in (4, 5):
        examples = [(text, ["sport"]) for text in sport[:n]] + [(text, ["culture"]) for text in culture[:n]]
        paths.append(tmp_path / f"{n}.safetensors")
        topictag.train(examples, C=1, min_df=1).save(paths[-1])
    texts = tmp_path / "t.txt"
    texts.write_text("Матч в театре.\nТеатр.\nМатч.\n", encoding="utf-8")
    result = run(texts, "--model", paths[1], "--previous", paths[0])
    assert result.exit_code == 0, result.output
    assert "The last 2 labels changed the tags of the unlabelled texts by" in result.stdout
    refused = run(texts, "--model", paths[0], "--previous", paths[1])
    assert refused.exit_code == 1
    assert "Give as the older one a model of fewer examples" in refused.stderr


def test_a_format_of_a_tool_needs_a_file(pool):
    result = run(pool, "--to", "doccano")
    assert result.exit_code == 2
    assert "--to doccano needs a file to write. Add --output FILE." in result.stderr


def test_inputs_are_not_overwritten(pool):
    before = pool.read_bytes()
    for arguments in ((pool, "--output", pool), (pool, "--labelled", pool, "--output", pool)):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "is given twice or is also an input" in result.stderr
    assert pool.read_bytes() == before


def test_what_is_missing_is_told(tmp_path):
    result = run(tmp_path / "none.jsonl")
    assert result.exit_code == 1
    assert "none.jsonl: does not exist" in result.stderr


def test_a_line_that_cannot_be_read_is_told_with_its_place(tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "Газ."}\n{"text": 5}\n', encoding="utf-8")
    result = run(path)
    assert result.exit_code == 1
    assert f'{path}:2: the field "text" must be a string' in result.stderr


def test_an_ending_of_another_format_is_refused(pool, tmp_path):
    result = run(pool, "--to", "label-studio", "--output", tmp_path / "out.jsonl")
    assert result.exit_code != 0
    assert "Let the name end in .json," in result.output
