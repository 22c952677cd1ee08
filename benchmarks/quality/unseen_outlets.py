"""What helps on outlets that a model has not seen: labels, hints, written paragraphs, background vectors.

Each row trains with some of the repository's data and is scored on the labels of training_data/outlets.labels.jsonl,
with whole outlets held out (five folds), and on those of training_data/real_news.labels.jsonl by article. The recipe is
that of the shipped model. Some hints were corrected where these labels contradict them, so the rows with hints read
again are slightly optimistic; those as they were given never saw a text. The thresholds are the best for each ranking,
so that the rows compare rankings. No test paragraph is read.
"""

from argparse import Namespace
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from benchmarks.benchmark import BACKGROUND, Benchmark, Results
from benchmarks.datasets import corpora
from benchmarks.quality.hints import read_folder
from benchmarks.quality.score import best_macro_f1, mean_average_precision
from benchmarks.reporting import ROOT, markdown_table
from threadpoolctl import threadpool_limits

import topictag
from topictag.labelled.corpus import iter_corpus
from topictag.labelled.example import Example
from topictag.labelled.hints import Hint, read_hints
from topictag.labelled.reading import read_examples, read_labelled
from topictag.text.terms import TermAnalyzer
from topictag.training.background.build import build_background
from topictag.training.background.settings import BackgroundSettings
from topictag.training.background.storage import load_background
from topictag.training.background.vectors import Background
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.preparing import Prepared, prepare
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import OutOfFold, score_out_of_fold
from topictag.training.validation.parallel import Workers

TRAINING_DATA = ROOT / "training_data"
FIRST_WRITTEN = 605  # the paragraphs that were written before any label of the new outlets
SETTINGS: tuple[dict[str, Any], ...] = (
    {"C": 4.0},
    {"C": 16.0},
    {"min_df": 2},
    {"max_pairs": 2000},
    {"max_pairs": 8000},
    {"families": False},
    {"hint_scale": 0.05},
    {"hint_scale": 0.25},
    {"background_scale": 0.3},
    {"background_scale": 1.5},
    {"auxiliary_weight": 0.2},
    {"auxiliary_weight": 1.0},
)
_UNREADABLE = -50.0  # stands for a score of -inf


@dataclass(frozen=True)
class Data:
    """Examples and hints of a row.

    Attributes
    ----------
    own : sequence of Example
        Labels as news comes, of known and of new outlets.
    auxiliary : sequence of Example
        Labels that a model picked, and written paragraphs.
    hints : sequence of Hint
    """

    own: Sequence[Example]
    auxiliary: Sequence[Example]
    hints: Sequence[Hint] = ()

    def only(self, keeps: Callable[[Example], bool]) -> "Data":
        """Return the data with some of the auxiliary examples."""
        return replace(self, auxiliary=[example for example in self.auxiliary if keeps(example)])

    def without(self, new: Collection[str]) -> "Data":
        """Return the data without labels of new outlets; their outlets are those of the examples in `new`."""
        outlets = {example.group for example in self.own if example.id in new}
        own, auxiliary = (
            [example for example in part if example.group not in outlets] for part in (self.own, self.auxiliary)
        )
        return replace(self, own=own, auxiliary=auxiliary)


def measure(options: Namespace) -> dict[str, Any]:
    """Return the figures of each row; print them as they come."""
    everything = read_data(options)
    new = {label.id for label in read_labelled(TRAINING_DATA / "outlets.labels.jsonl")}
    rows, settings = {}, {}
    for name, data, background, knows_new in _rows(everything, options):
        recipe = take_recipe(data, background)
        rows[name] = _score(prepare_data(data), recipe, background, new, knows_new=knows_new)
        if not knows_new:
            rows[name] |= {"known": _score_known(prepare_data(data.without(new)), recipe, background)}
        print(name, rows[name], flush=True)
    prepared, background = prepare_data(everything), load_background(BACKGROUND)
    for changes in SETTINGS:
        name = ", ".join(f"{setting} {value}" for setting, value in changes.items())
        recipe = take_recipe(everything, background).change(**changes)
        settings[name] = _score(prepared, recipe, background, new)
        print(name, settings[name], flush=True)
    return {"n_new": len(new), "n_known": len(everything.own) - len(new), "rows": rows, "settings": settings}


def read_data(options: Namespace) -> Data:
    """Return the training data of the shipped model."""

    def read(*names: str) -> list[Example]:
        paths = [TRAINING_DATA / name for name in names]
        return read_examples(*paths, corpus=corpora(options.data), group="outlet")

    return Data(
        read("real_news.labels.jsonl", "outlets.labels.jsonl"),
        read("real_news.picked.labels.jsonl", "outlets.picked.labels.jsonl", "written"),
        read_hints(TRAINING_DATA / "hints"),
    )


