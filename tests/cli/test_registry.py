"""``topictag promote``, ``rollback`` and ``models``, and registries in place of model files."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import topictag
from topictag import Tagger
from topictag.cli.main import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        return CliRunner().invoke(main, list(map(str, arguments)))

    return call


@pytest.fixture
def paths(leisure, tmp_path):
    """Two models, and one in which a topic has another name."""
    model = leisure.model
    topics = tuple("games" if own == "sport" else own for own in model.topics)
    made = {
        "old": model,
        "new": replace(model, thresholds=model.thresholds * np.float32(0.9)),
        "other": replace(model, topics=topics),
    }
    for name, own in made.items():
        Tagger(own).save(tmp_path / f"{name}.safetensors")
    return {name: f"{name}.safetensors" for name in made}


def test_from_the_first_promote_to_a_rollback(run, paths):
    first = run("promote", paths["old"], "reg", "--create", "--note", "the first")
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.endswith(" is the current version now.\n")
    second = run("promote", paths["new"], "reg", "--who")
    assert " is the current version now in place of " in second.stdout
    assert second.stdout.endswith("To go back: topictag rollback reg\n")
    again = run("promote", paths["new"], "reg")
    assert (again.exit_code, again.stdout.partition(" ")[2]) == (
        0,
        "is the current version already. Nothing was changed.\n",
    )
    back = run("rollback", "reg", "--note", "too many tags")
    assert back.stdout.startswith(first.stdout.split()[0])
    shown = run("models", "reg")
    assert shown.exit_code == 0
    current, other = (line for line in shown.stdout.splitlines() if "20" in line)
    assert current.split()[:2] == ["→", first.stdout.split()[0]]
    assert current.endswith("too many tags")
    assert other.split()[0] == second.stdout.split()[0]


def test_the_whole_history_is_json(run, paths):
    run("promote", paths["old"], "reg", "--create")
    comparison = {"worse_topics": [], "overall": {"macro_f1": {"old": 0.5, "new": 0.75}}}
    with Path("comparison.json").open("w", encoding="utf-8") as file:
        json.dump(comparison, file)
    assert run("promote", paths["new"], "reg", "--compared", "comparison.json", "--keep", 2).exit_code == 0
    shown = json.loads(run("models", "reg", "--json").stdout)
    assert [own["action"] for own in shown["history"]] == ["promote", "promote"]
    assert shown["history"][1]["comparison"]["new_macro_f1"] == 0.75
    assert "not worse, macro-F1 0.500 → 0.750" in run("models", "reg").stdout


def test_topics_are_named(run, paths):
    run("promote", paths["old"], "reg", "--create")
    refused = run("promote", paths["other"], "reg")
    assert refused.exit_code == 1
    assert "sport seems to be called games now" in refused.stderr
    assert "--allow-topic-change" in refused.stderr
    shown = run("promote", paths["other"], "reg", "--allow-topic-change").stdout
    assert "New topics: games." in shown
    assert "Topics no longer there: sport." in shown
    assert "New topics: sport." in run("rollback", "reg").stdout


def test_a_worse_model_is_refused(run, paths):
    run("promote", paths["old"], "reg", "--create")
    with Path("comparison.json").open("w", encoding="utf-8") as file:
        json.dump({"worse_topics": ["sport", "culture"]}, file)
    refused = run("promote", paths["new"], "reg", "--compared", "comparison.json")
    assert (refused.exit_code, "sport, culture" in refused.stderr) == (1, True)
    assert run("promote", paths["new"], "reg", "--compared", "comparison.json", "--allow-worse").exit_code == 0
    assert "worse: sport, culture" in run("models", "reg").stdout


def test_deleted_versions_are_named(run, paths, tmp_path):
    for name in ("old", "new"):
        run("promote", paths[name], "reg", "--create")
    shown = run("promote", paths["other"], "reg", "--allow-topic-change", "--keep", 2).stdout
    assert "\nDeleted: " in shown
    assert len(list((tmp_path / "reg" / "versions").iterdir())) == 2


def test_what_is_damaged_gives_status_1_and_the_way_out(run, paths, tmp_path):
    run("promote", paths["old"], "reg", "--create")
    (tmp_path / "reg" / "current").write_bytes(b"")
    (tmp_path / "reg" / "note.txt").touch()
    shown = run("models", "reg")
    assert shown.exit_code == 1
    assert "Problem: " in shown.stdout
    assert "run: topictag rollback reg" in shown.stdout
    assert "Note: " in shown.stdout
    assert run("rollback", "reg").exit_code == 0
    assert run("models", "reg").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["promote", "old.safetensors", "none"], "--create"),
        (["promote", "none.safetensors", "reg"], "does not exist"),
        (["models", "none"], "is no registry of models"),
        (["rollback", "none"], "is no registry of models"),
        (["rollback", "reg"], "no earlier version"),
        (["rollback", "reg", "--to", "ffffffff"], "is no version of this registry"),
        (["promote", "old.safetensors", "reg", "--compared", "old.safetensors"], "is not JSON"),
        (["tag", "--model", ".", "a.txt"], "not a registry"),
    ],
)
def test_mistakes_are_told_in_one_line(run, paths, tmp_path, arguments, told):
    (tmp_path / "a.txt").write_text("Матч.", encoding="utf-8")
    run("promote", paths["old"], "reg", "--create")
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_registry_takes_the_place_of_a_model(run, paths, tmp_path, leisure_path):
    run("promote", paths["old"], "reg", "--create")
    (tmp_path / "a.txt").write_text("Хоккеисты выиграли матч чемпионата.", encoding="utf-8")
    assert run("tag", "--model", "reg", "a.txt").stdout == run("tag", "--model", paths["old"], "a.txt").stdout
    for arguments in (
        ["evaluate", leisure_path, "--model", "reg"],
        ["explain", "--model", "reg", "a.txt"],
        ["inspect", "reg"],
        ["inspect", "reg", "--diff", paths["new"]],
        ["doctor", "--model", "reg"],
        ["bench", "a.txt", "--model", "reg", "--rounds", 1],
        ["calibrate", "reg", leisure_path, "--output", "calibrated.safetensors"],
    ):
        result = run(*arguments)
        assert result.exit_code == 0, result.stderr
    assert topictag.load("calibrated.safetensors").topics


def test_a_registry_is_no_output(run, paths, leisure_path):
    run("promote", paths["old"], "reg", "--create")
    result = run("calibrate", "reg", leisure_path, "--output", "reg")
    assert result.exit_code == 1
    assert "is a folder" in result.stderr


def test_the_shipped_model_is_promoted(tmp_path):
    result = CliRunner().invoke(main, ["promote", "-", str(tmp_path / "registry"), "--create"])
    assert result.exit_code == 0, result.stderr
    assert topictag.load(tmp_path / "registry").topics == topictag.load().topics
