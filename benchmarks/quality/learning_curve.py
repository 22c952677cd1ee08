"""How quality grows with real labels, with background and written texts and without, and what more labels would bring.

The real labels are dealt to folds by article. Each fold is tested on its texts that were drawn as news comes (by
keyword or at random), with models that learnt from 5 to 100 % of the other folds, each share holding the smaller ones.
Thresholds are learnt from the training part, out of fold. The same models are measured on the test paragraphs, which
choose nothing.
"""

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.datasets import data_argument, load_labelled
from benchmarks.reporting import ROOT, markdown_table, save_results, update_readme
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from topictag.evaluation import metrics
from topictag.examples.example import Example
from topictag.examples.reading import read_examples
from topictag.text.pymorphy import shared_lemmatizer
from topictag.text.terms import TermAnalyzer
from topictag.training.background.storage import load_background
from topictag.training.background.tables import Background
from topictag.training.fitting import fit_layer
from topictag.training.out_of_fold import score_documents, score_out_of_fold
from topictag.training.preparing import prepare
from topictag.training.sample import Sample
from topictag.training.settings import TrainingSettings
from topictag.training.vectorizer import LemmaTfidfVectorizer, fit_rows

SHARES = (0.05, 0.1, 0.25, 0.5, 1.0)
N_FOLDS = 3
SCALE = 0.7  # near what training chooses; fixed, so that curves differ by their labels alone
AS_NEWS_COMES = ("keyword", "random")
TRAINING_DATA = ROOT / "training_data"


def main() -> None:
    """Draw the curves, extrapolate, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the table in docs")
    options = parser.parse_args()
    labels = TRAINING_DATA / "real_news.labels.jsonl"
    real = read_examples(labels, corpus=options.data / "corpus.jsonl.xz")
    written = read_examples(TRAINING_DATA / "written")
    test = read_examples(load_labelled(options.data))
    drawn = _drawn_as_news_comes(labels)
    data = _prepare(real, written, test)
    is_tested = np.array([example.id in drawn for example in real])
    background = load_background(TRAINING_DATA / "background.safetensors")
    curves: dict[str, list[dict[str, float]]] = {}
    with threadpool_limits(1):
        for vectors, further in product((None, background), (False, True)):
            name = f"{'with' if vectors else 'no'} background, {'with' if further else 'no'} written set"
            curves[name] = [_point(data, is_tested, share, vectors, further) for share in tqdm(SHARES, name)]
    table = _table(curves)
    print(table)
    if options.keep:
        save_results("learning_curve", {"n_folds": N_FOLDS, "scale": SCALE, "curves": curves})
        update_readme("learning_curve", table, document="docs/learning_curve.md")


def _drawn_as_news_comes(path: Path) -> frozenset[str]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return frozenset(row["id"] for row in rows if row["sampled"] in AS_NEWS_COMES)


class _Data:
    """Real, written and test documents with their topics, read once."""

    def __init__(self, sample: Sample, n_real: int, n_written: int) -> None:
        self.sample, self.n_real, self.n_written = sample, n_real, n_written
        self.folds = Sample(sample.documents[:n_real], sample.gold[:n_real], sample.groups[:n_real]).deal(N_FOLDS, 0)
        # One order for all shares: a larger share holds the smaller ones.
        self.order = np.random.default_rng(0).permutation(n_real)

    @property
    def test(self) -> range:
        return range(self.n_real + self.n_written, len(self.sample.documents))

    @property
    def written(self) -> list[int]:
        return list(range(self.n_real, self.n_real + self.n_written))


def _prepare(real: Sequence[Example], written: Sequence[Example], test: Sequence[Example]) -> _Data:
    both = prepare([*real, *written, *test], [], TermAnalyzer(shared_lemmatizer()))
    return _Data(both.sample, len(real), len(written))


def _point(data: _Data, is_tested: Any, share: float, background: Background | None, further: bool) -> dict[str, float]:
    """Train on a share of the labels outside each fold; return macro-F1 inside, and its mean on the test texts."""
    gold = data.sample.gold
    tagged, of_test, n_labels = np.zeros_like(gold[: data.n_real]), [], []
    for fold in range(N_FOLDS):
        outside = data.order[data.folds[data.order] != fold]
        train = np.sort(outside[: round(share * len(outside))]).tolist()
        inside = np.flatnonzero((data.folds == fold) & is_tested).tolist()
        decided = _decide(data, train, data.written if further else [], [*inside, *data.test], background)
        tagged[inside] = decided[: len(inside)]
        of_test.append(_macro_f1(gold[list(data.test)], decided[len(inside) :]))
        n_labels.append(len(train))
    return {
        "n_labels": float(np.mean(n_labels)),
        "macro_f1": _macro_f1(gold[: data.n_real][is_tested], tagged[is_tested]),
        "macro_f1_test": float(np.mean(of_test)),
    }


def _decide(data: _Data, train: list[int], further: list[int], asked: list[int], background: Background | None) -> Any:
    """Train as `topictag.train` does and return which of the asked documents get which topic."""
    part, settings, scale = [*train, *further], TrainingSettings(n_folds=3), SCALE if background else 0.0
    documents = data.sample.documents
    own = Sample([documents[i] for i in part], data.sample.gold[part], data.sample.groups[part], len(further))
    vectorizer = LemmaTfidfVectorizer(background=background, max_pairs=settings.max_pairs)
    decisions = score_out_of_fold(vectorizer, own, settings, scale=scale, least_deals=1).fit_decisions()
    rows = fit_rows(vectorizer, own.joined, own.gold)
    layer = fit_layer(vectorizer, rows, own.gold, settings.C, scale, tolerance=1e-4)
    return decisions.tags(score_documents(vectorizer, layer, [documents[i] for i in asked]))


def _macro_f1(gold: Any, tagged: Any) -> float:
    return float(metrics.macro_f1(metrics.count_decisions(gold, tagged, np.zeros(len(gold), np.intp)))[0])


def _table(curves: dict[str, list[dict[str, float]]]) -> str:
    points = next(iter(curves.values()))
    header = ["real labels", *(f"{point['n_labels']:,.0f}" for point in points), "per doubling", "for +0.02"]
    rows = []
    for measure, name in (("macro_f1", "real labels, held out"), ("macro_f1_test", "test paragraphs")):
        rows.append([f"**{name}**", *[""] * (len(points) + 2)])
        for curve, own in curves.items():
            slope, n_more = _extrapolate(own, measure)
            rows.append([curve, *(f"{point[measure]:.3f}" for point in own), f"{slope:+.3f}", n_more])
    return markdown_table(header, rows)


def _extrapolate(points: Sequence[dict[str, float]], measure: str) -> tuple[float, str]:
    """Return the gain a doubling of the last three points, and how many more labels 0.02 would cost at that rate."""
    last = points[-3:]
    doublings = np.log2([point["n_labels"] for point in last])
    slope = float(np.polyfit(doublings, [point[measure] for point in last], 1)[0])
    n = last[-1]["n_labels"]
    more = n * (2 ** (0.02 / slope) - 1) if slope > 0 else np.inf
    return slope, f"{more:,.0f} more" if more < 20 * n else "out of reach"


if __name__ == "__main__":
    main()
