"""A wheel and a source distribution built once, and an environment that holds the base installation alone."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from importlib import metadata
from pathlib import Path

import pytest

BUILT = ("*.egg-info", "__pycache__", "*.so", "*.pyd", "*.c", "constants.h", "folding_table.h")
BASE = ("numpy", "safetensors", "click")


def copy_sources(root, folder):
    """Copy what is in the repository, so that neither old build folders get in nor new ones stay behind."""
    for name in ("src", "models"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns(*BUILT))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE", "MANIFEST.in"):
        shutil.copy(root / name, folder / name)
    return folder


def build_wheel(folder, **environment):
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet", "-w", "dist", "."]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, **environment})
    (path,) = (folder / "dist").glob("*.whl")
    return path


@pytest.fixture(scope="session")
def sdist(root, tmp_path_factory):
    folder = copy_sources(root, tmp_path_factory.mktemp("sdist"))
    code = "from setuptools.build_meta import build_sdist; print(build_sdist('dist'))"
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, capture_output=True)
    (path,) = (folder / "dist").glob("*.tar.gz")
    return path


@pytest.fixture(scope="session")
def wheel(sdist, tmp_path_factory):
    """Built from the source distribution: what that lacks, this lacks too."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    return build_wheel(next(folder.iterdir()))


@pytest.fixture(scope="session")
def uncompiled_wheel(root, tmp_path_factory):
    folder = copy_sources(root, tmp_path_factory.mktemp("uncompiled"))
    return build_wheel(folder, CC="/bin/false", CXX="/bin/false")


@pytest.fixture(scope="session")
def base(wheel, tmp_path_factory):
    """The Python of a fresh environment: the wheel, and links to the three libraries that it requires."""
    folder = tmp_path_factory.mktemp("base") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    for name in BASE:
        link_distribution(name, site)
    command = [sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--quiet", wheel]
    # A source tree on PYTHONPATH would count as an installation.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(command, check=True, env=environment)
    return python


def link_distribution(name, site):
    distribution = metadata.distribution(name)
    tops = {file.parts[0] for file in distribution.files if file.parts[0] not in ("..", "__pycache__")}
    for top in tops:
        (site / top).symlink_to(distribution.locate_file(top))
