"""Whether `topictag check --contradictions` finds mistakes: flip 5 % of real labels and look where it points first.

A label is one topic's yes or no for one text. The flipped ones are unknown to the check; of the labels that it flags,
the most doubtful first, as many are taken as were flipped. Real mistakes that were there before count against it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from benchmarks.datasets import data_argument, load_development
from benchmarks.reporting import ROOT, markdown_table, save_results, update_readme

from topictag.curation.confident import rank_doubtful
from topictag.curation.contradictions import predict_labels
from topictag.labelled.example import Example
from topictag.training.background.storage import load_background

SHARE = 0.05
SEEDS = (0, 1, 2)


def main() -> None:
    """Flip, check, count, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the table in docs")
    options = parser.parse_args()
    texts, tags = load_development(options.data)
    topics = sorted({tag for own in tags for tag in own})
    gold = np.array([[topic in own for topic in topics] for own in tags])
    background = load_background(ROOT / "training_data" / "background.safetensors")
    runs = []
    for seed in SEEDS:
        flipped = _flip(gold, seed)
        labels = gold ^ flipped
        _, _, probability = predict_labels(_examples(texts, topics, labels), background=background)
        runs.append(_count(labels, flipped, probability))
    names = ["labels flagged", "of these flipped", "flipped ones among the flagged"]
    names += ["of the first 5 % flagged: flipped", "of the first 1 % flagged: flipped"]
    names += ["found among them, of those flipped to yes", "found among them, of those flipped to no"]
    means = dict(zip(names, np.mean(runs, axis=0).tolist(), strict=True))
    rows = [[name, f"{own:.3f}" if own <= 1 else f"{own:,.0f}"] for name, own in means.items()]
    table = markdown_table([f"{gold.size:,} labels, {SHARE:.0%} flipped, {len(SEEDS)} draws", "mean"], rows)
    print(table)
    if options.keep:
        save_results("label_errors", {"share": SHARE, "runs": [dict(zip(names, run, strict=True)) for run in runs]})
        update_readme("label_errors", table, document="docs/data.md")


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
    ranked = rank_doubtful(labels, probability)
    hits = np.array([flipped[cell] for cell in ranked])
    n_flipped = int(flipped.sum())
    found = np.zeros_like(flipped)
    for cell in ranked[:n_flipped]:
        found[cell] = True
    by_side = [float(found[flipped & (labels == side)].mean()) for side in (True, False)]
    shares = [hits.mean(), hits.sum() / n_flipped, hits[:n_flipped].mean(), hits[: n_flipped // 5].mean()]
    return [float(len(hits)), *map(float, shares), *by_side]


if __name__ == "__main__":
    main()
