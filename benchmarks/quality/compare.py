"""Compare topictag with other systems: the same splits, in the same run, each fit in its own process.

``python -m benchmarks.quality.compare [--data DIR] [--datasets own,real_open,…] [--rivals keywords,…] [--keep]``.
Rivals whose packages are not installed are named and left out; ``pip install '.[bench]'`` installs them all.
"""

import json
import sys
import tempfile
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import packages_distributions, version
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.benchmark import BACKGROUND, Benchmark, add_data_option, as_json
from benchmarks.datasets import has_corpus
from benchmarks.quality.report import write_report
from benchmarks.quality.rivals.registry import REFERENCES, RIVALS, Resources
from benchmarks.quality.running import Outcome, run_module, run_rival
from benchmarks.quality.score import NONE, differences, measure, with_none
from benchmarks.quality.tasks import TASKS, WITHOUT_DATA, Task, make_task

from topictag.evaluation.resampling import Resamples


def main() -> None:
    """Compare on each data set; print and keep its tables as soon as it is done."""
    options = _parse()
    with tempfile.TemporaryDirectory() as folder:
        resources, vectors = _prepare(options.rivals, options.data, Path(folder))
        for benchmark in BENCHMARKS:
            name = benchmark.name.removeprefix(_PREFIX)
            if name not in options.datasets:
                continue
            if name not in WITHOUT_DATA and not options.data.is_dir():
                print(f"NOT RUN: {name}: {options.data} does not exist. Give --data DIR.", file=sys.stderr)
                continue
            print(f"\n## {name}\n", flush=True)
            results = compare(make_task(name, options.data), options.rivals, resources, Path(folder), vectors)
            benchmark.report(as_json(results), keep=options.keep)


def _parse() -> Namespace:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    add_data_option(parser)
    parser.add_argument("--datasets", type=_names(TASKS), default=list(TASKS), help="names with commas (all)")
    parser.add_argument("--rivals", type=_names(RIVALS), default=list(RIVALS), help="names with commas (all)")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the tables in the documents")
    options = parser.parse_args()
    missing = {name: RIVALS[name].missing_packages() for name in RIVALS}
    if options.keep and (set(options.rivals) != set(RIVALS) or any(missing.values())):
        parser.error("--keep writes tables of all rivals. Leave --rivals out, and pip install '.[bench]'.")
    return options


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
        Where texts and the output of the processes go.
    vectors : dict, optional
        Costs of the word vectors, to be reported.

    Returns
    -------
    dict
        JSON types: for each system its figures, differences from the reference, costs and chosen settings; the rivals
        that did not run, and why.
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
    resamples = Resamples.over([example.article for example in task.test])
    systems = {
        name: _describe(name, task, outcome, outcomes[reference] if reference else None, resamples)
        for name, outcome in outcomes.items()
    }
    return {
        "n_train": [len(part.train) for part in task.parts],
        "n_test": len(task.test),
        "topics": task.topics,
        "one_tag": task.one_tag,
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
    """Find the background and learn the word vectors, each only if it is asked for and possible."""
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
    """Return the function by which argparse reads known names separated by commas."""

    def parse(text: str) -> list[str]:
        names = text.split(",")
        if unknown := [name for name in names if name not in known]:
            raise ArgumentTypeError(f"{unknown[0]!r} is not one of {', '.join(known)}")
        return names

    return parse


_PREFIX = "comparison_"
_IN_DOCUMENT = ("own", "real_open", "sib200", "sensitive")  # the others are printed
BENCHMARKS = [
    Benchmark(
        name=f"{_PREFIX}{name}",
        description=__doc__,
        measure=lambda _: {},  # `main` compares on all data sets with the same word vectors
        tables={f"{_PREFIX}{name}": write_report} if name in _IN_DOCUMENT else {},
        is_saved=name in _IN_DOCUMENT,
        document="docs/comparison.md",
    )
    for name in TASKS
]

if __name__ == "__main__":
    main()
