"""``topictag inspect`` prints what a model contains."""

import json
import re
import sys
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

import topictag
from topictag import Tagger
from topictag.cli.main import main
from topictag.model.parts import HintsRecord
from topictag.reports.card import make_card


@pytest.fixture
def run(model_path):
    def call(*arguments, model=model_path):
        return CliRunner().invoke(main, ["inspect", str(model), *map(str, arguments)])

    return call


@pytest.fixture
def other_path(leisure, tmp_path):
    model, path = leisure.model, tmp_path / "other.safetensors"
    topics = ("sport" if own == "sport" else f"new {own}" for own in model.topics)
    Tagger(replace(model, topics=tuple(topics), coef=model.coef * np.float32(0.5))).save(path)
    return path


def test_everything_is_shown(run, leisure, model_path):
    shown = run().stdout
    own = leisure.describe()
    for part in (own.digest, str(model_path), own.data[0].fingerprint, "pymorphy3", "macro-F1", "min_df", "forms.keys"):
        assert part in shown
    for topic in own.topics:
        row = next(line for line in shown.splitlines() if line.split()[:1] == [topic.topic])
        assert f"{topic.threshold:.2f}" in row
        assert f"{topic.terms_for[0].effect:+.2f}" in shown
        assert topic.terms_against[0].term in shown


def test_an_added_topic_and_the_data_of_its_update_are_shown(run, leisure, leisure_path, tmp_path):
    new = [(f"Метель, гололёд и {thing}.", ["weather"]) for thing in ("туман", "циклон", "ветер", "снег", "оттепель")]
    path = tmp_path / "updated.safetensors"
    updated = topictag.update(leisure, new, replay=leisure_path, check=False).tagger
    updated.save(path)
    shown = run("--top", 0, model=path).stdout
    row = next(line for line in shown.splitlines() if line.split()[:1] == ["weather"])
    assert row.split()[1] == "5"
    assert row.endswith("not measured")
    (own,) = updated.record.updates
    for name, data in (("examples of update 1", own.data), ("kept examples of update 1", own.replay)):
        assert re.search(rf"^ *{name} +{data.n_examples} +{data.n_tagless} +{data.fingerprint}$", shown, re.MULTILINE)
    assert "Update 1 (added: weather)." in make_card(updated)
    data = {own["role"]: own for own in json.loads(run("--json", model=path).stdout)["data"]}
    assert data["examples of update 1"]["by_topic"]["weather"] == 5
    assert "examples of update 1" in run("--diff", path).stdout


def test_without_a_model_the_shipped_one_is_shown():
    result = CliRunner().invoke(main, ["inspect", "--top", "1", "--topic", "energy"])
    assert "нефтепровод" in result.stdout
    assert "energy +3" in result.stdout
    assert "кабул" not in result.stdout


def test_tables_are_plain_without_rich(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "rich", None)
    monkeypatch.setitem(sys.modules, "rich.box", None)
    shown = run("--top", 2).stdout
    assert "─" not in shown
    assert "-----" in shown


def test_json(run, leisure, other_path):
    shown = json.loads(run("--json", "--top", 2, "--topic", "sport").stdout)
    assert shown["digest"] == leisure.describe(top=0).digest
    assert [topic["topic"] for topic in shown["topics"]] == ["sport"]
    assert len(shown["topics"][0]["terms_for"]) == 2
    assert json.loads(run("--json", "--term", "матчем").stdout)["lemmas"] == ["матч"]
    assert json.loads(run("--json", "--diff", other_path).stdout)["topics_removed"] == ["culture", "economy"]


def test_a_term(run):
    shown = run("--term", "матчами", "--topic", "sport").stdout
    assert shown.startswith("матчами: lemma матч.\n")
    assert "матча" in shown
    assert "economy" not in shown


