"""What is missing is named, with a command that installs it from where topictag came from."""

import json
import sys
import tomllib
from importlib import metadata

import pytest

from topictag import MissingExtraError, extras


@pytest.fixture
def origin(monkeypatch):
    """Let pip have noted where it installed topictag from."""

    def note(text):
        class Distribution:
            def read_text(self, name):
                assert name == "direct_url.json"
                return text

        monkeypatch.setattr(metadata, "distribution", lambda _: Distribution())

    return note


@pytest.fixture
def any_pip(monkeypatch):
    monkeypatch.setattr(extras, "_pip", lambda: "pip")


def test_the_extras_are_those_of_the_project(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["optional-dependencies"]
    for extra, modules in extras.EXTRAS.items():
        names = {requirement.partition(">=")[0].partition("[")[0] for requirement in declared[extra]} - {"topictag"}
        assert names == set(modules.values())
    assert declared["all"] == ["topictag[labels,report,parquet,zstd]"]
    assert [own.partition(">=")[0] for own in project["dependencies"]] == ["numpy", "safetensors", "click"]


def test_an_extra_includes_others():
    assert set(extras.extra_modules("labels")) == {*extras.EXTRAS["train"], "datasketch", "cleanlab"}


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        (["joblib"], "Training needs joblib, which is not installed."),
        (["sklearn", "scipy", "tqdm"], "Training needs scikit-learn, scipy and tqdm, which are not installed."),
    ],
)
def test_libraries_that_are_missing_are_named(monkeypatch, missing, told):
    for name in missing:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError) as caught:
        extras.require_extra("train", "Training")
    assert str(caught.value).startswith(f"{told} Run: ")


def test_nothing_is_imported_to_find_out(monkeypatch):
    monkeypatch.delitem(sys.modules, "cleanlab", raising=False)
    extras.require_extra("labels", "Finding contradicted tags")
    assert "cleanlab" not in sys.modules


def test_a_hook_that_refuses_an_import_counts_as_missing(monkeypatch):
    class Refuse:
        @staticmethod
        def find_spec(name, *_):
            if name == "zstandard":
                raise ModuleNotFoundError(name)

    monkeypatch.delitem(sys.modules, "zstandard", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Refuse, *sys.meta_path])
    assert extras.missing_distributions("zstd") == ["zstandard"]


@pytest.mark.parametrize(
    ("noted", "target"),
    [
        (None, "'topictag[zstd]'"),
        ("no json", "'topictag[zstd]'"),
        ("[]", "'topictag[zstd]'"),
        ({"url": "file:///nowhere/clone", "dir_info": {"editable": True}}, "'topictag[zstd]'"),
        ({"url": "file:///a.whl", "archive_info": {}}, "'topictag[zstd] @ file:///a.whl'"),
        (
            {"url": "https://x.org/t.git", "vcs_info": {"vcs": "git", "commit_id": "f00"}},
            "'topictag[zstd] @ git+https://x.org/t.git@f00'",
        ),
    ],
)
@pytest.mark.usefixtures("any_pip")
def test_the_command_installs_from_where_topictag_came_from(origin, noted, target):
    origin(json.dumps(noted) if isinstance(noted, dict) else noted)
    assert extras.install_command("zstd") == f"pip install {target}"


@pytest.mark.parametrize(("editable", "option"), [(True, "--editable "), (False, "")])
@pytest.mark.usefixtures("any_pip")
def test_a_clone_is_named_by_its_folder(origin, tmp_path, editable, option):
    folder = tmp_path / "a clone"
    folder.mkdir()
    origin(json.dumps({"url": folder.as_uri(), "dir_info": {"editable": editable}}))
    assert extras.install_command("check") == f"pip install {option}'{folder}[check]'"
    assert extras.reinstall_command() == f"pip install --force-reinstall --no-deps {option}'{folder}'"


@pytest.mark.usefixtures("any_pip")
def test_without_a_note_of_pip_the_name_must_do(monkeypatch):
    def fail(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", fail)
    assert extras.install_command("all") == "pip install 'topictag[all]'"


@pytest.mark.parametrize(
    ("in_path", "has_pip", "expected"),
    [
        (True, True, "python -m pip"),
        (False, True, "'/a b/python' -m pip"),
        (True, False, "python3 -m pip --python '/a b/python'"),
    ],
)
def test_pip_is_called_for_this_interpreter(monkeypatch, in_path, has_pip, expected):
    monkeypatch.setattr(sys, "executable", "/a b/python")
    monkeypatch.setattr(extras.shutil, "which", lambda _: "/a b/python" if in_path else "/usr/bin/python")
    if not has_pip:
        monkeypatch.setitem(sys.modules, "pip", None)
    assert extras.install_command("zstd").startswith(f"{expected} install ")
