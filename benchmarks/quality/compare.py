"""Compare topictag with other ways to tag: the same splits, in the same run, every fit in a process of its own.

``python -m benchmarks.quality.compare [--data DIR] [--datasets own,real_open,…] [--rivals keywords,…] [--keep]``.
Rivals whose packages are absent are named and left out; ``pip install '.[bench]'`` brings them all.
"""

import json
import sys
import tempfile
from argparse import ArgumentTypeError
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import packages_distributions, version
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.datasets import data_argument, has_corpus
from benchmarks.quality.report import write_report
from benchmarks.quality.rivals.registry import REFERENCES, RIVALS, Resources
from benchmarks.quality.running import Outcome, run_module, run_rival
from benchmarks.quality.score import NONE, Resamples, differences, measure, with_none
from benchmarks.quality.tasks import TASKS, Task, make_task
from benchmarks.reporting import ROOT, save_results, update_readme

BACKGROUND = ROOT / "training_data" / "background.safetensors"


def main() -> None:
    """Compare, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--datasets", type=_names(TASKS), default=list(TASKS), help="default: all, with commas")
    parser.add_argument("--rivals", type=_names(RIVALS), default=list(RIVALS), help="default: all, with commas")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and docs/comparison.md")
    options = parser.parse_args()
    missing = {name: RIVALS[name].missing_packages() for name in RIVALS}
    if options.keep and (set(options.rivals) != set(RIVALS) or any(missing.values())):
        parser.error("--keep writes tables of all rivals: leave --rivals out, and pip install '.[bench]'.")
    tasks = [make_task(name, options.data) for name in options.datasets]
    with tempfile.TemporaryDirectory() as folder:
        resources, vectors = _prepare(options.rivals, options.data, Path(folder))
        for task in tasks:
            results = compare(task, options.rivals, resources, Path(folder), vectors)
            report = write_report(task, results)
            print(f"\n## {task.name}\n\n{report}\n", flush=True)
            if options.keep:
                save_results(f"comparison_{task.name}", results)
                update_readme(f"comparison_{task.name}", report, document="docs/comparison.md")


def compare(
    task: Task, names: Sequence[str], resources: Resources, folder: Path, vectors: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Run rivals on a task and measure them.

    Parameters
    ----------
    task : Task
    names : sequence of str
        Keys of `RIVALS`, in the order of the tables.
    resources : Resources
    folder : Path
        Takes the texts and what the processes write.
    vectors : dict, optional
        What the word vectors cost, to be reported.

    Returns
    -------
    dict
        JSON-ready: for each system its figures, differences from the reference, costs and chosen settings; who did not
        run, and why.
    """
    obstacles = {name: RIVALS[name].obstacle(task.topics, resources) for name in names}
    outcomes: dict[str, Outcome] = {}
    for name, obstacle in obstacles.items():
        if obstacle:
            print(f"NOT RUN on {task.name}: {name}: {obstacle}", file=sys.stderr)
            continue
        outcomes[name] = run_rival(name, task, resources, folder)
        print(f"{task.name}: {name} trained in {outcomes[name].costs.train_s:.1f} s", file=sys.stderr, flush=True)
    reference = next((name for name in REFERENCES if name in outcomes), None)
    resamples = Resamples.draw([example.article for example in task.test])
    systems = {
        name: _describe(name, task, outcome, outcomes[reference] if reference else None, resamples)
        for name, outcome in outcomes.items()
    }
    return {
        "n_train": [len(part.train) for part in task.parts],
        "n_test": len(task.test),
        "topics": task.topics,
        "notes": task.notes,
        "published": task.published,
        "reference": reference,
        "vectors": vectors,
        "not_run": {name: obstacle for name, obstacle in obstacles.items() if obstacle},
        "packages": _versions(outcomes),
        "systems": systems,
    }


def _describe(
    name: str, task: Task, outcome: Outcome, reference: Outcome | None, resamples: Resamples
) -> dict[str, Any]:
    gold, tagged = task.gold(task.test), outcome.tagged
    counted = np.array([not task.false_tag_ids or example.id in task.false_tag_ids for example in task.test])
    figures = {
        "title": RIVALS[name].title,
        "quality": measure(task.topics, gold, tagged, resamples),
        "false_tags": measure(task.topics, gold[counted], tagged[counted], resamples.only(counted)),
        "difference": None,
        "costs": asdict(outcome.costs),
        "settings": outcome.settings,
    }
    if task.with_none:
        figures["quality_with_none"] = measure((*task.topics, NONE), with_none(gold), with_none(tagged), resamples)
    if reference is not None and reference is not outcome:
        figures["difference"] = differences(gold, tagged, reference.tagged, resamples)
    return figures


def _prepare(names: Sequence[str], data: Path, folder: Path) -> tuple[Resources, dict[str, Any] | None]:
    """Find the background, learn the word vectors; both only where they are asked for and possible."""
    background = BACKGROUND if "topictag-background" in names and BACKGROUND.exists() else None
    if "fasttext-vectors" not in names or RIVALS["fasttext-vectors"].missing_packages() or not has_corpus(data):
        return Resources(background=background), None
    path = folder / "vectors.vec"
    costs = json.loads(run_module("benchmarks.quality.rivals.vectors", str(data.resolve()), str(path)))
    return Resources(path, background), costs


def _versions(names: Sequence[str]) -> dict[str, str]:
    modules = {module for name in names for module, _ in RIVALS[name].packages}
    distributions = packages_distributions()
    return {package: version(package) for module in sorted(modules) for package in distributions[module]}


def _names(known: Mapping[str, Any]) -> Callable[[str], list[str]]:
    """Return how argparse is to read some of the known names, with commas between."""

    def parse(text: str) -> list[str]:
        names = text.split(",")
        if unknown := [name for name in names if name not in known]:
            raise ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(known)}")
        return names

    return parse


if __name__ == "__main__":
    main()
