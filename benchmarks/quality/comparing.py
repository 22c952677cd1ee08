"""How often `topictag compare` calls a model worse that is not, and how often it finds one that is.

Two models learn from separate halves of the development paragraphs, and decide about others (cross-validation). For
each run, paragraphs are drawn with replacement.

- Equal models: the decisions of the two are swapped at random, paragraph by paragraph, so that neither can be better.
  They are swapped after the draw: copies of a paragraph with the same swap would count as one and look like several.
- Equal F1, other errors: one model at a low threshold and at a high one, both with the same F1 on all paragraphs.
- A loss among other changes: equal models, but the new one loses right tags of one topic at random, until its F1 on all
  paragraphs is lower by so much.
- A loss alone: the same, but the new model decides everything else as the old one does.
"""

import warnings
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import load_development_gold
from benchmarks.quality.cross_validation import Unseen, make_examples, tag_unseen
from benchmarks.reporting import markdown_table
from numpy.typing import NDArray

import topictag
from topictag.evaluation.comparison import compare_topics
from topictag.evaluation.correction import correct, correct_by_holm
from topictag.evaluation.metrics import Bools, Floats
from topictag.evaluation.resampling import Resamples
from topictag.evaluation.swapping import compare_by_swapping
from topictag.reports.figures import write_percent
from topictag.training.validation.folds import deal_folds

N_FOLDS, SIZES, LOSSES, ALPHA = 3, (500, 2000), (0.02, 0.05, 0.1), 0.05
BELOW_BEST = 0.03  # chosen: F1 that both thresholds of "equal F1, other errors" lose against the best one
TESTS = ("swapped", "bootstrap", "interval")
Rng = np.random.Generator
Pair = tuple[Bools, Bools]  # the decisions of the old model and of the new one
Rows = NDArray[np.intp]  # numbers of the paragraphs that were drawn
Make = Callable[[Rng, Rows], tuple[Pair, int | None]]  # decisions about these, and the topic that is worse


def measure(options: Namespace) -> dict[str, Any]:
    """Return false alarms and found losses of each test."""
    texts, topics, gold = load_development_gold(options.data)
    one, other = _decide(texts, topics, gold)
    low, high = _find_thresholds(gold, one.scores)
    cases: dict[str, Make] = {
        "equal models": lambda rng, drawn: (_swap(one.tagged[drawn], other.tagged[drawn], rng), None),
        "equal F1, other errors": lambda rng, drawn: (_swap_topics(low[drawn], high[drawn], rng), None),
    }
    for what, rival in (("among other changes", other), ("alone", one)):
        cases |= {f"loss of {100 * loss:g} points, {what}": _make_loss(gold, one, rival, loss) for loss in LOSSES}
    return {
        "n_texts": len(texts),
        "n_runs": options.runs,
        "n_loss_runs": options.loss_runs,
        "disagreement": float((one.tagged != other.tagged).any(axis=1).mean()),
        "cases": [
            {
                "case": name,
                "size": size,
                **_count(gold, make, size, options.loss_runs if "loss" in name else options.runs),
            }
            for name, make in cases.items()
            for size in SIZES
        ],
    }


def _decide(texts: list[str], topics: list[str], gold: Bools) -> tuple[Unseen, Unseen]:
    """Return what two models of separate halves decide about texts that neither has seen."""
    examples = make_examples(texts, topics, gold)
    both = tuple(Unseen(np.zeros(gold.shape), np.zeros_like(gold)) for _ in range(2))
    folds = deal_folds(gold, np.arange(len(gold)), N_FOLDS, 0)
    for fold in range(N_FOLDS):
        inside, outside = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        halves = deal_folds(gold[outside], np.arange(len(outside)), 2, fold)
        for half, unseen in enumerate(both):
            with warnings.catch_warnings(action="ignore", category=topictag.TrainingWarning):
                tagger = topictag.train([examples[i] for i in outside[halves == half]])
            own = tag_unseen(tagger, [texts[i] for i in inside], topics)
            unseen.scores[inside], unseen.tagged[inside] = own.scores, own.tagged
    return both[0], both[1]


def _swap(one: Bools, other: Bools, rng: Rng) -> Pair:
    is_swapped = rng.random((len(one), 1)) < 0.5
    return np.where(is_swapped, other, one), np.where(is_swapped, one, other)


