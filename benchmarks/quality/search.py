"""What the search for settings gains over the defaults, on training parts of four data sets.

Three outer folds: on two of them the search chooses, and the model that they then train scores the third. No test part
is used. Accuracy where each text has exactly one topic, else mean average precision.
"""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import load_appeals, load_development, load_sensitive, load_sib200
from benchmarks.quality.score import mean_average_precision
from benchmarks.reporting import markdown_table
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from topictag.labelled.example import Example
from topictag.text.terms import TermAnalyzer
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.fitting.layer import fit_documents
from topictag.training.preparing import prepare
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import score_documents
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Sample
from topictag.training.validation.search import search_recipe

EFFORTS = ("quick", "normal")
_N_FOLDS = 3
_MAX_TEXTS = 3000  # chosen: minutes, not hours
_UNREADABLE = -50.0  # stands for a score of -inf


def measure(options: Namespace) -> dict[str, Any]:
    """Return for each data set the figures of the defaults and of each effort, and what was chosen."""
    with threadpool_limits(1):
        return {"sets": {name: _measure_set(own) for name, own in tqdm(load_sets(options.data).items(), "data sets")}}


def load_sets(folder: Path) -> dict[str, list[Example]]:
    """Return at most 3,000 examples of the training part of each data set."""
    data = {
        "SIB-200": load_sib200(folder, "train"),
        "citizens' appeals": load_appeals(folder, "train"),
        "sensitive topics": load_sensitive(folder, "V1_Sensitive_topics_crowdsource_only"),
        "news": load_development(folder),
    }
    return {name: _draw(*own) for name, own in data.items()}


def _draw(texts: list[str], tags: list[list[str]]) -> list[Example]:
    taken = np.random.default_rng(0).permutation(len(texts))[:_MAX_TEXTS].tolist()
    return [Example(f"{n}", texts[n], frozenset(tags[n]), f"{n}") for n in taken]


def _measure_set(examples: list[Example]) -> dict[str, Any]:
    sample = prepare(examples, [], TermAnalyzer(shared_lemmatizer()), with_grams=True).sample
    is_single = bool((sample.gold.sum(axis=1) == 1).all())
    figures: dict[str, float] = {}
    chosen: dict[str, list[str]] = {}
    for name in ("defaults", *EFFORTS):
        scores = np.zeros(sample.gold.shape)
        chosen[name] = []
        for inside, outside in _split(sample):
            part = sample.take(outside)
            recipe = Recipe()
            if name != "defaults":
                task = "single" if is_single else "multi"
                recipe = search_recipe(part, TrainingSettings(effort=name), None, Workers(), task).recipe
                chosen[name].append(recipe.describe_changes(Recipe()) or "the defaults")
            scores[inside] = _score(sample, part, inside, recipe)
        figures[name] = _figure(sample.gold, np.maximum(scores, _UNREADABLE), is_single)
    return {"n_texts": len(examples), "is_single": is_single, "figures": figures, "chosen": chosen}


def _split(sample: Sample) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    folds = sample.deal(_N_FOLDS, 0)
    return ((np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)) for fold in range(_N_FOLDS))


def _score(sample: Sample, part: Sample, inside: np.ndarray, recipe: Recipe) -> np.ndarray:
    outer, paragraphs = sample.counts_with_grams, sample.paragraphs_with_grams
    outside = np.setdiff1d(np.arange(sample.n_own), inside)
    fitted = fit_documents(outer.take(outside), part.gold, recipe, None, part.weights(0.0))
    return score_documents(fitted.vocabulary, fitted.layer, paragraphs.take(inside))


def _figure(gold: np.ndarray, scores: np.ndarray, is_single: bool) -> float:
    if is_single:
        return float(gold[np.arange(len(gold)), scores.argmax(axis=1)].mean())
    return mean_average_precision(gold, scores)


def make_table(results: Results) -> str:
    """Return one row per data set."""
    rows = [
        [
            f"{name}, {own['n_texts']:,} texts",
            "accuracy" if own["is_single"] else "mAP",
            *(f"{own['figures'][effort]:.3f}" for effort in ("defaults", *EFFORTS)),
            "; ".join(dict.fromkeys(own["chosen"]["normal"])),
        ]
        for name, own in results["sets"].items()
    ]
    return markdown_table(["data set", "figure", "defaults", *EFFORTS, "chosen (normal)"], rows)


BENCHMARK = Benchmark(
    name="search",
    description=__doc__,
    measure=measure,
    tables={"search": make_table},
    document="docs/design.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
