"""Quality of the shipped model on outlets that it has never seen: its training data contains no text of them.

The paragraphs come from thirteen sources (news of Moldova and Kazakhstan, RT, Nezavisimaya, RBC, Meduza, Carnegie,
Neftegaz, Telegram channels; 2002 to 2025), each labelled by the annotation guidelines: once, or twice if doubtful.
"""

from argparse import Namespace
from typing import Any

from benchmarks.benchmark import Benchmark
from benchmarks.datasets import load_other_outlets
from benchmarks.quality.real_news import make_table, measure_alone, measure_tagger
from benchmarks.readme import write_readme

import topictag


def measure(options: Namespace) -> dict[str, Any]:
    """Return the evaluation of the shipped model and of models of the repository alone."""
    rows = load_other_outlets(options.data)
    return {**measure_tagger(topictag.load(), rows), "repository_alone": measure_alone(rows)}


BENCHMARK = Benchmark(
    name="other_outlets",
    description=__doc__,
    measure=measure,
    tables={"other_outlets": make_table},
    document="docs/quality.md",
    draw=lambda _: write_readme(),
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
