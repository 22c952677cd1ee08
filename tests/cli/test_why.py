"""``topictag tag --why``: the words that weigh most for each tag, in every format."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from topictag.cli.main import main

SPORT = "Хоккеисты выиграли матч чемпионата."
CULTURE = "В театре прошла премьера спектакля."
WORDS = {"sport": set(SPORT.rstrip(".").split()), "culture": set(CULTURE.rstrip(".").split())}


@pytest.fixture
def run(model_path):
    def invoke(*arguments, stdin=None):
        command = ["tag", "--why", "--model", model_path, *arguments]
        result = CliRunner().invoke(main, [*map(str, command)], input=stdin)
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


def as_line(**record):
    return json.dumps(record, ensure_ascii=False) + "\n"


def assert_words(why):
    for topic, words in why.items():
        assert 0 < len(words) <= 3
        assert set(words) <= WORDS[topic]


def test_text_has_them_in_brackets(run, leisure):
    shown = run(stdin=f"{SPORT}\n\nXyz.\n").splitlines()
    assert shown[0].startswith("[sport 1.00 (")
    words = shown[0].partition("(")[2].rstrip(")]").split(", ")
    assert_words({"sport": words})
    totals = {word.lemma: word.total for word in leisure.explain(SPORT).topic("sport").words}
    assert len(words) == min(3, sum(total > 0 for total in totals.values()))
    assert shown[3] == "[no topic]"


def test_json_has_a_field(run):
    for line in run("--format", "jsonl", stdin=as_line(text=SPORT) + as_line(text=CULTURE)).splitlines():
        record = json.loads(line)
        assert list(record["why"]) == list(record["tagged"])
        assert_words(record["why"])
    assert json.loads(run(stdin=as_line(text="Xyz.")))["why"] == {}


def test_an_article_has_them_as_a_whole_and_by_paragraph(run):
    article = json.loads(run(stdin=as_line(title=SPORT, paragraphs=[{"text": CULTURE}, {"text": "Xyz."}])))
    assert set(article["why"]) == {"sport", "culture"}
    assert_words(article["why"])
    assert [set(own["why"]) for own in article["paragraphs"]] == [{"culture"}, set()]


def test_a_table_has_a_column(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"text,why\n{SPORT},mine\nXyz.,mine\n", encoding="utf-8")
    first, second = csv.DictReader(io.StringIO(run(path)))
    assert (first["why"], second["why"]) == ("mine", "mine")
    topic, _, words = first["tagged_why"].partition(": ")
    assert_words({topic: words.split(", ")})
    assert second["tagged_why"] == ""


@pytest.mark.parametrize("options", [("--top", 2), ("--threshold", 0), ("--probabilities",), ("--jobs", 2)])
def test_it_goes_with_other_options(run, options):
    record = json.loads(run(*options, stdin=as_line(text=SPORT)))
    assert list(record["why"]) == list(record["tagged"])
    assert record["why"]["sport"]


def test_without_the_option_nothing_is_explained(model_path, monkeypatch):
    monkeypatch.setattr("topictag.tagger.Tagger.explain", None)
    result = CliRunner().invoke(main, ["tag", "--model", str(model_path)], input=SPORT)
    assert result.exit_code == 0
    assert "(" not in result.stdout


def test_competing_topics_have_them_too(solo, tmp_path):
    path = tmp_path / "solo.safetensors"
    solo.save(path)
    line = as_line(title=SPORT, paragraphs=[{"text": SPORT}])
    result = CliRunner().invoke(main, ["tag", "--why", "--model", str(path)], input=line)
    record = json.loads(result.stdout)
    assert list(record["why"]) == list(record["tagged"])
