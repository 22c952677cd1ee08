"""A promote puts a model into a registry, and refuses what would surprise its users."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import numpy as np
import pytest

import topictag
from topictag import RegistryError, SettingError, Tagger
from topictag.errors import (
    DataError,
    InputTypeError,
    ModelFormatError,
    ModelNotFoundError,
    ModelVersionError,
    OutputError,
)
from topictag.model.identity import identify_model
from topictag.registry.lock import hold_lock


def digest(path):
    return sha256(path.read_bytes()).hexdigest()


def files(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_version_is_a_copy_by_its_digest_and_the_history_says_all(folder, models):
    first, second = topictag.models(folder).history
    assert (first.action, first.sha256, first.previous, first.note) == ("promote", digest(models.first), "", "first")
    assert (second.sha256, second.previous, second.note) == (digest(models.second), digest(models.first), "second")
    assert second.topics == topictag.load(models.second).topics
    assert second.n_bytes == models.second.stat().st_size
    assert (second.user, second.host, second.comparison) == ("", "", None)
    version = folder / "versions" / f"{second.sha256[:16]}.safetensors"
    assert version.read_bytes() == models.second.read_bytes()


def test_the_pointer_is_the_last_line_of_the_history(folder):
    assert (folder / "history.jsonl").read_bytes().endswith((folder / "current").read_bytes())


def test_who_is_written_only_if_asked_for(folder, models, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "editor")
    monkeypatch.setattr("socket.gethostname", lambda: "desk")
    assert topictag.promote(models.third, folder).user == ""
    change = topictag.promote(models.first, folder, who=True)
    assert (change.user, change.host) == ("editor", "desk")
    assert "editor" in (folder / "current").read_text(encoding="utf-8")


def test_a_user_without_a_name_is_no_obstacle(folder, models, monkeypatch):
    def fail():
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", fail)
    assert topictag.promote(models.third, folder, who=True).user == ""


def test_the_current_version_again_changes_nothing(folder, models):
    before = files(folder)
    change = topictag.promote(models.second, folder, note="again")
    assert (change.action, change.sha256) == ("none", digest(models.second))
    assert files(folder) == before


def test_another_registry_can_be_promoted(folder, models, tmp_path):
    staging = tmp_path / "staging"
    topictag.promote(models.third, staging, create=True)
    assert topictag.promote(staging, folder).sha256 == digest(models.third)


@pytest.mark.parametrize("what", ["missing", "a plain folder"])
def test_a_registry_is_made_only_if_asked_for(models, tmp_path, what):
    place = tmp_path / "registry"
    if what == "a plain folder":
        place.mkdir()
    with pytest.raises(ModelNotFoundError, match="--create"):
        topictag.promote(models.first, place)
    assert not place.exists() or not list(place.iterdir())
    assert topictag.promote(models.first, place, create=True).action == "promote"


def test_the_folder_of_a_new_registry_must_exist(models, tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        topictag.promote(models.first, tmp_path / "none" / "registry", create=True)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-100]), ModelFormatError),
        (lambda path: path.write_bytes(path.read_bytes()[:-1] + b"?"), ModelFormatError),
        (lambda path: path.write_text("no model", encoding="utf-8"), ModelFormatError),
        (lambda path: path.unlink(), ModelNotFoundError),
    ],
    ids=["truncated", "damaged", "foreign", "missing"],
)
def test_what_cannot_be_loaded_is_refused_with_the_error_of_loading(folder, models, tmp_path, spoil, error):
    path = tmp_path / "bad.safetensors"
    shutil.copy(models.third, path)
    spoil(path)
    before = files(folder)
    with pytest.raises(error) as loading:
        topictag.load(path)
    with pytest.raises(error) as promoting:
        topictag.promote(path, folder)
    assert str(promoting.value) == str(loading.value)
    assert files(folder) == before


def test_a_format_that_is_not_read_is_refused(folder, root):
    with pytest.raises(ModelVersionError, match="format version 2"):
        topictag.promote(_of_format_2(folder, root), folder, allow_topic_change=True)


def _of_format_2(folder, root):
    """Write a model that says that it is of format 2."""
    data = (root / "tests" / "data" / "format_3.safetensors").read_bytes()
    path = folder.parent / "old.safetensors"
    assert b'\\"format_version\\": 3' in data
    path.write_bytes(data.replace(b'\\"format_version\\": 3', b'\\"format_version\\": 2'))
    return path


def test_lost_topics_are_named_and_need_permission(folder, leisure, tmp_path):
    path = tmp_path / "few.safetensors"
    model = leisure.model
    kept = [number for number, topic in enumerate(model.topics) if topic != "sport"]
    of_topics = {name: getattr(model, name)[kept] for name in ("intercept", "slope", "offset", "thresholds")}
    topics = tuple(model.topics[number] for number in kept)
    Tagger(replace(model, topics=topics, coef=np.ascontiguousarray(model.coef[:, kept]), **of_topics)).save(path)
    before = files(folder)
    with pytest.raises(RegistryError, match=r"lacks sport\. .*--allow-topic-change"):
        topictag.promote(path, folder)
    assert files(folder) == before
    change = topictag.promote(path, folder, allow_topic_change=True)
    assert (change.topics_removed, change.topics_added, change.topics_renamed) == (("sport",), (), {})
    # Topics that are added need none.
    assert topictag.promote(topictag.load(folder).source.place, folder).action == "none"
    assert topictag.rollback(folder).topics_added == ("sport",)


def test_a_renamed_topic_is_recognised(folder, models):
    with pytest.raises(RegistryError, match="culture seems to be called culture and arts now"):
        topictag.promote(models.other, folder)
    change = topictag.promote(models.other, folder, allow_topic_change=True)
    assert change.topics_renamed == {"culture": "culture and arts"}


def test_a_model_without_a_topic_in_common_needs_permission(folder, tmp_path):
    topictag.load().save(tmp_path / "news.safetensors")
    with pytest.raises(RegistryError, match="no topic in common"):
        topictag.promote(tmp_path / "news.safetensors", folder)


def test_only_some_versions_are_kept(folder, models):
    first, second, third = map(digest, models[:3])
    change = topictag.promote(models.third, folder, keep=2)
    assert change.versions_removed == (first,)
    assert [own.sha256 for own in topictag.models(folder).versions] == [third, second]
    # The history still knows the version that is gone, and a later promote brings it back.
    assert topictag.models(folder).history[0].sha256 == first
    assert topictag.promote(models.first, folder).action == "promote"


def test_the_version_before_the_current_one_is_always_kept(folder, models):
    first, _, third = map(digest, models[:3])
    topictag.promote(models.third, folder)
    topictag.rollback(folder, to=first)  # what comes before the current one is now the third
    change = topictag.promote(models.second, folder, keep=2)
    assert change.versions_removed == (third,)
    assert topictag.rollback(folder).sha256 == first


def test_a_damaged_version_is_none_to_go_back_to(folder, models):
    first, second, _ = map(digest, models[:3])
    version = folder / "versions" / f"{second[:16]}.safetensors"
    version.write_bytes(version.read_bytes()[:-1] + b"?")
    assert topictag.promote(models.third, folder, keep=2).versions_removed == ()
    with pytest.raises(RegistryError, match=rf"{second[:16]} \(damaged\)"):
        topictag.rollback(folder, to="0000")
    assert topictag.rollback(folder).sha256 == first


def test_files_that_the_history_does_not_know_are_never_deleted(folder, models):
    stranger = folder / "versions" / f"{'0' * 16}.safetensors"
    stranger.write_bytes(b"put here by hand")
    (folder / "versions" / "README").write_text("Ours.", encoding="utf-8")
    topictag.promote(models.third, folder, keep=2)
    assert stranger.exists()
    assert (folder / "versions" / "README").exists()


def test_a_damaged_file_of_a_version_is_mended_and_kept_aside(folder, models):
    version = folder / "versions" / f"{digest(models.second)[:16]}.safetensors"
    version.write_bytes(b"damaged")
    assert topictag.promote(models.second, folder).action == "promote"
    assert version.read_bytes() == models.second.read_bytes()
    assert (folder / "versions" / f"{version.name}.damaged-1").read_bytes() == b"damaged"
    assert topictag.rollback(folder).sha256 == digest(models.first)


def write_comparison(path, **fields):
    path.write_text(json.dumps({"worse_topics": [], **fields}), encoding="utf-8")
    return path


def identities(*paths):
    return [identify_model(topictag.load(path).model) for path in paths]


def test_a_comparison_is_summarised_in_the_history(folder, models, tmp_path):
    path = write_comparison(
        tmp_path / "c.json",
        is_worse=False,
        n_examples=400,
        fingerprint="f00d",
        identities=identities(models.second, models.third),
        overall={"macro_f1": {"old": 0.7, "new": 0.75, "difference": {"value": 0.05}}},
    )
    own = topictag.promote(models.third, folder, compared=path).comparison
    assert (own.is_worse, own.n_examples, own.fingerprint, own.is_checked) == (False, 400, "f00d", True)
    assert (own.old_macro_f1, own.new_macro_f1) == (0.7, 0.75)
    assert topictag.models(folder).history[-1].comparison == own


def test_a_worse_model_needs_permission(folder, models, tmp_path):
    path = write_comparison(tmp_path / "c.json", worse_topics=["sport"])
    with pytest.raises(RegistryError, match=r"significantly worse .*: sport\. .*--allow-worse"):
        topictag.promote(models.third, folder, compared=path)
    with pytest.raises(RegistryError, match="on average"):
        topictag.promote(models.third, folder, compared={"worse_topics": [], "is_worse": True})
    change = topictag.promote(models.third, folder, compared=path, allow_worse=True)
    assert change.comparison.worse_topics == ("sport",)
    assert not change.comparison.is_checked  # it did not name its models


@pytest.mark.parametrize(("which", "told"), [(0, "another old model"), (1, "another new model")])
def test_a_comparison_of_other_models_is_refused(folder, models, tmp_path, which, told):
    named = identities(models.second, models.third)
    named[which] = "0" * 16
    path = write_comparison(tmp_path / "c.json", identities=named)
    with pytest.raises(RegistryError, match=rf"{told}.*topictag compare"):
        topictag.promote(models.third, folder, compared=path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "worse_topics"),
        ('{"worse_topics": "sport"}', "worse_topics"),
        ('{"worse_topics": [], "identities": ["a"]}', "identities"),
    ],
)
def test_what_is_no_comparison_is_told(folder, models, tmp_path, text, told):
    path = tmp_path / "c.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=rf"c\.json: .*{told}.*topictag compare OLD NEW DATA --json"):
        topictag.promote(models.third, folder, compared=path)


def test_wrong_arguments_are_told(folder, models):
    with pytest.raises(DataError, match="No such file"):
        topictag.promote(models.third, folder, compared="none.json")
    with pytest.raises(InputTypeError, match=r"topictag\.compare\(old, new"):
        topictag.promote(models.third, folder, compared=3)
    with pytest.raises(InputTypeError, match="registry must be"):
        topictag.promote(models.third, 3)
    with pytest.raises(InputTypeError, match="model file must be"):
        topictag.promote(3, folder)
    with pytest.raises(SettingError, match=r"keep must be a whole number .*least 2"):
        topictag.promote(models.third, folder, keep=1)
    with pytest.raises(SettingError, match="note"):
        topictag.promote(models.third, folder, note="\ud800")


def test_a_note_of_several_lines_stays_one_line_of_the_history(folder, models):
    topictag.promote(models.third, folder, note="one\ntwo\u2028three")
    assert topictag.models(folder).history[-1].note == "one\ntwo\u2028three"
    assert len((folder / "history.jsonl").read_bytes().splitlines()) == 3


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(folder, models):
    for own in (folder, folder / "versions"):
        own.chmod(0o555)
    (folder / "lock").chmod(0o444)
    with pytest.raises(OutputError, match="cannot be written"):
        topictag.promote(models.third, folder)
    assert topictag.load(folder).topics
    assert not topictag.models(folder).problems


def test_a_registry_that_is_locked_is_told(folder, models, monkeypatch):
    monkeypatch.setattr("topictag.registry.store._WAIT_S", 0.1)
    before = files(folder)
    with hold_lock(folder / "lock", 0), pytest.raises(RegistryError, match="is locked: another promote"):
        topictag.promote(models.third, folder)
    assert files(folder) == before
    assert topictag.promote(models.third, folder).action == "promote"


def test_eight_processes_promote_one_after_the_other(folder, leisure, tmp_path):
    paths = [tmp_path / f"{number}.safetensors" for number in range(8)]
    for number, path in enumerate(paths):
        model = leisure.model
        Tagger(replace(model, thresholds=model.thresholds * np.float32(0.5 + number / 20))).save(path)
    command = [sys.executable, "-m", "topictag", "promote"]
    running = [subprocess.Popen([*command, str(path), str(folder)], stdout=subprocess.DEVNULL) for path in paths]
    assert [own.wait(60) for own in running] == [0] * 8
    state = topictag.models(folder)
    assert state.problems == state.notes == ()
    assert sorted(own.sha256 for own in state.history[2:]) == sorted(map(digest, paths))
    for before, after in pairwise(state.history):
        assert after.previous == before.sha256
    assert state.current == state.history[-1].sha256


def test_a_comparison_in_memory_is_taken_too(folder, models, leisure_path):
    compared = topictag.compare(topictag.load(folder), topictag.load(models.third), leisure_path)
    own = topictag.promote(models.third, folder, compared=compared, allow_worse=True).comparison
    assert (own.is_worse, own.worse_topics) == (compared.is_worse, compared.worse_topics)
    assert own.n_examples == compared.n_examples
    assert own.old_macro_f1 == compared.overall["macro_f1"].old


def test_a_worse_comparison_of_another_model_says_so(folder, models, leisure_path):
    compared = topictag.compare(topictag.load(folder), topictag.load(models.first), leisure_path).to_dict()
    with pytest.raises(RegistryError, match="another new model"):
        topictag.promote(models.third, folder, compared={**compared, "is_worse": True, "worse_topics": ["sport"]})


def test_a_real_comparison_is_that_of_two_models_alone(folder, models, leisure_path):
    current, new, other = topictag.load(folder), topictag.load(models.third), topictag.load(models.first)
    compared = topictag.compare(current, new, leisure_path)
    with pytest.raises(RegistryError, match="compar"):
        topictag.promote(models.third, folder, compared=topictag.compare(current, other, leisure_path))
    change = topictag.promote(models.third, folder, compared=compared)
    assert change.comparison.is_checked
    assert change.comparison.fingerprint == compared.fingerprint


def test_a_folder_with_a_part_of_a_registry_is_none(models, tmp_path):
    (tmp_path / "project" / "versions").mkdir(parents=True)
    with pytest.raises(ModelNotFoundError, match="--create"):
        topictag.promote(models[0], tmp_path / "project")
    assert not list((tmp_path / "project" / "versions").iterdir())


@pytest.mark.parametrize("name", ["current", "history.jsonl", "next"])
def test_a_strangers_files_are_left_alone(models, tmp_path, name):
    (tmp_path / "site").mkdir()
    path = tmp_path / "site" / name
    path.write_text('{"event": "deployed"}\n', encoding="utf-8")
    with pytest.raises(ModelNotFoundError, match=r"is no registry of models.*--create"):
        topictag.promote(models.first, tmp_path / "site")
    with pytest.raises(RegistryError, match=rf"{name}: is there, but not of a registry. Choose another folder"):
        topictag.promote(models.first, tmp_path / "site", create=True)
    assert path.read_text(encoding="utf-8") == '{"event": "deployed"}\n'
    assert [own.name for own in (tmp_path / "site").iterdir()] == [name]


def test_a_link_of_another_program_is_left_alone(models, tmp_path):
    (tmp_path / "release").mkdir()
    (tmp_path / "current").symlink_to("release")
    with pytest.raises(ModelNotFoundError, match="is no registry"):
        topictag.promote(models.first, tmp_path)
    with pytest.raises(RegistryError, match="current: is there, but not of a registry"):
        topictag.promote(models.first, tmp_path, create=True)
    assert (tmp_path / "current").is_symlink()


def test_an_edited_pointer_or_a_missing_lock_is_still_a_registry(folder, models):
    (folder / "lock").unlink()
    assert topictag.promote(models.third, folder).action == "promote"
    (folder / "current").write_text("edited", encoding="utf-8")
    (folder / "history.jsonl").write_text("edited", encoding="utf-8")
    with pytest.raises(ModelFormatError, match=r"current: is not JSON.*rollback"):
        topictag.promote(models.first, folder)


def test_without_pointer_and_history_the_way_out_names_a_version(folder):
    (folder / "current").unlink()
    (folder / "history.jsonl").unlink()
    with pytest.raises(ModelNotFoundError, match=r"rollback \S+ --to DIGEST"):
        topictag.load(folder)


def test_the_comparison_of_an_update_is_taken(folder, models):
    macro_f1 = {"old": float("nan"), "new": 0.5}
    own = {"is_worse": True, "worse_topics": ["sport"], "n_examples": True, "overall": {"macro_f1": macro_f1}}
    update = {"topics": [], "comparison": own}
    with pytest.raises(RegistryError, match=r"significantly worse .*sport"):
        topictag.promote(models.third, folder, compared=update)
    summary = topictag.promote(models.third, folder, compared=update, allow_worse=True).comparison
    assert (summary.n_examples, summary.old_macro_f1, summary.new_macro_f1) == (None, None, 0.5)
    assert "NaN" not in (folder / "history.jsonl").read_text(encoding="utf-8")


def test_a_model_and_a_registry_that_have_changed_places_are_told(folder, models):
    with pytest.raises(ModelNotFoundError, match=r"is a file, not a registry.*The model comes first"):
        topictag.promote(folder, models.first)
