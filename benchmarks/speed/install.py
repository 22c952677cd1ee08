"""Size of an installation: fresh environments with the base alone and with all extras.

``python -m benchmarks.speed.install`` builds the wheel and installs it with pip, so it needs the network or a local
index. The base must not exceed NumPy by more than 15 MB.
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.benchmark import Benchmark, Results
from benchmarks.reporting import ROOT, markdown_table

_MAX_BEYOND_NUMPY_BYTES = 15_000_000  # chosen: the model takes 10
EXTRAS = {"base": "", "train": "[train]", "all": "[all]"}


def measure(_options: Namespace) -> dict[str, Any]:
    """Return the sizes of the packages of each installation, in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = build_wheel(Path(folder))
        return {"bytes": {name: install(wheel, extras, Path(folder) / name) for name, extras in EXTRAS.items()}}


def build_wheel(folder: Path) -> Path:
    """Build the wheel of the working tree."""
    _pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("*.whl"))


def install(wheel: Path, extras: str, folder: Path) -> dict[str, int]:
    """Install a wheel into a fresh environment and return the sizes in its site-packages, in bytes."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    _pip("--python", str(python), "install", "--no-compile", f"{wheel}{extras}")
    return list_sizes(Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)})))


def list_sizes(site: Path) -> dict[str, int]:
    """Return the size of each entry of a folder, in bytes."""
    return {entry.name: _size(entry) for entry in sorted(site.iterdir()) if entry.name != "__pycache__"}


def beyond_numpy(sizes: Mapping[str, int]) -> int:
    """Return the size of everything but NumPy, in bytes."""
    return sum(size for name, size in sizes.items() if name.partition(".")[0].partition("-")[0] != "numpy")


def make_table(results: Results) -> str:
    """Return the sizes of the installations, and whether the base meets its limit."""
    sizes = results["bytes"]
    rows = [
        [name, f"{sum(own.values()) / 1e6:.0f} MB", f"{beyond_numpy(own) / 1e6:.1f} MB"] for name, own in sizes.items()
    ]
    verdict = "met" if beyond_numpy(sizes["base"]) <= _MAX_BEYOND_NUMPY_BYTES else "NOT MET"
    table = markdown_table(["installation", "site-packages", "without NumPy"], rows)
    return f"{table}\n\nLimit: the base without NumPy takes at most {_MAX_BEYOND_NUMPY_BYTES / 1e6:.0f} MB: {verdict}."


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.lstat().st_size for file in files if file.is_file())


def _pip(*arguments: str) -> None:
    # A source tree on PYTHONPATH would count as an installation.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, env=environment)


BENCHMARK = Benchmark(
    name="install",
    description=__doc__,
    measure=measure,
    tables={"install": make_table},
    document="docs/start.md",
)

if __name__ == "__main__":
    BENCHMARK.run()
