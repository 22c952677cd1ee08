"""Running rivals on a task, each part in a fresh process that returns decisions and costs through a temporary file."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from benchmarks.quality.rivals.registry import Resources
from benchmarks.quality.rivals.run import Costs
from benchmarks.reporting import ROOT, find_revision, today

# One thread for BLAS, OpenMP and Rayon (omikuji).
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1")


@dataclass(frozen=True, eq=False)
class Outcome:
    """Decisions and costs of a rival on a task.

    Attributes
    ----------
    tagged : ndarray of bool, shape (n_examples, n_topics)
        The given tags, in the order of `Task.test`.
    costs : Costs
        Medians of times and sizes over the parts, and the highest peak. `setting` is that of the last part.
    settings : list of dict
        The setting chosen on each part.
    measured : mapping of str to str
        The ``date`` and the ``revision`` of this repository.
    learning : mapping or None
        Costs of learning the rival's resource, if it was learnt for this comparison.
    """

    tagged: np.ndarray
    costs: Costs
    settings: list[dict[str, Any]]
    measured: Mapping[str, str]
    learning: Mapping[str, Any] | None = None


def run_rival(
    name: str, parts: Sequence[Path], resources: Resources, learning: Mapping[str, Any] | None = None
) -> Outcome:
    """Run a rival on all parts of a task, in the folders that `parts.write_parts` wrote."""
    decisions, costs = [], []
    for part in parts:
        out = part / name
        out.mkdir()
        arguments = [name, str(part), str(out)]
        arguments += [text for option, path in asdict(resources).items() if path for text in (f"--{option}", str(path))]
        run_module("benchmarks.quality.rivals.run", *arguments)
        decisions.append(np.load(out / "tagged.npy"))
        costs.append(Costs(**json.loads((out / "costs.json").read_text(encoding="utf-8"))))
    return Outcome(
        tagged=np.concatenate(decisions),
        costs=_summarize(costs),
        settings=[own.setting for own in costs],
        measured={"date": today(), "revision": find_revision()},
        learning=learning,
    )


def run_module(module: str, *arguments: str) -> str:
    """Run a module of this repository on one thread and return its output; if it fails, end with its error."""
    run = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, **ONE_THREAD},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise SystemExit(f"{module} {' '.join(arguments)} failed:\n{run.stderr[-2000:]}")
    return run.stdout


def _summarize(costs: list[Costs]) -> Costs:
    fits = [own.last_fit_s for own in costs if own.last_fit_s is not None]
    return Costs(
        train_s=median(own.train_s for own in costs),
        last_fit_s=median(fits) if fits else None,
        model_bytes=int(median(own.model_bytes for own in costs)),
        peak_bytes=max(own.peak_bytes for own in costs),
        setting=costs[-1].setting,
    )
