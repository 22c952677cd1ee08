"""The wheel carries everything: built from the sources, unpacked elsewhere, it tags from any folder."""

import os
import subprocess
import sys
import zipfile

import topictag


def test_it_holds_every_module_the_model_and_the_type_marker(wheel, root):
    names = set(zipfile.ZipFile(wheel).namelist())
    sources = {str(path.relative_to(root / "src")) for path in (root / "src").rglob("*.py")}
    assert sources <= names
    assert {"topictag/shipped/default.safetensors", "topictag/shipped/default.md", "topictag/py.typed"} <= names


def test_it_holds_the_native_code_where_this_installation_has_it(wheel):
    native = [name for name in zipfile.ZipFile(wheel).namelist() if "/native/" in name]
    binaries = [name for name in native if name.endswith((".so", ".pyd"))]
    assert len(binaries) == (2 if topictag.load().scorer == "native" else 0)  # the scan, and the loops of the fit
    assert not [name for name in native if not name.endswith((".so", ".pyd", ".py"))]  # no sources of it


def test_unpacked_it_tags_from_any_folder(wheel, tmp_path):
    assert run_unpacked(wheel, tmp_path) == ["energy", topictag.load().scorer]


def test_without_a_compiler_it_installs_all_the_same_and_tags_the_same(uncompiled_wheel, tmp_path):
    assert not [name for name in zipfile.ZipFile(uncompiled_wheel).namelist() if name.endswith((".so", ".pyd"))]
    assert run_unpacked(uncompiled_wheel, tmp_path) == ["energy", "reference"]


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
