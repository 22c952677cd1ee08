"""How thresholds for F1 are best chosen: the luck of the examples against what the probabilities lead to expect.

On development paragraphs only: with all labels, out of fold, with the false tags on tagless paragraphs that were drawn
at random; and with draws of 180 labels, tested on 1,000 others. The recipe has the background, and no pairs.
"""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.datasets import data_argument, load_development_gold, random_development
from benchmarks.reporting import ROOT, markdown_table, save_results, update_readme
from scipy.special import expit
from threadpoolctl import threadpool_limits

from topictag.evaluation import metrics
from topictag.text.terms import TermAnalyzer
from topictag.training.background.storage import load_background
from topictag.training.decisions.learning import fit_platt
from topictag.training.decisions.targets import Target, choose_threshold, expected_f1_threshold, find_cuts
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.vectorizer import LemmaTfidfVectorizer
from topictag.training.fitting.layer import fit_layer
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import OutOfFold, score_out_of_fold
from topictag.training.validation.sample import Sample

N_FEW, N_TEST, N_DRAWS, SCALE = 180, 1000, 8, 0.7
Rule = Callable[[Any, Any, int], float]


def _top(probability: Any, gold: Any, _: int) -> float:
    cuts = find_cuts(probability, gold)
    return float(cuts.thresholds[np.argmax(cuts.f1)])


RULES: dict[str, Rule] = {
    "best F1 on the examples": _top,
    "best expected F1": lambda probability, *_: expected_f1_threshold(probability),
    "between both, as shipped": lambda probability, gold, n: choose_threshold(Target(), probability, gold, n_deals=n)[
        0
    ],
}


def main() -> None:
    """Measure, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--background", type=Path, default=ROOT / "training_data" / "background.safetensors")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the table in docs")
    options = parser.parse_args()
    texts, _, gold = load_development_gold(options.data)
    analyzer = TermAnalyzer(shared_lemmatizer())
    documents = [[list(analyzer.iter_terms(text))] for text in texts]
    vectorizer = LemmaTfidfVectorizer(lemmatizer=shared_lemmatizer(), background=load_background(options.background))
    with threadpool_limits(1), warnings.catch_warnings(action="ignore"):
        unseen = _score(vectorizer, documents, gold)
        draws = [_draw(vectorizer, documents, gold, draw) for draw in range(N_DRAWS)]
    at_random = random_development(options.data)
    figures = {}
    for name, rule in RULES.items():
        tagged = _decide_out_of_fold(unseen, rule)
        tagless = ~gold.any(axis=1) & at_random
        figures[name] = {
            "macro_f1": float(metrics.macro_f1(metrics.count_decisions(gold, tagged, np.zeros(len(gold), np.intp)))[0]),
            "false_tag_rate": float(tagged[tagless].any(axis=1).mean()),
            "macro_f1_few": float(np.mean([_decide_draw(*draw, rule) for draw in draws])),
        }
    header = ["threshold", f"macro-F1, {len(texts):,} labels", "false tags", f"macro-F1, {N_FEW} labels"]
    rows = [
        [name, f"{own['macro_f1']:.3f}", f"{100 * own['false_tag_rate']:.1f} %", f"{own['macro_f1_few']:.3f}"]
        for name, own in figures.items()
    ]
    table = markdown_table(header, rows)
    print(table)
    if options.keep:
        save_results("thresholds", {"n_draws": N_DRAWS, "scale": SCALE, "figures": figures})
        update_readme("thresholds", table, document="docs/design.md")


def _score(vectorizer: LemmaTfidfVectorizer, documents: list[Any], gold: Any) -> OutOfFold:
    return score_out_of_fold(vectorizer, Sample(documents, gold, np.arange(len(gold))), TrainingSettings(), scale=SCALE)


def _decide_out_of_fold(unseen: OutOfFold, rule: Rule) -> Any:
    """Decide each fold of the first deal by the scores of the others."""
    tagged = np.zeros_like(unseen.gold)
    for fold in np.unique(unseen.folds[0]):
        inside = unseen.folds[0] == fold
        tagged[inside] = _decide(unseen.scores[:, ~inside], unseen.gold[~inside], unseen.scores[0, inside], rule)
    return tagged


def _draw(vectorizer: LemmaTfidfVectorizer, documents: list[Any], gold: Any, draw: int) -> tuple[OutOfFold, Any, Any]:
    """Return out-of-fold scores of few examples, and scores and gold of others."""
    order = np.random.default_rng(draw).permutation(len(documents))
    train, test = order[:N_FEW], order[N_FEW : N_FEW + N_TEST]
    topics = np.flatnonzero(gold[train].sum(axis=0) > 1)
    unseen = _score(vectorizer, [documents[i] for i in train], gold[np.ix_(train, topics)])
    rows = vectorizer.fit_transform([documents[i][0] for i in train])
    layer = fit_layer(vectorizer, rows, unseen.gold, TrainingSettings().C, SCALE)
    scores = layer.scores(vectorizer.transform([documents[i][0] for i in test]))
    return unseen, scores, gold[np.ix_(test, topics)]


def _decide_draw(unseen: OutOfFold, scores: Any, gold: Any, rule: Rule) -> float:
    tagged = _decide(unseen.scores, unseen.gold, scores, rule)
    return float(metrics.macro_f1(metrics.count_decisions(gold, tagged, np.zeros(len(gold), np.intp)))[0])


def _decide(seen: Any, seen_gold: Any, scores: Any, rule: Rule) -> Any:
    """Calibrate and choose thresholds on some scores, decide on others."""
    tagged = np.zeros(scores.shape, bool)
    for topic in range(scores.shape[1]):
        own, gold = seen[:, :, topic], seen_gold[:, topic]
        slope, offset = fit_platt(own, gold)
        threshold = rule(expit(slope * own.ravel() + offset), np.tile(gold, len(own)), len(own))
        tagged[:, topic] = expit(slope * scores[:, topic] + offset) >= threshold
    return tagged


if __name__ == "__main__":
    main()
