"""The wheel carries everything: built from the sources, unpacked elsewhere, it tags from any folder."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    """Build from a copy, so that neither old build folders get in nor new ones stay behind."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in ("src", "models"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(root / name, folder / name)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet", "-w", "dist", "."]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (path,) = (folder / "dist").glob("*.whl")
    return path


def test_it_holds_every_module_the_model_and_the_type_marker(wheel, root):
    names = set(zipfile.ZipFile(wheel).namelist())
    sources = {str(path.relative_to(root / "src")) for path in (root / "src").rglob("*.py")}
    assert sources <= names
    assert {"topictag/shipped/default.safetensors", "topictag/shipped/default.md", "topictag/py.typed"} <= names


def test_unpacked_it_tags_from_any_folder(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = "import topictag; print(topictag.__file__); print(*topictag.tag('Добыча нефти и газа выросла.'))"
    (tmp_path / "elsewhere").mkdir()
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "elsewhere",
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
    )
    place, tags = result.stdout.splitlines()
    assert place.startswith(str(tmp_path))
    assert tags == "energy"
