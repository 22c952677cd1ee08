"""What pairs of lemmas add, without background vectors and with them: ``python -m benchmarks.quality.pairs [--keep]``.

On development paragraphs only: all labels, out of fold, one scale for the background; every fold chooses its own pairs
and is decided by what the scores of the others teach. The difference that pairs make has a paired bootstrap interval.
"""

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.datasets import data_argument, load_development_gold, random_development
from benchmarks.quality.score import Resamples, differences, measure
from benchmarks.reporting import ROOT, markdown_table, save_results, update_readme
from sklearn.metrics import average_precision_score
from threadpoolctl import threadpool_limits

from topictag.reports.figures import write_estimate, write_percent
from topictag.text.reading import text_forms
from topictag.text.terms import TermAnalyzer
from topictag.training.background.storage import load_background
from topictag.training.features.pairs import add_frequent_pairs
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.vectorizer import LemmaTfidfVectorizer
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import score_out_of_fold
from topictag.training.validation.sample import Sample

SCALE = 1.0


def main() -> None:
    """Score, decide, compare, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--background", type=Path, default=ROOT / "training_data" / "background.safetensors")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the table in docs")
    options = parser.parse_args()
    texts, topics, gold = load_development_gold(options.data)
    analyzer, settings = TermAnalyzer(shared_lemmatizer()), TrainingSettings()
    placed = [[analyzer.placed_terms(text_forms(text))] for text in texts]
    documents = add_frequent_pairs(placed, settings.analysis.pair_window)
    resamples = Resamples.draw(range(len(texts)))
    figures: dict[str, dict[str, Any]] = {}
    before, at_random = np.zeros_like(gold), random_development(options.data)
    with threadpool_limits(1):
        for background, n in product((None, load_background(options.background)), (0, settings.max_pairs)):
            name = f"{'with' if background else 'without'} background, {f'{n:,} pairs' if n else 'no pairs'}"
            vectorizer = LemmaTfidfVectorizer(background=background, max_pairs=n)
            sample = Sample(documents, gold, np.arange(len(gold)))
            unseen = score_out_of_fold(vectorizer, sample, settings, scale=SCALE if background else 0.0)
            tagged = unseen.decide_unseen()[0]
            figures[name] = {
                **_figures(topics, gold, unseen.scores[0], tagged, at_random, resamples),
                "difference": differences(gold, tagged, before, resamples)["macro_f1"] if n else None,
            }
            before = tagged
    table = _table(figures, len(texts))
    print(table)
    if options.keep:
        save_results("pairs", {"scale": SCALE, "figures": figures})
        update_readme("pairs", table, document="docs/design.md")


def _figures(
    topics: list[str], gold: Any, scores: Any, tagged: Any, at_random: Any, resamples: Resamples
) -> dict[str, Any]:
    precision = [average_precision_score(gold[:, topic], scores[:, topic]) for topic in range(len(topics))]
    quality = measure(topics, gold, tagged, resamples)
    tagless = ~gold.any(axis=1) & at_random
    return {
        "mean_average_precision": float(np.mean(precision)),
        "macro_f1": quality["macro_f1"],
        "false_tag_rate": float(tagged[tagless].any(axis=1).mean()),
    }


def _table(figures: dict[str, dict[str, Any]], n_labels: int) -> str:
    header = [f"{n_labels:,} labels", "mAP", "macro-F1 [95 %]", "by pairs [95 %]", "false tags"]
    return markdown_table(header, [[name, *_cells(own)] for name, own in figures.items()])


def _cells(own: dict[str, Any]) -> list[str]:
    gain = own["difference"]
    return [
        f"{own['mean_average_precision']:.3f}",
        write_estimate(own["macro_f1"]),
        "" if gain is None else f"{gain['value']:+.3f} [{gain['low']:+.3f} to {gain['high']:+.3f}]".replace("-", "−"),
        write_percent(own["false_tag_rate"]),
    ]


if __name__ == "__main__":
    main()