def _swap_topics(low: Bools, high: Bools, rng: Rng) -> Pair:
    is_swapped = rng.random((1, low.shape[1])) < 0.5
    return np.where(is_swapped, high, low), np.where(is_swapped, low, high)


def _find_thresholds(gold: Bools, scores: Floats) -> Pair:
    """Return the decisions at a low and at a high threshold of each topic, which have about the same F1."""
    low, high = np.zeros_like(gold), np.zeros_like(gold)
    for topic in range(gold.shape[1]):
        order = np.argsort(-scores[:, topic], kind="stable")
        n_tagged = np.arange(1, len(order) + 1)
        f1 = 2 * np.cumsum(gold[order, topic]) / (n_tagged + gold[:, topic].sum())
        best = int(f1.argmax())
        wanted = f1[best] - BELOW_BEST
        few = int(np.abs(f1[: best + 1] - wanted).argmin())
        many = best + int(np.abs(f1[best:] - wanted).argmin())
        high[order[: few + 1], topic] = low[order[: many + 1], topic] = True
    return low, high


def _make_loss(gold: Bools, one: Unseen, other: Unseen, loss: float) -> Make:
    def make(rng: Rng, drawn: Rows) -> tuple[Pair, int]:
        old, new = _swap(one.tagged, other.tagged, rng)
        topic = int(rng.integers(gold.shape[1]))
        new = _lose(gold, old, new, topic, loss, rng)
        return (old[drawn], new[drawn]), topic

    return make


def _lose(gold: Bools, old: Bools, new: Bools, topic: int, loss: float, rng: Rng) -> Bools:
    """Return a model without so many right tags of a topic that its F1 is lower than the old one's by the loss."""
    right = rng.permutation(np.flatnonzero(gold[:, topic] & new[:, topic]))
    n_lost = np.arange(len(right) + 1)
    f1 = 2 * (len(right) - n_lost) / (new[:, topic].sum() - n_lost + gold[:, topic].sum())
    before = 2 * (gold & old)[:, topic].sum() / (old[:, topic].sum() + gold[:, topic].sum())
    worse = new.copy()
    worse[right[: int(np.abs(f1 - (before - loss)).argmin())], topic] = False
    return worse


def _count(gold: Bools, make: Make, size: int, n_runs: int) -> dict[str, float]:
    """Return the share of the runs in which each test finds the topic that is worse, or any if there is none."""
    rng = np.random.default_rng(17)
    found = dict.fromkeys(TESTS, 0)
    for _ in range(n_runs):
        drawn = rng.integers(len(gold), size=size)
        (old, new), topic = make(rng, drawn)
        for test, worse in _find_worse(gold[drawn], old, new):
            found[test] += bool(worse.any() if topic is None else worse[topic])
    return {test: n / n_runs for test, n in found.items()}


def _find_worse(gold: Bools, old: Bools, new: Bools) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Yield each test, and which topics are worse by it."""
    groups, n_topics = np.arange(len(gold)), gold.shape[1]
    swapped = compare_by_swapping(gold, new, old, groups)
    worse, least = swapped.worse[:n_topics].tolist(), swapped.least[:n_topics].tolist()
    yield "swapped", np.array(correct(worse, least, ALPHA).p_values) <= ALPHA
    differences = compare_topics(gold, new, old, Resamples(groups, n_resamples=1000))
    p_values = [own.p_value if own.value and own.value < 0 and own.p_value is not None else 1.0 for own in differences]
    yield "bootstrap", np.array(correct_by_holm(p_values)) <= ALPHA
    yield "interval", np.array([own.high is not None and own.high < 0 for own in differences])


def make_table(results: Results) -> str:
    """Return one row for each case and size."""
    rows = [
        [own["case"], f"{own['size']:,}", *(write_percent(own[test]) for test in TESTS)] for own in results["cases"]
    ]
    heading = ["", "paragraphs", "swaps and Holm, as shipped", "bootstrap and Holm", "95 % interval below 0"]
    return markdown_table(heading, rows)


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--runs", type=int, default=1000, help="number of runs for false alarms, for each case and size"
    )
    parser.add_argument("--loss-runs", type=int, default=200, help="number of runs for losses")


BENCHMARK = Benchmark(
    name="comparing",
    description=__doc__,
    measure=measure,
    tables={"comparing": make_table},
    document="docs/comparing.md",
    needs_data=True,
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
