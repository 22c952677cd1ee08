"""How much faster the fit is with its inner loops in C than with SciPy and NumPy, and whether the weights are equal.

``python -m benchmarks.speed.fit_loops [--data DIR] [--keep]``. Outlets of unlabelled news stand for topics. Both fit
the same rows in one process, in turns.
"""

import time
from argparse import Namespace
from statistics import median
from typing import Any
from unittest.mock import patch

import numpy as np
from benchmarks.benchmark import BACKGROUND, Benchmark, Results
from benchmarks.reporting import markdown_table
from benchmarks.speed.training_sizes import read_outlets, tag_outlets
from threadpoolctl import threadpool_limits

from topictag.labelled.example import Example
from topictag.text.terms import TermAnalyzer
from topictag.training.background.storage import load_background
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.fitting import plain
from topictag.training.fitting.linear import Design
from topictag.training.preparing import prepare

_N_TEXTS = 10_000
_N_TURNS = 3
_SETTINGS: dict[str, dict[str, Any]] = {
    "terms": {},
    "terms and 5,000 n-grams": {"max_grams": 5000},
    "terms and background": {"background": True},
}


def measure(options: Namespace) -> dict[str, Any]:
    """Return the medians of seconds, and the largest difference between weights."""
    rows = read_outlets(options.data)[:: 100_000 // _N_TEXTS]
    tagged = zip(*tag_outlets(rows), strict=True)
    examples = [Example(f"{n}", text, frozenset(tags), article=f"{n}") for n, (text, tags) in enumerate(tagged)]
    sample = prepare(examples, [], TermAnalyzer(shared_lemmatizer()), with_grams=True).sample
    background = load_background(BACKGROUND)
    found = {}
    with threadpool_limits(1):
        for name, own in _SETTINGS.items():
            vectors = background if own.get("background") else None
            vocabulary = Vocabulary.learn(
                sample.counts_with_grams,
                sample.gold,
                min_df=2,
                max_pairs=1000,
                max_grams=own.get("max_grams", 0),
                background=vectors,
            )
            rows_of = vocabulary.rows(sample.counts_with_grams)
            products = vocabulary.products(rows_of) if vectors else None
            found[name] = {"n_values": int(rows_of.nnz), **_compare(rows_of, sample.gold, products)}
    return {"n_texts": len(examples), "n_topics": int(sample.gold.shape[1]), "settings": found}


def _compare(rows: Any, gold: np.ndarray, products: np.ndarray | None) -> dict[str, Any]:
    seconds: dict[str, list[float]] = {"native": [], "plain": []}
    weights = {}
    for _ in range(_N_TURNS):
        for name, own in seconds.items():
            with patch("topictag.training.fitting.problem.choose_kernels", _choose(name)):
                design = Design.of(rows, gold, products=products)
                start = time.perf_counter()
                weights[name] = design.fit(5.0)
                own.append(time.perf_counter() - start)
    difference = float(np.abs(weights["native"] - weights["plain"]).max())
    return {"seconds": {name: median(own) for name, own in seconds.items()}, "difference": difference}


def _choose(name: str) -> Any:
    from topictag.training.fitting.native import kernels

    return lambda _: kernels if name == "native" else plain


def make_table(results: Results) -> str:
    """Return one row per kind of features."""
    rows = [
        [
            name,
            f"{own['n_values']:,}",
            f"{own['seconds']['native']:.2f} s",
            f"{own['seconds']['plain']:.2f} s",
            f"{own['seconds']['plain'] / own['seconds']['native']:.1f}",
            f"{own['difference']:.0e}" if own["difference"] else "none",
        ]
        for name, own in results["settings"].items()
    ]
    head = [f"{results['n_texts']:,} texts × {results['n_topics']} topics", "values"]
    return markdown_table([*head, "in C", "SciPy and NumPy", "ratio", "largest difference of weights"], rows)


BENCHMARK = Benchmark(
    name="fit_loops",
    description=__doc__,
    measure=measure,
    tables={"fit_loops": make_table},
    document="docs/design.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
