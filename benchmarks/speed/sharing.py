"""The cost of sending a tagger to other processes: ``pool.imap(tagger.tag, texts)`` against tagging here."""

import multiprocessing
import pickle
from argparse import Namespace
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import sample_corpus
from benchmarks.reporting import markdown_table
from benchmarks.speed.timing import time_call

import topictag
from topictag import Tagger

N_TEXTS = 300
ROUNDS = 3
Map = Callable[[Callable[[str], Any], Iterable[str]], Iterable[Any]]


def measure(options: Namespace) -> dict[str, Any]:
    """Return seconds and pickled bytes by the way of mapping."""
    texts = sample_corpus(options.data, N_TEXTS, seed=3)
    tagger, whole = topictag.load(), Tagger(topictag.load().model)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        ways: dict[str, tuple[Tagger, Map]] = {
            "map(tagger.tag, …), in this process": (tagger, map),
            "pool.imap(len, …): the cost of the pool": (tagger, lambda _, own: pool.imap(len, own)),
            "pool.imap(tagger.tag, …)": (tagger, pool.imap),
            "pool.imap(…) of a tagger without a file": (whole, pool.imap),
        }
        list(pool.imap(tagger.tag, texts))  # the process starts and loads the model
        rounds = [{name: _time(call, own, texts) for name, (own, call) in ways.items()} for _ in range(ROUNDS)]
    return {
        "n_texts": len(texts),
        "seconds": {name: median(own[name] for own in rounds) for name in ways},
        "pickled_bytes": {name: len(pickle.dumps(own)) for name, (own, _) in ways.items()},
    }


def _time(call: Map, tagger: Tagger, texts: list[str]) -> float:
    return time_call(lambda: list(call(tagger.tag, texts)))


def make_table(results: Results) -> str:
    """Return one row per way."""
    sizes = results["pickled_bytes"]
    return markdown_table(
        [f"{results['n_texts']} texts", "time (median)", "pickled tagger"],
        [[name, f"{1000 * own:,.1f} ms", f"{sizes[name]:,} bytes"] for name, own in results["seconds"].items()],
    )


BENCHMARK = Benchmark(
    name="sharing",
    description=__doc__,
    measure=measure,
    tables={"sharing": make_table},
    document="docs/speed.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
