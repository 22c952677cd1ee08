"""How many labels active learning saves: simulated annotators who label what each strategy chooses.

A third of each training part is held out. From the rest, some texts are labelled at random; then each strategy chooses
batches, and a model is trained after each with the defaults of topictag and no search. Strategies are compared by the
labels that they need to reach the macro-F1 that random choice has at the end. Test files are not read.

The parts of `topictag suggest` were chosen on the news and on SIB-200; the other data sets had no say.
Strategies of small-text run if it is installed (``pip install small-text``).
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark
from benchmarks.quality.suggest import small_text
from benchmarks.quality.suggest.pools import POOLS, Pool, load_pool
from benchmarks.quality.suggest.simulation import N_PARTS, run
from benchmarks.quality.suggest.stopping import make_stopping_table
from benchmarks.quality.suggest.strategies import OWN, Strategy
from benchmarks.quality.suggest.summary import (
    BASE,
    RANDOM,
    compare_runs,
    make_course_table,
    make_early_table,
    make_table,
)
from benchmarks.reporting import find_revision, today
from threadpoolctl import threadpool_limits

SHIPPED = "`topictag suggest`, 20 % audit"
_AUDIT = 0.2
# Long runs label nearly the whole pool, in batches of a twelfth of it, without the last one; not for large pools, whose
# last models take long.
_N_BATCHES, _N_LONG, _MAX_LONG = 12, 6, 5000


def measure(options: Namespace) -> dict[str, Any]:
    """Return the course of each run, and what each strategy saves."""
    if not small_text.is_installed():
        print("NOT RUN: strategies of small-text. Run: pip install small-text", file=sys.stderr)
    with threadpool_limits(1):
        loaded = {name: load_pool(name, options.data) for name in options.pools}
        pools = {name: _measure_pool(pool, options.runs) for name, pool in loaded.items()}
        short = {name: pool for name, pool in loaded.items() if len(pool.texts) <= _MAX_LONG}
        long = {name: measure_long(pool, range(_N_LONG)) for name, pool in short.items()}
    return {
        "date": today(),
        "revision": find_revision(),
        "n_runs": options.runs,
        "shipped": SHIPPED,
        "pools": pools,
        "long": long,
    }


def _measure_pool(pool: Pool, n_runs: int) -> dict[str, Any]:
    runs = {}
    for name, strategy, audit in _list_strategies(pool):
        print(f"{pool.title}: {name}", file=sys.stderr, flush=True)
        courses = [run(pool, strategy, seed, audit=audit) for seed in range(n_runs)]
        runs[name] = [{"n_labels": own.n_labels, "macro_f1": own.macro_f1} for own in courses]
    return {
        "title": pool.title,
        "task": pool.task,
        "n_texts": len(pool.texts),
        "support": pool.sample.gold.sum(axis=0).tolist(),
        "strategies": _compare(runs),
        "runs": runs,
    }


def measure_long(pool: Pool, seeds: Iterable[int]) -> dict[str, Any]:
    """Return runs of `topictag suggest` that label nearly the whole pool, for the outlook."""
    n_free = len(pool.texts) * (N_PARTS - 1) // N_PARTS
    batch = n_free // _N_BATCHES
    whole = replace(pool, start=batch, batch=batch, end=batch * (_N_BATCHES - 1))
    runs = [run(whole, OWN[BASE], seed, audit=_AUDIT).to_dict() for seed in seeds]
    return {"title": pool.title, "batch": batch, "runs": runs}


def _list_strategies(pool: Pool) -> Iterator[tuple[str, Strategy, float]]:
    yield from ((name, strategy, 0.0) for name, strategy in OWN.items())
    yield SHIPPED, OWN[BASE], _AUDIT
    if small_text.is_installed():
        for name, (strategy, suits) in small_text.STRATEGIES.items():
            if suits(pool.task):
                yield name, strategy, 0.0


def _compare(runs: Mapping[str, list[Mapping[str, Any]]]) -> dict[str, Any]:
    courses = {name: np.array([one["macro_f1"] for one in own]) for name, own in runs.items()}
    n_labels = runs[RANDOM][0]["n_labels"]
    return {name: compare_runs(n_labels, own, courses[RANDOM]) for name, own in courses.items() if name != RANDOM}


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--runs", type=int, default=6, help="runs of each strategy; 2 take about ten minutes")
    parser.add_argument("--pools", nargs="+", choices=POOLS, default=[*POOLS])


BENCHMARK = Benchmark(
    name="suggest",
    description=__doc__,
    measure=measure,
    tables={
        "suggest": make_table,
        "suggest_early": make_early_table,
        "suggest_course": make_course_table,
        "suggest_stopping": make_stopping_table,
    },
    document="docs/suggesting.md",
    needs_data=True,
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
