"""Cold start: a fresh process from nothing to its first tag, beside importing NumPy and beside scikit-learn's way.

``python -m benchmarks.speed.start FOLDER ROUNDS`` prints figures as JSON; `benchmarks.speed` calls it, as a process of
its own, because peak memory is counted from what the caller holds. topictag is measured as an installation lays it out:
a copy beside the site-packages, without the hooks of an editable one, which would make every process slower.
"""

import compileall
import json
import os
import shutil
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.reporting import ROOT
from benchmarks.speed.processes import in_turns
from benchmarks.speed.rivals.registry import PICKLE, is_installed

_TEXT = "Нефть подорожала."
OURS, NUMPY, SKLEARN = "topictag", "numpy", "sklearn"

TITLES = {
    "python": "python, nothing imported",
    NUMPY: "import numpy",
    OURS: "import topictag; topictag.tag(…)",
    "sklearn-import": "import scikit-learn's TfidfVectorizer and LogisticRegression",
    SKLEARN: "scikit-learn's pipeline: joblib.load, predict(…)",
}


def measure_start(folder: Path, n_rounds: int) -> dict[str, Any]:
    """Run the commands in turns; `folder` is where the scikit-learn rival left its pickle."""
    commands: dict[str, tuple[str, ...]] = {
        "python": ("-c", "pass"),
        NUMPY: ("-c", "import numpy"),
        OURS: ("-c", f"import topictag; topictag.tag({_TEXT!r})"),
    }
    if is_installed("sklearn"):
        classes = "from sklearn.feature_extraction.text import TfidfVectorizer"
        commands["sklearn-import"] = ("-c", f"{classes}; from sklearn.linear_model import LogisticRegression")
        load = (
            f"import sys; sys.path.append({str(ROOT)!r}); import joblib; v, m = joblib.load({str(folder / PICKLE)!r})"
        )
        commands[SKLEARN] = ("-c", f"{load}; m.predict(v.transform([{_TEXT!r}]))")
    site = _lay_out(folder / "site")
    paths = os.pathsep.join([str(site), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    runs = in_turns({name: ("-S", *own) for name, own in commands.items()}, n_rounds, PYTHONPATH=paths)
    return {
        name: {
            "median_s": median(run.wall_s for run in own),
            "times_of_numpy": median(run.wall_s / base.wall_s for run, base in zip(own, runs[NUMPY], strict=True)),
            "times_of_ours": median(run.wall_s / base.wall_s for run, base in zip(own, runs[OURS], strict=True)),
            "peak_bytes": int(median(run.peak_bytes for run in own)),
        }
        for name, own in runs.items()
    }


def _lay_out(site: Path) -> Path:
    """Copy the package with its model and compile it, as pip does."""
    shutil.copytree(ROOT / "src" / "topictag", site / "topictag", ignore=shutil.ignore_patterns("__pycache__", "*.c"))
    shutil.copytree(ROOT / "models", site / "topictag" / "shipped", ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(site, quiet=1)
    return site


def describe_start(figures: Mapping[str, Any]) -> list[list[str]]:
    """Return rows of a table: process, time, share of importing NumPy, peak memory."""
    return [
        [
            TITLES[name],
            f"{1000 * own['median_s']:.0f} ms",
            f"{own['times_of_numpy']:.2f}",
            f"{own['peak_bytes'] / 1e6:.0f} MB",
        ]
        for name, own in figures.items()
    ]


if __name__ == "__main__":
    print(json.dumps(measure_start(Path(sys.argv[1]), int(sys.argv[2]))))
