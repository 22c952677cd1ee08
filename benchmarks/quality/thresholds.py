"""The best rule for F1 thresholds: by F1 on the examples, or by the F1 expected from the probabilities.

On development paragraphs only. With all labels: out of fold, with false tags on tagless paragraphs that were drawn at
random. With draws of 180 labels: tested on 1,000 others. The recipe has the background, and no pairs.
"""

import warnings
from argparse import Namespace
from collections.abc import Callable
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results, add_background_option
from benchmarks.datasets import load_development_gold, random_development
from benchmarks.quality.fitting import score_others
from benchmarks.quality.score import macro_f1
from benchmarks.reporting import markdown_table
from scipy.special import expit
from threadpoolctl import threadpool_limits

from topictag.reports.figures import write_percent
from topictag.text.terms import TermAnalyzer
from topictag.training.background.storage import load_background
from topictag.training.background.vectors import Background
from topictag.training.decisions.calibration import fit_platt
from topictag.training.decisions.targets import Target
from topictag.training.decisions.thresholds import choose_threshold, expected_f1_threshold, find_cuts
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import OutOfFold, score_out_of_fold
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Sample

N_FEW, N_TEST, N_DRAWS, SCALE = 180, 1000, 8, 0.7
Rule = Callable[[Any, Any, int], float]


def _top(probability: Any, gold: Any, _: int) -> float:
    cuts = find_cuts(probability, gold)
    return float(cuts.thresholds[np.argmax(cuts.f1)])


RULES: dict[str, Rule] = {
    "best F1 on the examples": _top,
    "best expected F1": lambda probability, *_: expected_f1_threshold(probability),
    "a compromise of both, as shipped": lambda probability, gold, n_deals: choose_threshold(
        Target(), probability, gold, n_deals=n_deals
    )[0],
}


def measure(options: Namespace) -> dict[str, Any]:
    """Return macro-F1 and false tags of each rule, with all labels and with few."""
    texts, _, gold = load_development_gold(options.data)
    analyzer = TermAnalyzer(shared_lemmatizer())
    documents = [list(analyzer.iter_terms(text)) for text in texts]
    background = load_background(options.background)
    with threadpool_limits(1), warnings.catch_warnings(action="ignore"):
        unseen = _score(background, documents, gold)
        draws = [_draw(background, documents, gold, draw) for draw in range(N_DRAWS)]
    tagless = ~gold.any(axis=1) & random_development(options.data)
    figures = {}
    for name, rule in RULES.items():
        tagged = _decide_out_of_fold(unseen, rule)
        figures[name] = {
            "macro_f1": macro_f1(gold, tagged),
            "false_tag_rate": float(tagged[tagless].any(axis=1).mean()),
            "macro_f1_few": float(np.mean([_decide_draw(*draw, rule) for draw in draws])),
        }
    return {"n_labels": len(texts), "n_few": N_FEW, "n_draws": N_DRAWS, "scale": SCALE, "figures": figures}


def make_table(results: Results) -> str:
    """Return one row per rule."""
    return markdown_table(
        [
            "threshold",
            f"macro-F1, {results['n_labels']:,} labels",
            "false tags",
            f"macro-F1, {results['n_few']} labels",
        ],
        [
            [name, f"{own['macro_f1']:.3f}", write_percent(own["false_tag_rate"]), f"{own['macro_f1_few']:.3f}"]
            for name, own in results["figures"].items()
        ],
    )


def _score(background: Background, documents: list[list[str]], gold: Any) -> OutOfFold:
    sample = Sample(Paragraphs.of([[own] for own in documents]), gold, np.arange(len(gold)))
    recipe = Recipe(background_scale=SCALE)
    return score_out_of_fold(sample, TrainingSettings(), background, recipe=recipe, workers=Workers())


def _decide_out_of_fold(unseen: OutOfFold, rule: Rule) -> Any:
    """Decide each fold of the first deal by thresholds learnt from the other folds."""
    tagged = np.zeros_like(unseen.gold)
    for fold in np.unique(unseen.folds[0]):
        inside = unseen.folds[0] == fold
        tagged[inside] = _decide(unseen.scores[:, ~inside], unseen.gold[~inside], unseen.scores[0, inside], rule)
    return tagged


def _draw(background: Background, documents: list[list[str]], gold: Any, draw: int) -> tuple[OutOfFold, Any, Any]:
    """Return out-of-fold scores of few examples, and scores and gold of others."""
    order = np.random.default_rng(draw).permutation(len(documents))
    train, test = order[:N_FEW], order[N_FEW : N_FEW + N_TEST]
    topics = np.flatnonzero(gold[train].sum(axis=0) > 1)
    unseen = _score(background, [documents[i] for i in train], gold[np.ix_(train, topics)])
    scores = score_others(documents, unseen.gold, train, test, background, SCALE)
    return unseen, scores, gold[np.ix_(test, topics)]


def _decide_draw(unseen: OutOfFold, scores: Any, gold: Any, rule: Rule) -> float:
    tagged = _decide(unseen.scores, unseen.gold, scores, rule)
    return macro_f1(gold, tagged)


def _decide(seen: Any, seen_gold: Any, scores: Any, rule: Rule) -> Any:
    """Calibrate and choose thresholds on some scores; decide on others."""
    tagged = np.zeros(scores.shape, bool)
    for topic in range(scores.shape[1]):
        own, gold = seen[:, :, topic], seen_gold[:, topic]
        slope, offset = fit_platt(own, gold)
        threshold = rule(expit(slope * own.ravel() + offset), np.tile(gold, len(own)), len(own))
        tagged[:, topic] = expit(slope * scores[:, topic] + offset) >= threshold
    return tagged


BENCHMARK = Benchmark(
    name="thresholds",
    description=__doc__,
    measure=measure,
    tables={"thresholds": make_table},
    document="docs/design.md",
    needs_data=True,
    add_options=add_background_option,
)

if __name__ == "__main__":
    BENCHMARK.run()
