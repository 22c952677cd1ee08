"""What function words and negations add as terms, on training parts of four data sets.

Five folds, dealt three times; the other settings are the defaults, without or with character n-grams. Accuracy where
each text has exactly one topic, else mean average precision. Differences have a paired bootstrap interval over texts.
"""

from argparse import Namespace
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results
from benchmarks.quality.ablation.precision import mean_average_precision
from benchmarks.quality.ablation.table import interval_of_resamples, write_cell
from benchmarks.quality.search import load_sets
from benchmarks.reporting import markdown_table
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from topictag.evaluation.resampling import Resamples
from topictag.labelled.example import Example
from topictag.text.terms import TermAnalyzer
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.preparing import prepare
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import OutOfFold, score_out_of_fold
from topictag.training.validation.parallel import Workers

BASES = {"": Recipe(), "with 5,000 n-grams: ": Recipe(max_grams=5000)}
CHANGES: dict[str, dict[str, bool]] = {
    "function words": {"function_words": True},
    "negation": {"negation": True},
    "both": {"function_words": True, "negation": True},
}
_N_DEALS = 3
_N_RESAMPLES = 1000
_UNREADABLE = -50.0  # stands for a score of -inf


def measure(options: Namespace) -> dict[str, Any]:
    """Return for each data set the figures of the bases, and the differences that the changes make."""
    with threadpool_limits(1):
        return {"sets": {name: _measure_set(own) for name, own in tqdm(load_sets(options.data).items(), "data sets")}}


def _measure_set(examples: list[Example]) -> dict[str, Any]:
    sample = prepare(examples, [], TermAnalyzer(shared_lemmatizer()), with_grams=True, with_function_words=True).sample
    is_single = bool((sample.gold.sum(axis=1) == 1).all())

    def figures_of(recipe: Recipe) -> np.ndarray:
        unseen = score_out_of_fold(sample, TrainingSettings(), recipe=recipe, least_deals=_N_DEALS, workers=Workers())
        return _resample(unseen, is_single=is_single)

    figures: dict[str, float] = {}
    differences: dict[str, list[float]] = {}
    for title, base in BASES.items():
        without = figures_of(base)
        figures[title] = float(without[0])
        for name, change in CHANGES.items():
            difference = figures_of(base.change(**change)) - without
            differences[title + name] = [round(own, 4) for own in interval_of_resamples(difference)]
    return {"n_texts": len(examples), "is_single": is_single, "figures": figures, "differences": differences}


def _resample(unseen: OutOfFold, *, is_single: bool) -> np.ndarray:
    """Return the mean figure of the first deals, then that of each resample of the texts."""
    resamples = Resamples.over(range(len(unseen.gold)), n_resamples=_N_RESAMPLES)
    weights = np.stack([np.ones(len(unseen.gold)), *resamples.weights()])
    deals = np.maximum(unseen.scores[:_N_DEALS], _UNREADABLE)
    if not is_single:
        return np.mean([mean_average_precision(scores, unseen.gold, weights) for scores in deals], axis=0)
    right = np.mean([np.take_along_axis(unseen.gold, own.argmax(axis=1)[:, None], 1)[:, 0] for own in deals], axis=0)
    accuracy: np.ndarray = weights @ right / weights.sum(axis=1)
    return accuracy


def make_table(results: Results) -> str:
    """Return one row per choice; a difference is bold if its interval excludes 0."""
    sets = results["sets"]
    header = ["", *(f"{name}, {'accuracy' if own['is_single'] else 'mAP'}" for name, own in sets.items())]
    rows = []
    for title in BASES:
        rows.append([f"{title}neither", *(f"{own['figures'][title]:.3f}" for own in sets.values())])
        rows += [
            [title + name, *(write_cell(own["differences"][title + name]) for own in sets.values())] for name in CHANGES
        ]
    return markdown_table(header, rows)


BENCHMARK = Benchmark(
    name="function_words",
    description=__doc__,
    measure=measure,
    tables={"function_words": make_table},
    document="docs/design.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
