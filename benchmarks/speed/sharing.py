"""What it costs to hand a tagger to other processes: ``pool.imap(tagger.tag, texts)`` beside tagging here."""

import multiprocessing
import pickle
import time
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

from benchmarks.datasets import data_argument, sample_corpus
from benchmarks.reporting import markdown_table, save_results, update_readme

import topictag
from topictag import Tagger

N_TEXTS = 300
ROUNDS = 3


def main() -> None:
    """Time, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the table in docs")
    options = parser.parse_args()
    texts = sample_corpus(options.data, N_TEXTS, seed=3)
    tagger, whole = topictag.load(), Tagger(topictag.load().model)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        ways: dict[str, tuple[Tagger, Callable[[Callable[[str], Any], Iterable[str]], Iterable[Any]]]] = {
            "map(tagger.tag, …), in this process": (tagger, map),
            "pool.imap(len, …): what a pool costs": (tagger, lambda _, own: pool.imap(len, own)),
            "pool.imap(tagger.tag, …)": (tagger, pool.imap),
            "pool.imap(…) of a tagger without a file": (whole, pool.imap),
        }
        list(pool.imap(tagger.tag, texts))  # the process starts and loads
        rounds = [{name: _time(call, own.tag, texts) for name, (own, call) in ways.items()} for _ in range(ROUNDS)]
    seconds = {name: median(own[name] for own in rounds) for name in ways}
    sizes = {name: len(pickle.dumps(own)) for name, (own, _) in ways.items()}
    rows = [[name, f"{1000 * own:,.1f} ms", f"{sizes[name]:,} bytes"] for name, own in seconds.items()]
    table = markdown_table([f"{N_TEXTS} texts", "time (median)", "tagger pickled"], rows)
    print(table)
    if options.keep:
        save_results("sharing", {"seconds": seconds, "pickled_bytes": sizes})
        update_readme("sharing", table, document="docs/speed.md")


def _time(call: Callable[..., Iterable[Any]], function: Callable[[str], Any], texts: list[str]) -> float:
    start = time.perf_counter()
    for _ in call(function, texts):
        pass
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
