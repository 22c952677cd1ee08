"""The wheel carries everything: built from the sources, unpacked elsewhere, it tags from any folder."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest

import topictag

BUILT = ("*.egg-info", "__pycache__", "*.so", "*.pyd", "*.c", "constants.h", "folding_table.h")


def build(root, folder, **environment):
    """Build from a copy, so that neither old build folders get in nor new ones stay behind."""
    for name in ("src", "models"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns(*BUILT))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(root / name, folder / name)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet", "-w", "dist", "."]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, **environment})
    (path,) = (folder / "dist").glob("*.whl")
    return path


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    return build(root, tmp_path_factory.mktemp("wheel"))


def test_it_holds_every_module_the_model_and_the_type_marker(wheel, root):
    names = set(zipfile.ZipFile(wheel).namelist())
    sources = {str(path.relative_to(root / "src")) for path in (root / "src").rglob("*.py")}
    assert sources <= names
    assert {"topictag/shipped/default.safetensors", "topictag/shipped/default.md", "topictag/py.typed"} <= names


def test_it_holds_the_native_scan_where_this_installation_has_it(wheel):
    native = [name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("topictag/model/native/")]
    binaries = [name for name in native if name.endswith((".so", ".pyd"))]
    assert len(binaries) == (topictag.load().scorer == "native")
    assert not [name for name in native if not name.endswith((".so", ".pyd", ".py"))]  # no sources of it


def test_unpacked_it_tags_from_any_folder(wheel, tmp_path):
    assert run_unpacked(wheel, tmp_path) == ["energy", topictag.load().scorer]


def test_without_a_compiler_it_installs_all_the_same_and_tags_the_same(root, tmp_path, tmp_path_factory):
    wheel = build(root, tmp_path_factory.mktemp("uncompiled"), CC="/bin/false", CXX="/bin/false")
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith((".so", ".pyd"))]
    assert run_unpacked(wheel, tmp_path) == ["energy", "reference"]


def run_unpacked(wheel, tmp_path):
    """Return what a process elsewhere prints: the tags of a text, and the scorer."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        "import topictag; print(topictag.__file__); print(*topictag.tag('Добыча нефти и газа выросла.'));"
        "print(topictag.load().scorer)"
    )
    (tmp_path / "elsewhere").mkdir()
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "elsewhere",
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
    )
    place, *printed = result.stdout.splitlines()
    assert place.startswith(str(tmp_path))
    return printed
