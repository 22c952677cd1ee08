"""Whether `topictag check --contradictions` finds mistakes: it looks for 5 % of real labels that were flipped.

A label is the yes or no of one topic for one text. The check does not know which labels are flipped. It flags labels
and ranks them by doubt. The benchmark takes as many from the top as were flipped. Real mistakes in the labels count
against the check.
"""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

import numpy as np
from benchmarks.benchmark import BACKGROUND, Benchmark, Results
from benchmarks.datasets import load_development_gold
from benchmarks.reporting import markdown_table

from topictag.curation.confident import rank_doubtful
from topictag.curation.contradictions import predict_labels
from topictag.labelled.example import Example
from topictag.training.background.storage import load_background

SHARE = 0.05
SEEDS = (0, 1, 2)
FIGURES = {
    "n_flagged": "flagged labels",
    "flipped_in_flagged": "share of flagged labels that were flipped",
    "flagged_in_flipped": "share of flipped labels that are flagged",
    "flipped_in_first_5": "share of the first 5 % that were flipped",
    "flipped_in_first_1": "share of the first 1 % that were flipped",
    "found_to_yes": "share of labels flipped to yes that are in the first 5 %",
    "found_to_no": "share of labels flipped to no that are in the first 5 %",
}


def measure(options: Namespace) -> dict[str, Any]:
    """Return the figures of each draw."""
    texts, topics, gold = load_development_gold(options.data)
    background, runs = load_background(BACKGROUND), []
    for seed in SEEDS:
        flipped = _flip(gold, seed)
        labels = gold ^ flipped
        _, _, probability = predict_labels(_examples(texts, topics, labels), background=background)
        runs.append(dict(zip(FIGURES, _count(labels, flipped, probability), strict=True)))
    return {"share": SHARE, "n_labels": gold.size, "runs": runs}


def make_table(results: Results) -> str:
    """Return the mean of each figure over the draws."""
    runs = results["runs"]
    means = {title: float(np.mean([run[name] for run in runs])) for name, title in FIGURES.items()}
    return markdown_table(
        [f"{results['n_labels']:,} labels, {results['share']:.0%} flipped, {len(runs)} draws", "mean"],
        [[title, f"{own:.3f}" if own <= 1 else f"{own:,.0f}"] for title, own in means.items()],
    )


def _flip(gold: Any, seed: int) -> Any:
    chosen = np.random.default_rng(seed).choice(gold.size, round(SHARE * gold.size), replace=False)
    flipped = np.zeros(gold.size, bool)
    flipped[chosen] = True
    return flipped.reshape(gold.shape)


def _examples(texts: Sequence[str], topics: Sequence[str], labels: Any) -> list[Example]:
    tags = [frozenset(topic for topic, given in zip(topics, own, strict=True) if given) for own in labels.tolist()]
    rows = zip(map(str, range(len(texts))), texts, tags, strict=True)
    return [Example(name, text, own, name) for name, text, own in rows]


def _count(labels: Any, flipped: Any, probability: Any) -> list[float]:
    """Return the figures in the order of `FIGURES`."""
    ranked = rank_doubtful(labels, probability)
    hits = np.array([flipped[cell] for cell in ranked])
    n_flipped = int(flipped.sum())
    found = np.zeros_like(flipped)
    for cell in ranked[:n_flipped]:
        found[cell] = True
    by_side = [float(found[flipped & (labels == side)].mean()) for side in (True, False)]
    shares = [hits.mean(), hits.sum() / n_flipped, hits[:n_flipped].mean(), hits[: n_flipped // 5].mean()]
    return [float(len(hits)), *map(float, shares), *by_side]


BENCHMARK = Benchmark(
    name="label_errors",
    description=__doc__,
    measure=measure,
    tables={"label_errors": make_table},
    document="docs/data.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
