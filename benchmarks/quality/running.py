"""Running rivals on a task, each part in a fresh process that returns decisions and costs through a temporary folder.

The process gets the test texts without their tags.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from benchmarks.quality.rivals.registry import Resources
from benchmarks.quality.rivals.run import Costs
from benchmarks.quality.tasks import Part, Task
from benchmarks.reporting import ROOT

from topictag.labelled.example import Example

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
    """

    tagged: np.ndarray
    costs: Costs
    settings: list[dict[str, Any]]


def run_rival(name: str, task: Task, resources: Resources, folder: Path) -> Outcome:
    """Run a rival on all parts of a task; files are written to `folder`."""
    decisions, costs = [], []
    for number, part in enumerate(task.parts):
        part_folder = folder / task.name / str(number)
        out = part_folder / name
        out.mkdir(parents=True)
        _write_part(task, part, part_folder)
        arguments = [name, str(part_folder), str(out)]
        arguments += [text for option, path in asdict(resources).items() if path for text in (f"--{option}", str(path))]
        run_module("benchmarks.quality.rivals.run", *arguments)
        with np.load(out / "decisions.npz") as arrays:
            decisions.append(give_highest(arrays["scores"]) if task.one_tag else arrays["tagged"])
        costs.append(Costs(**json.loads((out / "costs.json").read_text(encoding="utf-8"))))
    return Outcome(np.concatenate(decisions), _summarize(costs), [own.setting for own in costs])


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


def give_highest(scores: np.ndarray) -> np.ndarray:
    """Return tags that give each example the topic with its highest score."""
    tagged = np.zeros(scores.shape, dtype=bool)
    tagged[np.arange(len(scores)), scores.argmax(axis=1)] = True
    return tagged


def _write_part(task: Task, part: Part, folder: Path) -> None:
    _write_json(folder / "task.json", [{"topics": task.topics, "one_tag": task.one_tag}])
    _write_json(folder / "train.jsonl", map(_record, part.train))
    _write_json(folder / "test.jsonl", ({"text": example.text} for example in part.test))


def _record(example: Example) -> Mapping[str, Any]:
    return {"text": example.text, "tags": sorted(example.tags), "article": example.article}


def _write_json(path: Path, records: Any) -> None:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")


def _summarize(costs: list[Costs]) -> Costs:
    fits = [own.last_fit_s for own in costs if own.last_fit_s is not None]
    return Costs(
        train_s=median(own.train_s for own in costs),
        last_fit_s=median(fits) if fits else None,
        model_bytes=int(median(own.model_bytes for own in costs)),
        peak_bytes=max(own.peak_bytes for own in costs),
        setting=costs[-1].setting,
    )