def test_json_of_a_term_has_the_topics_and_the_number_of_pairs_that_were_asked_for():
    def show(*options):
        return json.loads(CliRunner().invoke(main, ["inspect", "--term", "переговоры", "--json", *options]).stdout)

    own, every = show("--topic", "energy", "--top", "2"), show("--top", "1000")
    assert (own["version"], len(own["pairs"]), own["n_pairs"]) == (1, 2, len(every["pairs"]))
    assert own["pairs"][0]["term"] == every["pairs"][0]["term"]
    for term in (own["term"], own["family"], *own["pairs"], *own["hints"]):
        assert list(term["weights"]) == list(term["effects"]) == ["energy"]
        assert term["effects"]["energy"] == pytest.approx(term["weights"]["energy"] * term["idf"])
    assert list(every["term"]["weights"]) == list(topictag.load().topics)


def test_the_digest_of_an_old_file_is_not_called_its_own(run, root, leisure):
    assert re.search(r"^ *SHA-256 +[0-9a-f]{64}$", run("--top", 0).stdout, re.MULTILINE)
    assert re.search(rf"^ *digest +{leisure.describe(top=0).identity}$", run("--top", 0).stdout, re.MULTILINE)
    old = run("--top", 0, model=root / "tests" / "data" / "format_3.safetensors").stdout
    assert re.search(r"^ *SHA-256 \(as saved now\) +[0-9a-f]{64}$", old, re.MULTILINE)


def test_a_term_that_is_unknown_is_said_with_the_closest():
    shown = CliRunner().invoke(main, ["inspect", "--term", "переговорщичкам"]).stdout
    assert "does not know the word, but its family. Closest: переговорщик" in shown


def test_terms_of_many_topics_stand_one_below_the_other(leisure, tmp_path):
    many, path = np.arange(30) % 3, tmp_path / "many.safetensors"
    arrays = {name: getattr(leisure.model, name)[many] for name in ("intercept", "slope", "offset", "thresholds")}
    coef = np.ascontiguousarray(leisure.model.coef[:, many])
    topics = tuple(f"topic {number}" for number in range(30))
    Tagger(replace(leisure.model, topics=topics, coef=coef, metadata={}, **arrays)).save(path)
    shown = CliRunner().invoke(main, ["inspect", str(path), "--top", "1"]).stdout
    assert "10 more topics; --topic NAME or --json shows them" in shown
    assert "Training data: unknown" in shown
    assert "The model has no record." in shown
    assert "the strongest 20 of 30 topics" in CliRunner().invoke(main, ["inspect", str(path), "--term", "матч"]).stdout


def test_a_difference(run, model_path, other_path):
    assert "The models are equal." in run("--diff", model_path).stdout
    shown = run("--diff", other_path, "--top", 3).stdout
    assert "Topics removed: culture, economy.\nTopics added: new culture, new economy." in shown
    assert "100.0 % of all that either has" in shown
    assert "1.000" in next(line for line in shown.splitlines() if line.startswith("  sport"))


def test_models_with_different_tasks_are_told(run, solo, tmp_path):
    path = tmp_path / "solo.safetensors"
    solo.save(path)
    said = "The tasks differ: any number of topics per text before, one topic per text after."
    assert said in run("--diff", path).stdout
    assert json.loads(run("--diff", path, "--json").stdout)["task"] == ["multi", "single"]


def test_strongest_terms_have_kinds_and_proper_minus_signs(run):
    shown = run("--top", 3).stdout
    assert re.search(r"for +kind +effect +weight +idf +against +kind +effect", shown)
    assert "−" in shown
    assert not re.search(r" -\d", shown)