def _rows(data: Data, options: Namespace) -> Iterator[tuple[str, Data, Background | None, bool]]:
    """Yield name, data and background of each row, and whether it has labels of other new outlets."""
    given = read_folder(options.data / "hints", sorted({tag for example in data.own for tag in example.tags}))
    old = data.only(lambda example: not _is_new_written(example))
    both = load_background(BACKGROUND)
    yield "labels of the known outlets, 605 written paragraphs", replace(old, hints=()), both, False
    yield "+ labels of other new outlets", replace(old, hints=()), both, True
    yield f"+ {len(given):,} hints, as they were given", replace(old, hints=given), both, True
    yield f"hints read again and extended to {len(data.hints):,}", old, both, True
    n_written = sum(example.group == "written" for example in data.auxiliary)
    yield f"+ written paragraphs, {n_written:,} in all: as shipped", data, both, True
    yield "  without hints", replace(data, hints=()), both, True
    yield "  without written paragraphs", data.only(lambda example: example.group != "written"), both, True
    yield "  without background", data, None, True
    for number, path in enumerate(corpora(options.data), 1):
        settings = BackgroundSettings(max_terms=len(both.terms))
        yield f"  background of corpus {number} alone", data, build_background(iter_corpus([path]), settings), True


def _is_new_written(example: Example) -> bool:
    return example.group == "written" and int(example.id.rpartition("-")[2]) > FIRST_WRITTEN


def prepare_data(data: Data) -> Prepared:
    """Return the data as training takes them, with outlets."""
    return prepare(data.own, data.auxiliary, TermAnalyzer(shared_lemmatizer()), hints=data.hints, by_group=True)


def take_recipe(data: Data, background: Background | None) -> Recipe:
    """Return the recipe of the shipped model, without what is missing."""
    recipe = Recipe(**topictag.load().record.search.chosen)  # type: ignore[union-attr]
    return recipe.change(
        hint_scale=recipe.hint_scale if data.hints else 0.0,
        background_scale=recipe.background_scale if background else 0.0,
    )


def _score(
    prepared: Prepared, recipe: Recipe, background: Background | None, new: set[str], *, knows_new: bool = True
) -> dict[str, Any]:
    is_new = np.array([example.id in new for example in prepared.examples])
    known = _score_known(prepared, recipe, background, ~is_new)
    if not knows_new:
        prepared = _hold_out(prepared, is_new)
    unseen = score_unseen(prepared, recipe, background, by_outlet=True)
    return {"new": _figures(unseen, is_new), "known": known}


def _score_known(
    prepared: Prepared, recipe: Recipe, background: Background | None, shown: np.ndarray | slice = slice(None)
) -> list[float]:
    return _figures(score_unseen(prepared, recipe, background, by_outlet=False), shown)


def _hold_out(prepared: Prepared, is_new: np.ndarray) -> Prepared:
    """Return the data as if all new outlets were one, so that a fold with some of them learns from none."""
    outlets = prepared.sample.outlets
    if outlets is None:
        return prepared
    own = outlets[: len(is_new)]
    merged = np.where(np.isin(outlets, np.unique(own[is_new])), own[is_new][0], outlets)
    return replace(prepared, sample=replace(prepared.sample, outlets=merged))


def score_unseen(prepared: Prepared, recipe: Recipe, background: Background | None, *, by_outlet: bool) -> OutOfFold:
    """Return out-of-fold scores, with whole outlets held out or by article."""
    sample = prepared.sample if by_outlet else prepared.sample.without_outlets()
    with threadpool_limits(1):
        return score_out_of_fold(
            sample, TrainingSettings(), background, recipe=recipe, least_deals=1, workers=Workers(-1)
        )


def _figures(unseen: OutOfFold, shown: np.ndarray | slice) -> list[float]:
    gold, scores = unseen.gold[shown], np.maximum(unseen.scores[0][shown], _UNREADABLE)
    return [round(float(own), 4) for own in (mean_average_precision(gold, scores), best_macro_f1(gold, scores))]


def make_table(results: Results, part: str, first: str) -> str:
    """Return one row per choice of data (`part` "rows") or of a setting ("settings")."""
    heading = [
        first,
        f"{results['n_new']:,} paragraphs of new outlets: mAP / best macro-F1",
        f"{results['n_known']:,} of known outlets",
    ]
    rows = [
        [name, *(" / ".join(f"{figure:.3f}" for figure in own[side]) for side in ("new", "known"))]
        for name, own in results[part].items()
    ]
    return markdown_table(heading, rows)


BENCHMARK = Benchmark(
    name="unseen_outlets",
    description=__doc__,
    measure=measure,
    tables={
        "unseen_outlets": partial(make_table, part="rows", first="trained on"),
        "outlet_settings": partial(make_table, part="settings", first="setting"),
    },
    document="docs/quality.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
