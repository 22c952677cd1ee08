"""How quality grows with real labels, with and without background and written texts, and what more labels would bring.

The labels that no model picked are dealt to folds by article. Each fold is tested with models that learnt from 5 to
100 % of the other folds and of the picked labels; each share includes the smaller ones. Thresholds are learnt out of
fold, without the picked labels, as in the shipped model. The same models are measured on the test paragraphs, which
influence no choice.
"""

from argparse import Namespace
from collections.abc import Sequence
from itertools import pairwise, product
from typing import Any

import numpy as np
from benchmarks.benchmark import BACKGROUND, Benchmark, Results
from benchmarks.datasets import load_labelled
from benchmarks.quality.score import macro_f1
from benchmarks.reporting import ROOT, markdown_table
from threadpoolctl import threadpool_limits
from tqdm import tqdm

import topictag
from topictag.labelled.example import Example
from topictag.labelled.reading import read_examples
from topictag.text.terms import TermAnalyzer
from topictag.training.background.storage import load_background
from topictag.training.background.vectors import Background
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.fitting.layer import fit_documents
from topictag.training.preparing import prepare
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import score_documents, score_out_of_fold
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Sample

SHARES = (0.05, 0.1, 0.25, 0.5, 1.0)
N_FOLDS = 3
Point = dict[str, float]
_SETTINGS = TrainingSettings(n_folds=3)
TRAINING_DATA = ROOT / "training_data"
_GAIN = 0.02
_MAX_DOUBLINGS = 4  # chosen: extrapolating a straight line further is meaningless


def measure(options: Namespace) -> dict[str, Any]:
    """Return the points of the four curves."""
    corpus = options.data / "corpus.jsonl.xz"
    drawn = read_examples(TRAINING_DATA / "real_news.labels.jsonl", corpus=corpus)
    picked = read_examples(TRAINING_DATA / "real_news.picked.labels.jsonl", corpus=corpus)
    written = read_examples(TRAINING_DATA / "written")
    test = read_examples(load_labelled(options.data))
    data = _Data(drawn, picked, written, test)
    shipped = topictag.load()
    scale = shipped.record.background.scale
    recipe = Recipe(max_pairs=len(shipped.model.pairs), background_scale=scale, auxiliary_weight=1.0)
    background = load_background(BACKGROUND)
    curves: dict[str, list[Point]] = {}
    with threadpool_limits(1):
        for vectors, further in product((None, background), (False, True)):
            name = f"{'with' if vectors else 'no'} background, {'with' if further else 'no'} written set"
            curves[name] = [_point(data, share, vectors, further, recipe) for share in tqdm(SHARES, name)]
    return {"n_folds": N_FOLDS, "curves": curves}


class _Data:
    """Labels that no model picked, picked labels, written texts and test texts, read once and in this order."""

    def __init__(self, drawn: Sequence[Example], *others: Sequence[Example]) -> None:
        further = [example for own in others for example in own]
        self.sample = prepare(drawn, further, TermAnalyzer(shared_lemmatizer())).sample
        bounds = np.cumsum([0, len(drawn), *map(len, others)]).tolist()
        self.drawn, self.picked, self.written, self.test = (range(start, end) for start, end in pairwise(bounds))
        self.folds = self.sample.deal(N_FOLDS, 0)
        # One order for all shares, so that a larger share includes the smaller ones.
        rng = np.random.default_rng(0)
        self.order = {part: rng.permutation(part).tolist() for part in (self.drawn, self.picked)}

    def twins(self, document: int) -> frozenset[int]:
        """Return the drawn documents that share the article or the text of a further document."""
        return frozenset(self.sample.twins[document - len(self.drawn)])

    def part(self, own: list[int], further: list[int]) -> Sample:
        """Return a sample of some drawn documents and some further ones."""
        places, chosen = {number: place for place, number in enumerate(own)}, np.array([*own, *further])
        return Sample(
            self.sample.paragraphs.take(chosen),
            self.sample.gold[chosen],
            self.sample.groups[own],
            [[places[i] for i in self.twins(number) if i in places] for number in further],
        )


def _point(data: _Data, share: float, background: Background | None, with_written: bool, recipe: Recipe) -> Point:
    """Train on a share of the labels outside each fold; return macro-F1 inside it, and the mean on the test texts."""
    gold = data.sample.gold
    tagged, of_test, n_labels = np.zeros_like(gold[: len(data.drawn)]), [], []
    for fold in range(N_FOLDS):
        inside = frozenset(np.flatnonzero(data.folds == fold).tolist())
        own = _share([i for i in data.order[data.drawn] if i not in inside], share)
        picked = _share([i for i in data.order[data.picked] if inside.isdisjoint(data.twins(i))], share)
        written = [i for i in data.written if inside.isdisjoint(data.twins(i))] if with_written else []
        asked = [*sorted(inside), *data.test]
        decided = _decide(data.part(own, [*picked, *written]), data, asked, background, recipe)
        tagged[sorted(inside)] = decided[: len(inside)]
        of_test.append(macro_f1(gold[list(data.test)], decided[len(inside) :]))
        n_labels.append(len(own) + len(picked))
    return {
        "n_labels": float(np.mean(n_labels)),
        "macro_f1": macro_f1(gold[: len(data.drawn)], tagged),
        "macro_f1_test": float(np.mean(of_test)),
    }


def _share(numbers: list[int], share: float) -> list[int]:
    return sorted(numbers[: round(share * len(numbers))])


def _decide(sample: Sample, data: _Data, asked: list[int], background: Background | None, recipe: Recipe) -> Any:
    """Train on a sample; return the tags of the requested documents, shape (n_asked, n_topics)."""
    if background is None:
        recipe = recipe.change(background_scale=0.0)
    unseen = score_out_of_fold(sample, _SETTINGS, background, recipe=recipe, least_deals=1, workers=Workers())
    fitted = fit_documents(sample.counts, sample.gold, recipe, background, sample.weights(recipe.auxiliary_weight))
    documents = data.sample.paragraphs.take(np.array(asked))
    return unseen.fit_decisions().tags(score_documents(fitted.vocabulary, fitted.layer, documents))


def make_table(results: Results) -> str:
    """Return the curves as rows, those on held-out labels first."""
    curves = results["curves"]
    points = next(iter(curves.values()))
    header = ["real labels", *(f"{point['n_labels']:,.0f}" for point in points), "per doubling", "for +0.02"]
    rows = []
    for figure, name in (("macro_f1", "real labels, held out"), ("macro_f1_test", "test paragraphs")):
        rows.append([f"**{name}**", *[""] * (len(points) + 2)])
        for curve, own in curves.items():
            slope, n_more = _extrapolate(own, figure)
            rows.append([curve, *(f"{point[figure]:.3f}" for point in own), f"{slope:+.3f}", n_more])
    return markdown_table(header, rows)


def _extrapolate(points: Sequence[dict[str, float]], figure: str) -> tuple[float, str]:
    """Return the gain per doubling over the last three points, and the number of labels for 0.02 more at that rate."""
    last = points[-3:]
    doublings = np.log2([point["n_labels"] for point in last])
    slope = float(np.polyfit(doublings, [point[figure] for point in last], 1)[0])
    if slope * _MAX_DOUBLINGS < _GAIN:
        return slope, "out of reach"
    return slope, f"{last[-1]['n_labels'] * (2 ** (_GAIN / slope) - 1):,.0f} more"


BENCHMARK = Benchmark(
    name="learning_curve",
    description=__doc__,
    measure=measure,
    tables={"learning_curve": make_table},
    document="docs/learning_curve.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
