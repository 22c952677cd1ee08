"""``topictag.load(registry)`` follows the pointer, and a tagger stays what it was."""

# ruff: noqa: S301 (what is opened here was pickled here)

import pickle
import shutil
import subprocess
import sys
from hashlib import sha256

import pytest

import topictag
from topictag import loading
from topictag.errors import ModelFormatError, ModelNotFoundError

TEXT = "Хоккеисты выиграли матч чемпионата."


def version(folder, path):
    return folder / "versions" / f"{sha256(path.read_bytes()).hexdigest()[:16]}.safetensors"


@pytest.mark.parametrize("copy", [False, True])
def test_the_current_version_is_loaded(folder, models, copy):
    tagger = topictag.load(folder, copy=copy)
    assert tagger.thresholds == topictag.load(models.second).thresholds
    assert tagger.source.place == str(version(folder, models.second))


def test_a_tagger_does_not_change_with_a_promote(folder, models):
    tagger, thresholds = topictag.load(str(folder)), topictag.load(models.second).thresholds
    data = pickle.dumps(tagger)
    topictag.promote(models.third, folder)
    assert len(data) < 1000
    assert pickle.loads(data).thresholds == tagger.thresholds == thresholds
    assert topictag.load(folder).thresholds != thresholds


def test_a_tagger_whose_version_was_deleted_travels_whole(folder, models):
    tagger = topictag.load(folder)
    data, tags = pickle.dumps(tagger), tagger.tag(TEXT)
    topictag.promote(models.third, folder)
    topictag.promote(models.first, folder, keep=2)
    assert not version(folder, models.second).exists()
    assert tagger.tag(TEXT) == pickle.loads(pickle.dumps(tagger)).tag(TEXT) == tags
    loading._reopen.cache_clear()
    with pytest.raises(ModelNotFoundError, match=r"Tagger\(tagger\.model\)"):
        pickle.loads(data)


def test_another_model_in_the_place_of_the_version_is_noticed(folder, models):
    shutil.copy(models.third, version(folder, models.second))
    with pytest.raises(ModelFormatError, match=r"another model than the one that was promoted.*topictag rollback"):
        topictag.load(folder)


@pytest.mark.parametrize(
    ("spoil", "error", "told"),
    [
        (lambda _, own: own.unlink(), ModelNotFoundError, r"is missing\. To go back .* topictag rollback"),
        (lambda _, own: own.write_bytes(b""), ModelFormatError, "not a model file.*topictag rollback"),
        (lambda folder, _: (folder / "current").write_bytes(b""), ModelFormatError, "is empty.*topictag rollback"),
        (lambda folder, _: (folder / "current").write_bytes(b"x"), ModelFormatError, "is not JSON.*topictag rollback"),
        (lambda folder, _: (folder / "current").write_bytes(b"{}"), ModelFormatError, "digest.*topictag rollback"),
        (lambda folder, _: (folder / "current").unlink(), ModelNotFoundError, "pointer.*missing.*topictag rollback"),
        (lambda folder, _: shutil.rmtree(folder / "versions"), ModelNotFoundError, "is missing"),
    ],
)
def test_what_is_damaged_is_told_with_the_way_out(folder, models, spoil, error, told):
    spoil(folder, version(folder, models.second))
    with pytest.raises(error, match=told):
        topictag.load(folder)


def test_a_pointer_leads_nowhere_else(folder, tmp_path):
    """A digest that is none could otherwise be a path."""
    (folder / "current").write_text('{"registry_version": 1, "sha256": "../../x", "checksum": ""}', encoding="utf-8")
    with pytest.raises(ModelFormatError, match="does not name a version"):
        topictag.load(folder)
    with pytest.raises(ModelNotFoundError, match="not a registry"):
        topictag.load(tmp_path)


def test_an_empty_registry_is_told(tmp_path):
    (tmp_path / "lock").touch()
    (tmp_path / "versions").mkdir()
    with pytest.raises(ModelNotFoundError, match=r"is empty.*topictag promote MODEL"):
        topictag.load(tmp_path)


def test_a_file_needs_nothing_of_the_registry_and_a_registry_little(folder, models):
    code = "import sys, topictag; topictag.load(sys.argv[1]).tag('Матч.'); print(*sys.modules)"

    def modules(path):
        call = [sys.executable, "-c", code, path]
        return set(subprocess.run(call, capture_output=True, text=True, check=True).stdout.split())

    of_file, of_registry = modules(models.first), modules(folder)
    assert not [name for name in of_file if name.startswith("topictag.registry")]
    assert of_registry - of_file == {"topictag.registry", "topictag.registry.pointer"}
