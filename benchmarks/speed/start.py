"""Cold start: a fresh process up to its first tag, compared with importing NumPy and with a scikit-learn pipeline.

``python -m benchmarks.speed.start FOLDER ROUNDS`` prints figures as JSON. `benchmarks.speed` runs it in its own
process, because peak memory includes that of the caller. topictag is measured in the layout of a normal installation: a
copy beside the site-packages, without the import hooks of an editable one, which slow every process.
"""

import compileall
import json
import os
import shutil
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.reporting import ROOT
from benchmarks.speed.processes import Run, in_turns
from benchmarks.speed.rivals.registry import PICKLE, is_installed

_TEXT = "Нефть подорожала."
OURS, NUMPY, SKLEARN = "topictag", "numpy", "sklearn"
IMPORT, HELP = "topictag-import", "topictag-help"

TITLES = {
    "python": "python, nothing imported",
    NUMPY: "import numpy",
    IMPORT: "import topictag",
    OURS: "import topictag; topictag.tag(…)",
    HELP: "topictag --help",
    "sklearn-import": "import scikit-learn's TfidfVectorizer and LogisticRegression",
    SKLEARN: "scikit-learn's pipeline: joblib.load, predict(…)",
}


def measure_start(folder: Path, n_rounds: int) -> dict[str, Any]:
    """Run the commands in turns; `folder` contains the pickle of the scikit-learn rival."""
    commands: dict[str, tuple[str, ...]] = {
        "python": ("-c", "pass"),
        NUMPY: ("-c", "import numpy"),
        IMPORT: ("-c", "import topictag"),
        OURS: ("-c", f"import topictag; topictag.tag({_TEXT!r})"),
        HELP: ("-c", "from topictag.cli.main import main; main(['--help'])"),  # as pip's script does
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
            "numpy_ratio": _ratio(own, runs[NUMPY]),
            "import_ratio": _ratio(own, runs[IMPORT]),
            "ours_ratio": _ratio(own, runs[OURS]),
            "peak_bytes": int(median(run.peak_bytes for run in own)),
        }
        for name, own in runs.items()
    }


def _ratio(own: Sequence[Run], base: Sequence[Run]) -> float:
    """Return the median ratio of times, round by round."""
    return median(run.wall_s / other.wall_s for run, other in zip(own, base, strict=True))


def _lay_out(site: Path) -> Path:
    """Copy the package with its model and compile it, as pip does."""
    shutil.copytree(ROOT / "src" / "topictag", site / "topictag", ignore=shutil.ignore_patterns("__pycache__", "*.c"))
    shutil.copytree(ROOT / "models", site / "topictag" / "shipped", ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(site, quiet=1)
    return site


def describe_start(figures: Mapping[str, Any]) -> list[list[str]]:
    """Return rows of a table: process, time, its ratio to importing NumPy, peak memory."""
    return [
        [
            TITLES[name],
            f"{1000 * own['median_s']:.0f} ms",
            f"{own['numpy_ratio']:.2f}",
            f"{own['peak_bytes'] / 1e6:.0f} MB",
        ]
        for name, own in figures.items()
    ]


if __name__ == "__main__":
    print(json.dumps(measure_start(Path(sys.argv[1]), int(sys.argv[2]))))