def test_only_what_one_model_has(run, root):
    shown = run("--diff", root / "tests" / "data" / "format_4.safetensors", "--top", 3).stdout
    assert "economy: only before" in shown
    assert "economy: only after" in shown


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--topic", "sprot"], "--topic: 'sprot' is not a topic of this model. Did you mean 'sport'?"),
        (["--term", "матч", "--topic", "sprot"], "--topic: 'sprot' is not a topic of this model"),
        (["--term", ""], "--term: '' contains no word."),
        (["--diff", "missing.safetensors"], "missing.safetensors: the model file does not exist"),
        (["--term", "матч", "--diff", "x"], "--term, --diff and --card exclude each other. Give one of them."),
        (["--license", "mit"], "--license is for the model card. Give --card too"),
        (["--license", "MIT", "--card", "card.md"], "--license must be an identifier of lower-case letters"),
        (["--license", "mit\nx: y", "--card", "card.md"], "Examples: mit, apache-2.0, cc-by-4.0."),
        (["--top", "-1"], "--top"),
    ],
)
def test_wrong_use_is_named(run, arguments, problem):
    result = run(*arguments)
    assert result.exit_code != 0
    assert problem in result.stderr


def test_names_cannot_control_the_terminal(leisure, model_path, tmp_path):
    path, record = tmp_path / "hostile.safetensors", leisure.record
    quality = replace(record.quality, method="\x1b[1m")
    hostile = replace(record, description="\x1b[2m", built_with={"\x1b[3m": "\x1b[4m"}, quality=quality)
    Tagger(replace(leisure.model, metadata=hostile.to_dict())).save(path)
    for arguments in ([path], [path, "--term", "ма\x1bтч"], [model_path, "--diff", path]):
        shown = CliRunner().invoke(main, ["inspect", *map(str, arguments)]).stdout
        assert "\x1b" not in shown
        assert shown


def test_a_card_is_written(run, model_path, tmp_path):
    card = tmp_path / "README.md"
    assert run("--card", card, "--license", "mit").exit_code == 0
    assert card.read_text(encoding="utf-8") == make_card(topictag.load(model_path), license_name="mit")


def test_a_card_does_not_replace_the_model(run, model_path):
    before = model_path.read_bytes()
    assert run("--card", model_path).exit_code == 1
    assert model_path.read_bytes() == before


def test_what_was_not_measured_is_said(leisure, tmp_path):
    path, record = tmp_path / "by_hints.safetensors", leisure.record
    hints = HintsRecord(3, {"sport": 3}, "f00", uncalibrated=("sport",))
    unmeasured = replace(record, hints=hints, quality=replace(record.quality, n_examples=0))
    model = replace(leisure.model, coef=leisure.model.coef * np.float32(0), metadata=unmeasured.to_dict())
    Tagger(model).save(path)
    shown = CliRunner().invoke(main, ["inspect", str(path)]).stdout
    assert "Quality: unknown, because there were no examples." in shown
    assert "Not calibrated, because hints alone decide: sport." in shown
    assert "sport: no term has a weight." in shown
    assert "macro-F1" not in shown


def test_groups_and_settings_by_topic_are_readable():
    shown = CliRunner().invoke(main, ["inspect", "--top", "0"]).stdout
    assert "Quality on a new outlet: 5-fold cross-validation" in shown
    assert "security 0.86, energy 0.91" in shown
    assert "Strongest terms" not in shown


def test_a_long_list_of_words_is_cut_and_a_namesake_is_named():
    shown = CliRunner().invoke(main, ["inspect", "--term", "перег*"]).stdout
    assert "more; --json shows all)" in shown
    assert "family, with words of the lemmas" in shown
    assert "It knows мирный." in CliRunner().invoke(main, ["inspect", "--term", "мирный зюзьга"]).stdout


def test_train_takes_a_licence_for_its_card_only(leisure_path, tmp_path):
    arguments = ["train", str(leisure_path), "--output", str(tmp_path / "model.safetensors"), "--license", "mit"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "--license is for the model card" in result.stderr
    card = tmp_path / "card.md"
    wrong = CliRunner().invoke(main, [*arguments[:-1], "MIT License", "--card", str(card), "--quiet"])
    assert wrong.exit_code == 1
    assert "--license must be an identifier" in wrong.stderr
    assert not (tmp_path / "model.safetensors").exists()
    assert CliRunner().invoke(main, [*arguments, "--card", str(card), "--quiet"]).exit_code == 0
    assert 'license: "mit"' in card.read_text(encoding="utf-8")
