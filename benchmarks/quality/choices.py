"""What each choice of the search does by itself: one value changed at a time, on training parts of four data sets.

Five folds, dealt three times. Accuracy where each text has exactly one topic, else mean average precision. Differences
have a paired bootstrap interval over texts.
"""

from argparse import Namespace
from functools import cache
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results, add_background_option
from benchmarks.quality.ablation.precision import mean_average_precision
from benchmarks.quality.ablation.table import interval_of_resamples, write_cell
from benchmarks.quality.search import load_sets
from benchmarks.reporting import markdown_table
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from topictag.evaluation.resampling import Resamples
from topictag.labelled.example import Example
from topictag.text.terms import TermAnalyzer
from topictag.training.background.storage import load_background
from topictag.training.background.vectors import Background
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.preparing import prepare
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import OutOfFold, score_out_of_fold
from topictag.training.validation.parallel import Workers

DEFAULTS = Recipe()
_GRAMS = Recipe(max_grams=5000)
_VECTORS = Recipe(background_scale=1.0)
# The recipe that is changed, and the change.
CHANGES: dict[str, tuple[Recipe, dict[str, Any]]] = {
    "C = 0.5": (DEFAULTS, {"C": 0.5}),
    "C = 1.5": (DEFAULTS, {"C": 1.5}),
    "C = 15": (DEFAULTS, {"C": 15.0}),
    "words that occur once": (DEFAULTS, {"min_df": 1}),
    "no pairs": (DEFAULTS, {"max_pairs": 0}),
    "3,000 pairs": (DEFAULTS, {"max_pairs": 3000}),
    "no families": (DEFAULTS, {"families": False}),
    "function words": (DEFAULTS, {"function_words": True}),
    "negation": (DEFAULTS, {"negation": True}),
    "5,000 n-grams": (DEFAULTS, {"max_grams": 5000}),
    "with 5,000 n-grams: 20,000": (_GRAMS, {"max_grams": 20_000}),
    "with 5,000 n-grams: C = 0.5": (_GRAMS, {"C": 0.5}),
    "with 5,000 n-grams: function words": (_GRAMS, {"function_words": True}),
    "with 5,000 n-grams: negation": (_GRAMS, {"negation": True}),
    "background vectors, scale 1": (DEFAULTS, {"background_scale": 1.0}),
    "with background: scale 0.5": (_VECTORS, {"background_scale": 0.5}),
    "with background: scale 2": (_VECTORS, {"background_scale": 2.0}),
}
_N_DEALS = 3
_N_RESAMPLES = 1000
_UNREADABLE = -50.0  # stands for a score of -inf


def measure(options: Namespace) -> dict[str, Any]:
    """Return for each data set the figure of the defaults, and the differences that the changes make."""
    background = load_background(options.background)
    with threadpool_limits(1):
        sets = tqdm(load_sets(options.data).items(), "data sets")
        return {"sets": {name: _measure_set(own, background) for name, own in sets}}


def _measure_set(examples: list[Example], background: Background) -> dict[str, Any]:
    sample = prepare(examples, [], TermAnalyzer(shared_lemmatizer()), with_grams=True, with_function_words=True).sample
    is_single = bool((sample.gold.sum(axis=1) == 1).all())

    @cache
    def figures_of(recipe: Recipe) -> np.ndarray:
        vectors = background if recipe.background_scale else None
        own = sample if recipe.has_function_words else sample.without_function_words()
        unseen = score_out_of_fold(
            own, TrainingSettings(), vectors, recipe=recipe, least_deals=_N_DEALS, workers=Workers()
        )
        return _resample(unseen, is_single=is_single)

    differences = {
        name: [round(own, 4) for own in interval_of_resamples(figures_of(base.change(**change)) - figures_of(base))]
        for name, (base, change) in tqdm(CHANGES.items(), "changes", leave=False)
    }
    figure = float(figures_of(DEFAULTS)[0])
    return {"n_texts": len(examples), "is_single": is_single, "figure": figure, "differences": differences}


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
    rows = [["the defaults", *(f"{own['figure']:.3f}" for own in sets.values())]]
    rows += [[name, *(write_cell(own["differences"][name]) for own in sets.values())] for name in CHANGES]
    return markdown_table(header, rows)


BENCHMARK = Benchmark(
    name="choices",
    description=__doc__,
    measure=measure,
    tables={"choices": make_table},
    document="docs/design.md",
    add_options=add_background_option,
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
