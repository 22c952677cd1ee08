"""The time that markup costs: the texts of tests/data, clean and with markup, in turns."""

from argparse import Namespace
from functools import partial
from statistics import median
from typing import Any

from benchmarks.benchmark import Benchmark, Results
from benchmarks.quality.dressed import FILES, read_twins
from benchmarks.reporting import markdown_table
from benchmarks.speed.timing import time_call

import topictag

ROUNDS = 15
REPEATS = 20
TITLES = {"clean": "clean", "text": "with markup"}


def measure(_: Namespace) -> dict[str, Any]:
    """Return length and time of clean and of dressed texts."""
    rows = [row for name in FILES for row in read_twins(name)]
    texts = {key: [row[key] for row in rows] * REPEATS for key in TITLES}
    tagger = topictag.load()
    rounds = [{key: time_call(partial(tagger.tag_many, own)) for key, own in texts.items()} for _ in range(ROUNDS + 1)][
        1:
    ]
    return {
        "n_texts": len(rows),
        "twins": {
            key: {
                "n_characters": sum(map(len, own)) / len(own),
                "us_per_text": 1e6 * median(one[key] for one in rounds) / len(own),
                "clean_ratio": median(one[key] / one["clean"] for one in rounds),
            }
            for key, own in texts.items()
        },
    }


def make_table(results: Results) -> str:
    """Return one row for clean texts and one for dressed ones."""
    return markdown_table(
        [f"{results['n_texts']} texts, tag_many on one thread", "characters (mean)", "time per text", "÷ clean"],
        [
            [
                TITLES[key],
                f"{own['n_characters']:.0f}",
                f"{own['us_per_text']:.1f} µs",
                f"{own['clean_ratio']:.1f}",
            ]
            for key, own in results["twins"].items()
        ],
    )


BENCHMARK = Benchmark(
    name="dressed_speed",
    description=__doc__,
    measure=measure,
    tables={"dressed_speed": make_table},
    document="docs/speed.md",
)

if __name__ == "__main__":
    BENCHMARK.run()
