"""One rival in its own process: it fits, decides and reports its costs.

``python -m benchmarks.quality.rivals.run NAME PART OUT [--RESOURCE PATH]``: PART is a folder that
`benchmarks.quality.parts` wrote, OUT an existing folder for tagged.npy and costs.json, RESOURCE a field of `Resources`.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.quality.rivals.protocol import Fitted, TrainingPart
from benchmarks.quality.rivals.registry import RIVALS, Resources
from threadpoolctl import threadpool_limits


@dataclass(frozen=True)
class Costs:
    """Costs of a rival.

    Attributes
    ----------
    train_s : float
        From labelled texts to a model that decides, with the choice of settings and thresholds.
    last_fit_s : float or None
        Time of the last fit only; None if it is unknown.
    model_bytes, peak_bytes : int
        Size of the model's files; highest resident memory of the process.
    setting : dict
        The setting chosen on the training part.
    """

    train_s: float
    last_fit_s: float | None
    model_bytes: int
    peak_bytes: int
    setting: dict[str, Any]


def main() -> None:
    """Run the rival that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=RIVALS)
    parser.add_argument("part", type=Path)
    parser.add_argument("out", type=Path)
    names = [field.name for field in fields(Resources)]
    for name in names:
        parser.add_argument(f"--{name}", type=Path)
    options = parser.parse_args()
    part, test_texts = _read(options.part)
    with threadpool_limits(1):
        rival = RIVALS[options.name].make(Resources(**{name: getattr(options, name) for name in names}))
        start = time.perf_counter()
        fitted = rival.fit(part)
        train_s = time.perf_counter() - start
        np.save(options.out / "tagged.npy", fitted.tags(test_texts))
        costs = Costs(
            train_s=train_s,
            last_fit_s=fitted.last_fit_s,
            model_bytes=measure_size(fitted),
            peak_bytes=peak_bytes(),
            setting=dict(fitted.setting),
        )
    (options.out / "costs.json").write_text(json.dumps(asdict(costs)), encoding="utf-8")


def measure_size(fitted: Fitted) -> int:
    """Return the size of the files of a saved model."""
    with tempfile.TemporaryDirectory() as folder:
        fitted.save(Path(folder))
        return sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())


def peak_bytes() -> int:
    """Return this process's highest resident memory."""
    status = Path("/proc/self/status")
    if status.exists():  # on Linux ru_maxrss starts at the memory of the parent process
        line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes on macOS, KiB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _read(folder: Path) -> tuple[TrainingPart, list[str]]:
    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    train, test = (
        [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").split("\n") if line]
        for name in ("train.jsonl", "test.jsonl")
    )
    part = TrainingPart(
        texts=[row["text"] for row in train],
        gold=np.array([[topic in row["tags"] for topic in task["topics"]] for row in train]),
        topics=tuple(task["topics"]),
        articles=[row["article"] for row in train],
        folds=np.array([row["fold"] for row in train]),
        one_tag=task["one_tag"],
    )
    return part, [row["text"] for row in test]


if __name__ == "__main__":
    main()
