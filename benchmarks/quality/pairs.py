"""What pairs of lemmas add, without and with background vectors.

On development paragraphs only, by cross-validation: each fold is tagged by a tagger trained on the others, with its own
pairs and thresholds. The scale of the background is fixed. Differences have a paired bootstrap interval.
"""

from argparse import Namespace
from functools import partial
from itertools import product
from typing import Any

from benchmarks.benchmark import Benchmark, Results, add_background_option
from benchmarks.datasets import load_development_gold, random_development
from benchmarks.figures import write_difference, write_estimate
from benchmarks.quality.cross_validation import Unseen, make_examples, tag_folds
from benchmarks.quality.score import differences, mean_average_precision
from benchmarks.quality.score import measure as measure_decisions
from benchmarks.reporting import markdown_table

import topictag
from topictag.evaluation.resampling import Resamples
from topictag.reports.figures import write_percent

SCALE = 1.0
N_FOLDS = 3
N_PAIRS = 1000  # the default of `topictag.train`


def measure(options: Namespace) -> dict[str, Any]:
    """Return the figures of four taggers: without and with the background, without and with pairs."""
    texts, topics, gold = load_development_gold(options.data)
    examples, resamples = make_examples(texts, topics, gold), Resamples.over(range(len(texts)))
    tagless = ~gold.any(axis=1) & random_development(options.data)
    figures: dict[str, dict[str, Any]] = {}
    given: dict[str, Any]
    without_pairs: Unseen | None = None
    for background, n_pairs in product((None, options.background), (0, N_PAIRS)):
        name = f"{'with' if background else 'without'} background, {f'{n_pairs:,} pairs' if n_pairs else 'no pairs'}"
        given = {"background": background, "background_scale": SCALE} if background else {}
        unseen = tag_folds(examples, gold, topics, partial(topictag.train, max_pairs=n_pairs, **given), N_FOLDS)
        figures[name] = {
            "mean_average_precision": mean_average_precision(gold, unseen.scores),
            "macro_f1": measure_decisions(topics, gold, unseen.tagged, resamples)["macro_f1"],
            "false_tag_rate": float(unseen.tagged[tagless].any(axis=1).mean()),
            "difference": differences(gold, unseen.tagged, without_pairs.tagged, resamples)["macro_f1"]
            if n_pairs and without_pairs
            else None,
        }
        without_pairs = unseen
    return {"n_labels": len(texts), "scale": SCALE, "n_folds": N_FOLDS, "figures": figures}


def make_table(results: Results) -> str:
    """Return one row per tagger."""
    header = [f"{results['n_labels']:,} labels", "mAP", "macro-F1 [95 %]", "gain by pairs [95 %]", "false tags"]
    return markdown_table(header, [[name, *_cells(own)] for name, own in results["figures"].items()])


def _cells(own: dict[str, Any]) -> list[str]:
    return [
        f"{own['mean_average_precision']:.3f}",
        write_estimate(own["macro_f1"]),
        write_difference(own["difference"]) if own["difference"] else "",
        write_percent(own["false_tag_rate"]),
    ]


BENCHMARK = Benchmark(
    name="pairs",
    description=__doc__,
    measure=measure,
    tables={"pairs": make_table},
    document="docs/design.md",
    needs_data=True,
    add_options=add_background_option,
)

if __name__ == "__main__":
    BENCHMARK.run()
