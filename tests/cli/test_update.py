"""``topictag update``: a model and new examples in, a model out unless it is worse."""

import json

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main

WEATHER = (
    "Метеорологи обещают метель и гололёд до субботы.",
    "Метель засыпала трассу, гололёд задержал автобусы.",
    "Циклон принёс метель и сильный ветер на побережье.",
    "После метели метеорологи ждут оттепель и туман.",
    "Гололёд и туман закрыли аэропорт, циклон уходит.",
    "Метеорологи предупредили о тумане и гололёде ночью.",
)


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, ["update", *map(str, arguments)])


def write(path, rows):
    lines = [json.dumps({"text": text, "tags": tags}, ensure_ascii=False) for text, tags in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def weather(tmp_path):
    return write(tmp_path / "weather.jsonl", [(text, ["weather"]) for text in WEATHER])


@pytest.fixture
def against(tmp_path):
    return write(tmp_path / "against.jsonl", [("Метель и гололёд.", ["weather"]), ("Матч окончен.", ["sport"])])


def test_a_topic_is_added_and_told(run, model_path, leisure_path, weather, against, tmp_path):
    output, texts = tmp_path / "new.safetensors", tmp_path / "texts.txt"
    texts.write_text("Метель, гололёд и туман.\nСовет обсудил смету.\n", encoding="utf-8")
    options = ["--replay", leisure_path, "--against", against, "--texts", texts]
    result = run(model_path, weather, "--output", output, *options)
    assert result.exit_code == 0, result.stderr
    assert "6 new examples and 46 kept examples" in result.stdout
    assert "Moved most for weather (weight × idf): " in result.stdout
    assert "1 of 2 texts (50.0%) get other tags: weather +1" in result.stdout
    assert "The new model is not significantly worse in any topic" in result.stdout
    assert f"topictag tag --model {output}" in result.stdout
    assert "weather" in topictag.load(output).topics


def test_json_has_everything(run, model_path, leisure_path, weather, tmp_path):
    result = run(model_path, weather, "--output", tmp_path / "m", "--replay", leisure_path, "--no-check", "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    standings = {own["topic"]: own["standing"] for own in found["topics"]}
    assert standings == {"culture": "kept", "economy": "kept", "sport": "kept", "weather": "added"}
    assert found["topics"][3]["moved"][0]["before"] == 0
    assert found["comparison"] is None


def test_quiet_prints_nothing_and_the_model_may_be_replaced(run, model_path, leisure_path, weather):
    result = run(model_path, weather, "--output", model_path, "--replay", leisure_path, "--no-check", "--quiet")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert "weather" in topictag.load(model_path).topics


def test_a_worse_model_is_not_written(run, model_path, leisure_path, tmp_path):
    rows = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    wrong = [(row["text"], [] if "sport" in row["tags"] else ["sport"]) for row in rows[::2]]
    new = write(tmp_path / "wrong.jsonl", wrong)
    against = write(tmp_path / "against.jsonl", [(f"{row['text']} Вот так.", row["tags"]) for row in rows])
    output = tmp_path / "new.safetensors"
    result = run(model_path, new, "--output", output, "--against", against, "--strength", "0.01")
    assert result.exit_code == 1
    assert "significantly worse than the model before: sport" in result.stderr
    assert "was not written" in result.stderr
    assert "worse" in result.stdout
    assert not output.exists()


def test_an_update_without_a_check_is_a_decision(run, model_path, weather, tmp_path):
    result = run(model_path, weather, "--output", tmp_path / "m")
    assert result.exit_code == 2
    assert "nothing to measure it on" in result.stderr
    assert "--no-check" in result.stderr


@pytest.mark.parametrize("mistake", ["model", "examples", "output", "option", "topic"])
def test_an_error_has_status_2_and_writes_nothing(run, model_path, leisure_path, weather, tmp_path, mistake):
    """Not 1, which says that the model is worse."""
    output = tmp_path / "new.safetensors"
    options = ["--replay", leisure_path, "--no-check"]
    wrong = {
        "model": [tmp_path / "missing", weather, "--output", output, *options],
        "examples": [model_path, tmp_path / "missing.jsonl", "--output", output, *options],
        "output": [model_path, weather, "--output", tmp_path / "missing" / "new.safetensors", *options],
        "option": [model_path, weather, "--output", output, *options, "--strength", "0"],
        "topic": [model_path, weather, "--output", output, "--no-check"],
    }
    before = sorted(tmp_path.iterdir())
    result = run(*wrong[mistake])
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert sorted(tmp_path.iterdir()) == before


def test_the_output_is_not_an_input(run, model_path, weather, leisure_path):
    for option in ("--replay", "--texts", "--against"):
        check = [] if option == "--against" else ["--no-check"]
        result = run(model_path, weather, "--output", leisure_path, option, leisure_path, *check)
        assert result.exit_code == 2
        assert "is also an input" in result.stderr


@pytest.mark.parametrize(
    ("options", "topics"),
    [
        (["--only-new"], {"weather": "added"}),
        (["--only", "sport"], {"sport": "updated"}),
        ([], {"sport": "updated", "weather": "added"}),
    ],
)
def test_some_topics_alone_are_learnt(run, model_path, leisure_path, weather, tmp_path, options, topics):
    more = write(tmp_path / "more.jsonl", [("Матч хоккеистов окончен победой.", ["sport"])])
    result = run(
        model_path,
        weather,
        more,
        "--output",
        tmp_path / "m",
        "--replay",
        leisure_path,
        "--no-check",
        "--json",
        *options,
    )
    assert result.exit_code == 0, result.stderr
    found = {own["topic"]: own["standing"] for own in json.loads(result.stdout)["topics"]}
    assert {topic: standing for topic, standing in found.items() if standing != "kept"} == topics


def test_other_formats_are_read(run, model_path, leisure_path, tmp_path):
    exported = tmp_path / "doccano.jsonl"
    rows = [{"id": number, "text": text, "label": ["weather"]} for number, text in enumerate(WEATHER)]
    exported.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    result = run(model_path, exported, "--output", tmp_path / "m", "--replay", leisure_path, "--no-check", "--quiet")
    assert result.exit_code == 0, result.stderr


def test_the_format_is_that_of_the_new_examples_alone(run, model_path, leisure_path, tmp_path):
    table = tmp_path / "new.csv"
    table.write_text("text;tags\nХоккеисты выиграли матч.;sport\nБалет показали снова.;culture\n", encoding="utf-8")
    result = run(
        model_path,
        table,
        "--from",
        "csv",
        "--replay",
        leisure_path,
        "--no-check",
        "--output",
        tmp_path / "m.safetensors",
    )
    assert result.exit_code == 0, result.output


def test_a_registry_is_no_output(run, model_path, weather, tmp_path):
    topictag.promote(model_path, tmp_path / "registry", create=True)
    result = run(tmp_path / "registry", weather, "--no-check", "--output", tmp_path / "registry")
    assert result.exit_code == 2
    assert f"promote it: topictag promote FILE {tmp_path / 'registry'}" in result.stderr
