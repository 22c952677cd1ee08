"""``topictag.models`` says what is there, what is damaged, and what to do about it; it writes nothing."""

import json
import shutil
from hashlib import sha256

import pytest

import topictag
from topictag.errors import ModelNotFoundError
from topictag.reports.registry import write_state


def digest(path):
    return sha256(path.read_bytes()).hexdigest()


def version(folder, path):
    return folder / "versions" / f"{digest(path)[:16]}.safetensors"


def test_the_versions_that_were_current_last_come_first(folder, models):
    topictag.promote(models.third, folder)
    topictag.rollback(folder, to=digest(models.first))
    state = topictag.models(folder)
    assert [own.sha256 for own in state.versions] == [digest(models.first), digest(models.third), digest(models.second)]
    assert [own.is_current for own in state.versions] == [True, False, False]
    assert state.versions[0].change == state.history[-1]
    assert [own.n_topics for own in state.versions] == [3, 3, 3]
    assert (state.problems, state.notes) == ((), ())


def test_it_is_json(folder):
    shown = json.loads(json.dumps(topictag.models(folder).to_dict()))
    assert shown["version"] == 1
    assert shown["current"] == shown["history"][-1]["sha256"]


def test_nothing_is_written(folder):
    (folder / "current").write_bytes(b"")
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    topictag.models(folder)
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("which", ["first", "second"])
def test_bytes_that_do_not_fit_the_digest_are_a_problem(folder, models, which):
    shutil.copy(models.third, version(folder, getattr(models, which)))
    state = topictag.models(folder)
    (damaged,) = [own for own in state.versions if own.problem]
    assert damaged.sha256 == digest(getattr(models, which))
    assert damaged.is_current == (which == "second")
    told = " ".join(state.problems)
    assert "do not fit its name" in told
    assert ("topictag rollback" in told) == (which == "second")


def test_a_missing_current_version_is_a_problem(folder, models):
    version(folder, models.second).unlink()
    (problem,) = topictag.models(folder).problems
    assert "is missing. To go back to the last version that can be used, run: topictag rollback" in problem


def test_foreign_files_are_noted_and_left_alone(folder):
    for name in ("notes.txt", "versions/copy.safetensors"):
        (folder / name).write_bytes(b"by hand")
    notes = topictag.models(folder).notes
    assert [note.partition(": ")[0] for note in notes] == [
        str(folder / "notes.txt"),
        str(folder / "versions/copy.safetensors"),
    ]


def test_a_file_that_was_put_there_by_hand_was_never_current(folder, models):
    shutil.copy(models.third, version(folder, models.third))
    own = topictag.models(folder).versions[-1]
    assert (own.sha256, own.change, own.problem) == (digest(models.third), None, "")


@pytest.mark.parametrize("n", [1, 10, 100])
def test_a_truncated_last_line_of_the_history_is_completed_by_the_next_change(folder, models, n):
    path = folder / "history.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[:-n])
    state = topictag.models(folder)
    assert ([own.note for own in state.history], state.problems, state.notes) == (["first", "second"], (), ())
    topictag.promote(models.third, folder)
    assert path.read_bytes().startswith(whole)
    assert len(topictag.models(folder).history) == 3


def test_a_line_that_was_spoiled_by_hand_stays_and_is_noted(folder, models):
    path = folder / "history.jsonl"
    spoiled = b'{"spoiled by hand'
    path.write_bytes(path.read_bytes() + spoiled)
    assert any(":3: is not JSON" in note for note in topictag.models(folder).notes)
    topictag.promote(models.third, folder)
    lines = path.read_bytes().splitlines()
    assert lines[2] == spoiled
    assert [own.sha256 for own in topictag.models(folder).history][-1] == digest(models.third)
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("action", "delete"),
        ("n_bytes", "many"),
        ("topics", "sport"),
        ("topics_renamed", []),
        ("comparison", {"is_worse": 1}),
    ],
)
def test_a_value_that_was_spoiled_by_hand_is_noted(folder, name, value):
    path = folder / "history.jsonl"
    first, second = path.read_text(encoding="utf-8").splitlines()
    path.write_text(json.dumps({**json.loads(first), name: value}) + f"\n{second}\n", encoding="utf-8")
    state = topictag.models(folder)
    assert [own.note for own in state.history] == ["second"]
    assert any(":1: " in note for note in state.notes)


def test_a_deleted_history_begins_again_with_the_current_version(folder, models):
    (folder / "history.jsonl").unlink()
    state = topictag.models(folder)
    assert ([own.note for own in state.history], len(state.versions), state.problems) == (["second"], 2, ())
    topictag.promote(models.third, folder)
    assert [own.note for own in topictag.models(folder).history] == ["second", ""]


def test_an_empty_registry_has_no_problems(tmp_path):
    (tmp_path / "lock").touch()
    (tmp_path / "versions").mkdir()
    state = topictag.models(tmp_path)
    assert (state.versions, state.current, state.problems) == ((), "", ())


def test_what_is_no_registry_is_told(tmp_path):
    with pytest.raises(ModelNotFoundError, match=r"is no registry.*--create"):
        topictag.models(tmp_path)


def test_a_version_keeps_the_note_and_comparison_of_its_promote(folder, models, leisure_path):
    compared = topictag.compare(topictag.load(folder), topictag.load(models.third), leisure_path)
    topictag.promote(models.third, folder, compared=compared, note="third")
    topictag.promote(models.first, folder)
    topictag.rollback(folder)
    version = topictag.models(folder).versions[0]
    assert (version.change.action, version.change.comparison) == ("rollback", None)
    assert (version.promoted.note, version.promoted.comparison.is_checked) == ("third", True)
    text = "\n".join(write_state(topictag.models(folder)))
    assert "not worse" in text
    assert "third" in text


def test_a_file_is_no_registry(models):
    with pytest.raises(ModelNotFoundError, match=r"is a file, not a registry.*promote MODEL REGISTRY --create"):
        topictag.models(models.first)
