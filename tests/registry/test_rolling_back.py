"""A rollback leads to the version before, and out of whatever was damaged by hand."""

import shutil
from hashlib import sha256

import pytest

import topictag
from topictag import RegistryError, SettingError
from topictag.errors import ModelNotFoundError, ModelVersionError


def digest(path):
    return sha256(path.read_bytes()).hexdigest()


def version(folder, path):
    return folder / "versions" / f"{digest(path)[:16]}.safetensors"


def test_each_rollback_leads_further_back(folder, models):
    topictag.promote(models.third, folder)
    change = topictag.rollback(folder, note="it tagged too much")
    assert (change.action, change.sha256, change.previous) == ("rollback", digest(models.second), digest(models.third))
    assert topictag.rollback(folder).sha256 == digest(models.first)
    with pytest.raises(RegistryError, match=r"no earlier version .*--to DIGEST"):
        topictag.rollback(folder)
    assert [own.action for own in topictag.models(folder).history] == ["promote"] * 3 + ["rollback"] * 2
    assert topictag.models(folder).history[3].note == "it tagged too much"


def test_a_promote_after_a_rollback_comes_after_it(folder, models):
    topictag.rollback(folder)
    topictag.promote(models.third, folder)
    assert topictag.rollback(folder).sha256 == digest(models.first)


def test_a_version_is_named_by_some_digits(folder, models):
    first = digest(models.first)
    assert topictag.rollback(folder, to=first[:4].upper()).sha256 == first
    assert topictag.rollback(folder, to=first).action == "none"
    assert topictag.rollback(folder, to=digest(models.second)[:20]).sha256 == digest(models.second)


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("abc", "has fewer than 4 digits"),
        ("z" * 8, "is no version"),
        ("0" * 65, "is no version"),
        ("../x", "is no ver"),
    ],
)
def test_a_version_that_is_not_there_is_told_with_those_that_are(folder, models, to, told):
    with pytest.raises(RegistryError, match=told) as caught:
        topictag.rollback(folder, to=to)
    assert digest(models.first)[:16] in str(caught.value)


def test_an_ambiguous_version_is_told(folder):
    for letter in "ab":
        (folder / "versions" / f"ffff{letter * 12}.safetensors").write_bytes(b"")
    with pytest.raises(RegistryError, match="the beginning of several versions"):
        topictag.rollback(folder, to="ffff")


def test_damaged_versions_are_left_out(folder, models):
    topictag.promote(models.third, folder)
    version(folder, models.second).write_bytes(b"damaged")
    assert topictag.rollback(folder).sha256 == digest(models.first)


def test_another_model_in_the_place_of_a_version_is_no_version(folder, models):
    shutil.copy(models.third, version(folder, models.first))
    with pytest.raises(RegistryError, match="do not fit its name"):
        topictag.rollback(folder, to=digest(models.first))
    with pytest.raises(RegistryError, match="no earlier version"):
        topictag.rollback(folder)


@pytest.mark.parametrize(
    "pointer", [b"", b"garbage", b"[]", b"{}", b'{"registry_version": 1, "sha256": "../../x"}', None]
)
def test_a_damaged_pointer_is_restored_from_the_history(folder, models, pointer):
    if pointer is None:
        (folder / "current").unlink()
    else:
        (folder / "current").write_bytes(pointer)
    assert topictag.rollback(folder).sha256 == digest(models.second)
    assert topictag.load(folder).source.place == str(version(folder, models.second))


def test_a_promote_also_mends_a_damaged_pointer(folder, models):
    (folder / "current").write_bytes(b"")
    change = topictag.promote(models.third, folder)
    assert change.previous == digest(models.second)
    assert not topictag.models(folder).problems


def test_a_missing_current_version_is_left(folder, models):
    version(folder, models.second).unlink()
    assert topictag.rollback(folder).sha256 == digest(models.first)


def test_without_pointer_and_history_a_version_must_be_named(folder, models):
    (folder / "current").unlink()
    (folder / "history.jsonl").unlink()
    with pytest.raises(RegistryError, match=digest(models.first)[:16]):
        topictag.rollback(folder)
    with pytest.raises(ModelNotFoundError, match="topictag rollback"):
        topictag.promote(models.third, folder)
    assert topictag.rollback(folder, to=digest(models.first)[:6]).sha256 == digest(models.first)
    assert topictag.rollback(folder, to=digest(models.second)).sha256 == digest(models.second)


def test_what_is_no_registry_is_told(tmp_path):
    for place in (tmp_path, tmp_path / "none"):
        with pytest.raises(ModelNotFoundError, match="is no registry"):
            topictag.rollback(place)
    with pytest.raises(SettingError, match="to must be a str"):
        topictag.rollback(tmp_path, to=3)


def test_an_empty_registry_has_nothing_to_go_back_to(folder):
    shutil.rmtree(folder / "versions")
    (folder / "current").unlink()
    with pytest.raises(RegistryError, match="topictag promote MODEL"):
        topictag.rollback(folder)


def test_a_registry_of_a_later_topictag_is_left_alone(folder, models):
    later = b'{"registry_version": 2, "sha256": "?"}\n'
    (folder / "current").write_bytes(later)
    for call in (topictag.rollback, topictag.models, topictag.load, lambda own: topictag.promote(models.third, own)):
        with pytest.raises(ModelVersionError, match="Update topictag"):
            call(folder)
    assert (folder / "current").read_bytes() == later
