"""Compare topictag with other systems: the same splits for all, each fit in its own process.

``python -m benchmarks.quality.compare [--data DIR] [--datasets own,real_open,…] [--rivals keywords,…] [--keep]``.
Rivals whose packages are not installed are named and left out; ``pip install '.[bench,bench-embeddings]'`` brings
all but SetFit, which is large: ``pip install setfit``. Model2Vec and SetFit need a model; you give its folder.
``--outcomes DIR`` keeps the outcome of each rival, and runs it again only if something that it depends on has changed;
``--only-kept spacy-ensemble`` leaves a slow one out where its outcome is not kept. The tables name who did not run.
"""

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
from benchmarks.quality.obtaining import Setup, obtain_outcomes
from benchmarks.quality.outcomes import KeptOutcomes
from benchmarks.quality.report import write_report
from benchmarks.quality.rivals.registry import RIVALS, Resources
from benchmarks.quality.running import Outcome
from benchmarks.quality.score import NONE, criterion, differences, measure, with_none
from benchmarks.quality.summary import keep_summary
from benchmarks.quality.tasks import TASKS, WITHOUT_DATA, Task, make_task
from benchmarks.quality.word_vectors import WordVectors
from benchmarks.readme import write_readme

from topictag.evaluation.resampling import Resamples


def main() -> None:
    """Compare on each data set; print and keep its tables as soon as it is done."""
    options = _parse()
    with tempfile.TemporaryDirectory() as folder:
        setup = _prepare(options, Path(folder))
        for name in options.datasets:
            if name not in WITHOUT_DATA and not options.data.is_dir():
                print(f"NOT RUN: {name}: {options.data} does not exist. Give --data DIR.", file=sys.stderr)
                continue
            print(f"\n## {name}\n", flush=True)
            results = compare(make_task(name, options.data), options.rivals, setup)
            _BY_TASK[name].report(as_json(results), keep=options.keep)
    if options.keep:
        keep_summary()
        write_readme()


def _parse() -> Namespace:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    add_data_option(parser)
    parser.add_argument("--datasets", type=_names(TASKS), default=list(TASKS), help="names with commas (all)")
    parser.add_argument("--rivals", type=_names(RIVALS), default=list(RIVALS), help="names with commas (all)")
    parser.add_argument(
        "--outcomes", type=_new_folder, metavar="DIR", help="folder that keeps outcomes from run to run"
    )
    parser.add_argument(
        "--only-kept", type=_names(RIVALS), default=[], help="names with commas: taken from --outcomes, but never run"
    )
    parser.add_argument("--static-model", type=_folder, metavar="DIR", help="folder of a Model2Vec model")
    parser.add_argument("--sentence-model", type=_folder, metavar="DIR", help="sentence-transformers model for SetFit")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the tables in the documents")
    options = parser.parse_args()
    wanted = {name: entry for name, entry in RIVALS.items() if not entry.is_optional}
    if options.keep and (set(options.rivals) != set(RIVALS) or any(own.missing_packages() for own in wanted.values())):
        parser.error("--keep writes tables of all rivals. Leave --rivals out, and pip install '.[bench]'.")
    return options


def _prepare(options: Namespace, folder: Path) -> Setup:
    vectors = WordVectors(options.data, folder / "vectors.vec") if has_corpus(options.data) else None
    resources = Resources(
        vectors=vectors and vectors.path,
        background=BACKGROUND if BACKGROUND.exists() else None,
        static_model=options.static_model,
        sentence_model=options.sentence_model,
    )
    return Setup(folder, resources, vectors, KeptOutcomes(options.outcomes), options.only_kept)


def compare(task: Task, names: Sequence[str], setup: Setup) -> dict[str, Any]:
    """Run rivals on a task and measure them.

    Parameters
    ----------
    task : Task
    names : sequence of str
        Keys of `RIVALS`, in the order of the tables.
    setup : Setup

    Returns
    -------
    dict
        JSON types: for each system its figures, differences from the first, costs and chosen settings; which system is
        the first; the rivals that did not run, and why.
    """
    obstacles = {name: RIVALS[name].obstacle(task.topics, setup.resources) for name in names}
    outcomes, not_run = obtain_outcomes(task, obstacles, setup)
    resamples = Resamples.over([example.article for example in task.test])
    systems = {name: _describe(name, task, outcome, resamples) for name, outcome in outcomes.items()}
    own = criterion(one_tag=task.one_tag)
    first = max(systems, key=lambda name: systems[name]["quality"][own]["value"], default=None)
    for name, figures in systems.items():
        if name != first:
            figures["difference"] = differences(
                task.gold(task.test), outcomes[name].tagged, outcomes[first].tagged, resamples
            )
    return {
        "n_train": [len(part.train) for part in task.parts],
        "n_test": len(task.test),
        "topics": task.topics,
        "one_tag": task.one_tag,
        "notes": task.notes,
        "published": task.published,
        "reference": first,
        "vectors": next((outcome.learning for outcome in outcomes.values() if outcome.learning), None),
        "not_run": not_run,
        "packages": _versions(outcomes),
        "systems": systems,
    }


def _describe(name: str, task: Task, outcome: Outcome, resamples: Resamples) -> dict[str, Any]:
    gold, tagged = task.gold(task.test), outcome.tagged
    counted = np.array([not task.false_tag_ids or example.id in task.false_tag_ids for example in task.test])
    figures = {
        "title": RIVALS[name].title,
        "measured": outcome.measured,
        "quality": measure(task.topics, gold, tagged, resamples),
        "false_tags": measure(task.topics, gold[counted], tagged[counted], resamples.only(counted)),
        "difference": None,
        "costs": asdict(outcome.costs),
        "settings": outcome.settings,
    }
    if task.with_none:
        figures["quality_with_none"] = measure((*task.topics, NONE), with_none(gold), with_none(tagged), resamples)
    return figures


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


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise ArgumentTypeError(f"{text} is not a folder")
    return Path(text).resolve()


def _new_folder(text: str) -> Path:
    if Path(text).exists():
        return _folder(text)
    return Path(text).resolve()


_PREFIX = "comparison_"
_BY_TASK = {
    name: Benchmark(
        name=f"{_PREFIX}{name}",
        description=__doc__,
        measure=lambda _: {},  # `main` compares on all data sets with the same word vectors
        tables={f"{_PREFIX}{name}": write_report},
        document="docs/comparison.md",
    )
    for name in TASKS
}
BENCHMARKS = list(_BY_TASK.values())

if __name__ == "__main__":
    main()
