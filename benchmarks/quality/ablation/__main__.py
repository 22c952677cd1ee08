"""Training settings, measured one by one: each row changes one setting of the recipe, without background vectors.

On development data only. With all labels: 3-fold cross-validation, dealt four times; the difference from the recipe has
a paired bootstrap interval over paragraphs. With 300 labels: 20 draws, each tested on 2,000 others; the difference is
paired over draws, whose test paragraphs overlap. Mean average precision needs no threshold; macro-F1 uses the
thresholds that topictag learns. Differences in bold have an interval without 0; by chance, one in twenty has.
"""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import Any

from benchmarks.benchmark import Benchmark
from benchmarks.datasets import load_development_gold
from benchmarks.quality.ablation.measuring import Design, measure_row
from benchmarks.quality.ablation.rows import ROWS
from benchmarks.quality.ablation.table import DATED, make_dated_table, make_table, summarize
from benchmarks.quality.cross_validation import make_examples
from benchmarks.reporting import find_revision, today
from joblib import Parallel, delayed
from tqdm import tqdm


def measure(options: Namespace) -> dict[str, Any]:
    """Return the figures of all rows, and their differences from the recipe."""
    texts, topics, gold = load_development_gold(options.data)
    examples, design = make_examples(texts, topics, gold), Design()
    tasks = (delayed(measure_row)(examples, gold, topics, changes, design) for changes in ROWS.values())
    figures = tqdm(
        Parallel(n_jobs=options.jobs, return_as="generator")(tasks), "measuring", unit=" rows", total=len(ROWS)
    )
    return {
        "date": today(),
        "revision": find_revision(),
        "pipeline": "`topictag.train`",
        "design": asdict(design),
        "n_labels": len(gold),
        "topics": topics,
        "rows": summarize(dict(zip(ROWS, figures, strict=True))),
    }


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--jobs", type=int, default=2, help="number of rows to measure at a time")


BENCHMARK = Benchmark(
    name="ablation",
    description=__doc__,
    measure=measure,
    tables={"ablation": make_table, DATED: make_dated_table},
    document="docs/design.md",
    needs_data=True,
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
