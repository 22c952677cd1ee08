"""What background vectors add when labels are few: repeated draws with and without them, all else equal.

Each draw takes some labelled real paragraphs for training and tests on the rest. Thresholds and the scale of the
background are learnt inside the draw, as `topictag.train` does it.
"""

import warnings
from argparse import ArgumentParser, Namespace
from pathlib import Path
from statistics import mean, stdev
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results, add_background_option
from benchmarks.datasets import load_labelled
from benchmarks.reporting import markdown_table

import topictag
from topictag.errors import TrainingWarning


def measure(options: Namespace) -> dict[str, Any]:
    """Return macro-F1 of each draw, without and with the background."""
    rows = load_labelled(options.data)
    pairs = [_measure_draw(rows, options.labels, draw, options.background) for draw in range(options.draws)]
    without, with_background = map(list, zip(*pairs, strict=True))
    return {"n_labels": options.labels, "without": without, "with_background": with_background}


def make_table(results: Results) -> str:
    """Return mean and spread over the draws."""
    without, with_background = results["without"], results["with_background"]
    gains = [b - a for a, b in zip(without, with_background, strict=True)]
    named = {"without background": without, "with background": with_background, "gain per draw": gains}
    return markdown_table(
        [f"{results['n_labels']} labelled paragraphs, {len(gains)} draws", "macro-F1 (mean)", "standard deviation"],
        [[name, f"{mean(figures):.3f}", f"{stdev(figures):.3f}"] for name, figures in named.items()],
    )


def _measure_draw(rows: list[dict[str, object]], n_labels: int, draw: int, background: Path) -> tuple[float, float]:
    order = np.random.default_rng(draw).permutation(len(rows)).tolist()
    examples = [{name: row[name] for name in ("id", "text", "tags")} for row in rows]
    train, test = [examples[i] for i in order[:n_labels]], [examples[i] for i in order[n_labels:]]
    with warnings.catch_warnings(action="ignore", category=TrainingWarning):  # some draws have few examples of a topic
        taggers = topictag.train(train, seed=draw), topictag.train(train, seed=draw, background=background)
    first, second = (tagger.evaluate(test).macro_f1.value or 0.0 for tagger in taggers)
    return first, second


def _add_options(parser: ArgumentParser) -> None:
    add_background_option(parser)
    parser.add_argument("--labels", type=int, default=180, help="number of labels in each draw")
    parser.add_argument("--draws", type=int, default=10, help="number of draws")


BENCHMARK = Benchmark(
    name="few_labels",
    description=__doc__,
    measure=measure,
    tables={"few_labels": make_table},
    document="docs/quality.md",
    needs_data=True,
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
