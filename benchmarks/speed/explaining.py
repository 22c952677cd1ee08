"""The time of an explanation: all topics of paragraphs of fifty words, beside `tag`, in turns.

The paragraphs are real news, each explained once, after five thousand others, which fill the memo of words as the first
seconds of a program do. `explain` decides about all topics; what the terms contribute is computed when it is read.
"""

import random
from argparse import Namespace
from statistics import median, quantiles
from typing import Any

from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import corpora
from benchmarks.reporting import markdown_table
from benchmarks.speed.timing import time_call

import topictag
from topictag.labelled.corpus import iter_records
from topictag.results.contribution import Contribution

N_WORDS = 50
N_WARM, N_TIMED = 5000, 1000
LIMIT_US = 300


def measure(options: Namespace) -> dict[str, Any]:
    """Return the median and the 99th percentile of each call, in microseconds."""
    texts = [" ".join(record["text"].split()) for _, record in iter_records(corpora(options.data))]
    random.Random(0).shuffle(texts)
    warm, timed = texts[:N_WARM], [text for text in texts[N_WARM:] if len(text.split()) == N_WORDS][: 4 * N_TIMED]
    tagger = topictag.load()

    def read_one(text: str) -> tuple[Contribution, ...]:
        return tagger.explain(text).topic(tagger.topics[0]).contributions

    def read_all(text: str) -> list[tuple[Contribution, ...]]:
        return [topic.contributions for own in tagger.explain(text).paragraphs for topic in own.topics]

    for text in warm:
        read_all(text)
    calls = {
        "tag": tagger.tag,
        "explain": tagger.explain,
        "explain, with the terms of one topic": read_one,
        "explain, with the terms of all topics": read_all,
    }
    times: dict[str, list[float]] = {name: [] for name in calls}
    for number, text in enumerate(timed):  # in turns; no text twice, because a second look is faster
        name = list(calls)[number % len(calls)]
        times[name].append(1e6 * time_call(lambda call=calls[name], own=text: call(own)))
    n_topics = len(tagger.topics)
    return {
        "n_topics": n_topics,
        "n_words": N_WORDS,
        "calls": {
            name: {"n": len(own), "median_us": median(own), "p99_us": quantiles(own, n=100)[-1]}
            for name, own in times.items()
        },
    }


def make_table(results: Results) -> str:
    """Return one row per call, and whether the limit is met."""
    rows = [
        [name, f"{own['n']:,}", f"{own['median_us']:.0f} µs", f"{own['p99_us']:.0f} µs"]
        for name, own in results["calls"].items()
    ]
    title = f"paragraphs of {results['n_words']} words, {results['n_topics']} topics"
    is_met = results["calls"]["explain"]["median_us"] <= LIMIT_US
    table = markdown_table([title, "paragraphs", "median", "99th percentile"], rows)
    return f"{table}\n\nLimit: the median of `explain` is at most {LIMIT_US} µs: {'met' if is_met else '**not met**'}."


BENCHMARK = Benchmark(
    name="explaining",
    description=__doc__,
    measure=measure,
    tables={"explaining": make_table},
    document="docs/speed.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
