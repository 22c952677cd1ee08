"""What hints add on news of sources that training has left out, at several scales, without and with background vectors.

On development paragraphs only: each of the eight largest sources, and all others together, are scored by a model that
has learnt from the other sources. ``--hints`` is a folder of tables ``term<TAB>strength``, named by topic.
"""

from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results, add_background_option
from benchmarks.datasets import development_sources, load_development_gold
from benchmarks.quality.cross_validation import make_examples
from benchmarks.quality.score import best_macro_f1, mean_average_precision
from benchmarks.reporting import markdown_table
from threadpoolctl import threadpool_limits

from topictag.labelled.hints import Hint
from topictag.text.terms import TermAnalyzer
from topictag.training.background.storage import load_background
from topictag.training.background.vectors import Background
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.fitting.layer import fit_documents
from topictag.training.preparing import prepare
from topictag.training.recipe import Recipe
from topictag.training.validation.out_of_fold import score_documents
from topictag.training.validation.sample import Sample

SCALES = (0.0, 0.1, 0.25, 0.5, 1.0)
_N_SOURCES = 8
_UNREADABLE = -50.0  # stands for a score of -inf


def measure(options: Namespace) -> dict[str, Any]:
    """Return mean average precision and best macro-F1 for each scale, without and with the background."""
    texts, topics, gold = load_development_gold(options.data)
    examples = make_examples(texts, topics, gold)
    hints = read_folder(options.hints or options.data / "hints", topics)
    sample = prepare(examples, [], TermAnalyzer(shared_lemmatizer()), hints=hints).sample
    sources = number_sources(development_sources(options.data))
    figures = {}
    with threadpool_limits(1):
        for background in (None, load_background(options.background)):
            for scale in SCALES:
                recipe = Recipe(hint_scale=scale, background_scale=1.0 if background else 0.0)
                scores = _score(sample, sources, recipe, background)
                name = f"{'with' if background else 'without'} background, scale {scale:g}"
                figures[name] = {
                    "mean_average_precision": mean_average_precision(gold, scores),
                    "macro_f1": best_macro_f1(gold, scores),
                }
    return {"n_labels": len(texts), "n_hints": len(hints), "n_sources": int(sources.max()) + 1, "figures": figures}


def read_folder(folder: Path, topics: list[str]) -> list[Hint]:
    """Return the hints of a folder; tables are named by topic, with _ for a space."""
    by_name = {topic.lower(): topic for topic in topics}
    hints = []
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            term, strength = line.split("\t")[:2]
            hints.append(Hint(by_name[path.stem.replace("_", " ")], term, int(strength), f"{path.name}:{number}"))
    return hints


def number_sources(sources: list[str]) -> np.ndarray:
    """Return the number of each source: the eight largest from 0, then all others."""
    largest = [source for source, _ in Counter(sources).most_common(_N_SOURCES)]
    return np.array([largest.index(source) if source in largest else _N_SOURCES for source in sources])


def _score(sample: Sample, sources: np.ndarray, recipe: Recipe, background: Background | None) -> np.ndarray:
    scores = np.zeros(sample.gold.shape)
    for source in range(sources.max() + 1):
        inside, outside = np.flatnonzero(sources == source), np.flatnonzero(sources != source)
        fitted = fit_documents(
            sample.counts.take(outside), sample.gold[outside], recipe, background, sample.weights(0.0)[outside]
        )
        scores[inside] = score_documents(fitted.vocabulary, fitted.layer, sample.paragraphs.take(inside))
    return np.maximum(scores, _UNREADABLE)


def make_table(results: Results) -> str:
    """Return one row per scale."""
    rows = [
        [name, f"{own['mean_average_precision']:.3f}", f"{own['macro_f1']:.3f}"]
        for name, own in results["figures"].items()
    ]
    return markdown_table([f"{results['n_hints']:,} hints", "mAP", "best macro-F1"], rows)


def add_options(parser: ArgumentParser) -> None:
    """Add the options for background vectors and hints."""
    add_background_option(parser)
    parser.add_argument("--hints", type=Path, help="folder of tables of hints (DATA/hints)")


BENCHMARK = Benchmark(
    name="hints",
    description=__doc__,
    measure=measure,
    tables={"hints": make_table},
    document="docs/design.md",
    needs_data=True,
    add_options=add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
