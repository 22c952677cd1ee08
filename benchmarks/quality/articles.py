"""What one list of tags for a whole article teaches about its paragraphs, by the way to learn from it.

Labelled paragraphs are merged to articles whose tags are the union of theirs. Models learn from these, and are tested
on the paragraphs of other articles, in five folds. Thresholds come from articles alone, as training learns them: by
the best paragraph of each article, out of fold. Intervals resample articles and are about the difference from "whole".
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results, add_background_option
from benchmarks.quality.article_data import Articles, read_merged, read_pieces, read_real
from benchmarks.quality.article_fits import WAYS, score_paragraphs
from benchmarks.quality.score import macro_f1, mean_average_precision
from benchmarks.reporting import markdown_table
from threadpoolctl import threadpool_limits

from topictag.reports.figures import write_percent
from topictag.training.arrays import Bools, Floats
from topictag.training.background.storage import load_background
from topictag.training.decisions.learning import fit_decisions
from topictag.training.recipe import Recipe

_MIXED = 0.2
_SETS = {
    "real articles, 3 to 5 labelled paragraphs each": (read_real, 0.0),
    "the same, one article in five labelled by paragraph": (read_real, _MIXED),
    "5 to 15 paragraphs of one source, merged": (read_merged, 0.0),
    "articles of one rubric, in pieces of 60 words": (read_pieces, 0.0),
}
_LABELLED = "labels of paragraphs known"


def measure(options: Namespace) -> dict[str, Any]:
    """Return the figures of each way on each set, with and without background; print them as they come."""
    found: dict[str, Any] = {}
    with threadpool_limits(1):
        for name, (read, split) in _SETS.items():
            articles = read(options.data)
            found[name] = {"n_articles": len(articles.tags), "n_paragraphs": len(articles.gold), "rows": {}}
            for kind, background in (("without", None), ("with", load_background(options.background))):
                own = _measure_ways(
                    articles,
                    split,
                    Recipe(background_scale=float(background is not None)),
                    background,
                    options.resamples,
                )
                found[name]["rows"][kind] = own
                print(name, kind, own, flush=True)
    return {"n_resamples": options.resamples, "sets": found}


def _measure_ways(
    articles: Articles, split: float, recipe: Recipe, background: Any, n_resamples: int
) -> dict[str, Any]:
    ways = [name for name in WAYS if not (articles.is_single and name == _LABELLED)]
    scores = {name: score_paragraphs(articles, WAYS[name], recipe, background, split) for name in ways}
    draws = _draw(articles, n_resamples)
    if articles.is_single:
        right = {name: _is_right(articles, own) for name, own in scores.items()}
        return {
            name: {
                "accuracy": own.mean(),
                "ranking": _rank_articles(articles, scores[name]),
                "gain": _interval([own[draw].mean() - right["whole"][draw].mean() for draw in draws]),
            }
            for name, own in right.items()
        }
    tagged = {name: _decide(articles, own) for name, own in scores.items()}
    tagless = ~articles.gold.any(axis=1)
    rows = [_rows_of(articles, draw) for draw in draws]
    base = [_pair(articles.gold[own], scores["whole"][own], tagged["whole"][own]) for own in rows]
    figures = {}
    for name in ways:
        gains = np.array([_pair(articles.gold[own], scores[name][own], tagged[name][own]) for own in rows]) - base
        precision, f1 = _pair(articles.gold, scores[name], tagged[name])
        figures[name] = {
            "mAP": precision,
            "mAP_gain": _interval(gains[:, 0]),
            "macro_f1": f1,
            "macro_f1_gain": _interval(gains[:, 1]),
            "false_tag_rate": tagged[name][tagless].any(axis=1).mean(),
            "ranking": _rank_articles(articles, scores[name]),
            "macro_f1_labelled": macro_f1(articles.gold, _decide(articles, scores[name], by_paragraph=True)),
        }
    return figures


def _pair(gold: Bools, scores: Floats, tagged: Bools) -> tuple[float, float]:
    return mean_average_precision(gold, scores), macro_f1(gold, tagged)


def _decide(articles: Articles, scores: Floats, *, by_paragraph: bool = False) -> Bools:
    """Return the tags of each paragraph, by decisions from the other folds: from articles, or from paragraphs."""
    folds, owners = articles.folds(), articles.paragraphs.owners
    best, tagged = _best(articles, scores), np.zeros_like(articles.gold)
    for fold in np.unique(folds):
        inside, outside = folds[owners] == fold, folds != fold
        if by_paragraph:
            learnt = fit_decisions(scores[None, ~inside], articles.gold[~inside], owners[~inside])
        else:
            learnt = fit_decisions(best[None, outside], articles.tags[outside], np.flatnonzero(outside))
        tagged[inside] = learnt.tags(scores[inside])
    return tagged


def _best(articles: Articles, scores: Floats) -> Floats:
    best: Floats = np.maximum.reduceat(scores, articles.paragraphs.bounds[:-1], axis=0)
    return best


def _is_right(articles: Articles, scores: Floats) -> Bools:
    best = _best(articles, scores).argmax(axis=1)
    return articles.tags[np.arange(len(best)), best]


def _rank_articles(articles: Articles, scores: Floats) -> float:
    """Return what training chooses the way by."""
    if articles.is_single:
        return float(_is_right(articles, scores).mean())
    return mean_average_precision(articles.tags, _best(articles, scores))


def _draw(articles: Articles, n: int) -> list[Any]:
    rng, n_articles = np.random.default_rng(2), len(articles.tags)
    return [rng.integers(0, n_articles, n_articles) for _ in range(n)]


def _rows_of(articles: Articles, drawn: Any) -> Any:
    bounds = articles.paragraphs.bounds
    return np.concatenate([np.arange(bounds[own], bounds[own + 1]) for own in drawn.tolist()])


def _interval(gains: Any) -> list[float]:
    return [float(own) for own in np.percentile(gains, (2.5, 97.5))]


def make_table(results: Results) -> str:
    """Return a table for each set, with a row for each way."""
    return "\n\n".join(_table_of_set(name, own) for name, own in results["sets"].items())


def _table_of_set(name: str, own: Mapping[str, Any]) -> str:
    is_single = "accuracy" in own["rows"]["with"]["whole"]
    heading = (
        ["", "accuracy", "difference"]
        if is_single
        else ["", "mAP", "difference", "macro-F1", "difference", "false tags"]
    )
    rows = []
    for kind, title in (("without", "without background"), ("with", "with background")):
        rows.append([f"**{title}**", *[""] * (len(heading) - 1)])
        rows += [
            [way, *(_single_cells(way, row) if is_single else _cells(way, row))]
            for way, row in own["rows"][kind].items()
        ]
    counts = f"{own['n_articles']:,} articles, {own['n_paragraphs']:,} paragraphs"
    return f"{name[0].upper()}{name[1:]} ({counts}):\n\n{markdown_table(heading, rows)}"


def _single_cells(way: str, row: Mapping[str, Any]) -> list[str]:
    return [f"{row['accuracy']:.3f}", _write_gain(way, row["gain"])]


def _cells(way: str, row: Mapping[str, Any]) -> list[str]:
    return [
        f"{row['mAP']:.3f}",
        _write_gain(way, row["mAP_gain"]),
        f"{row['macro_f1']:.3f}",
        _write_gain(way, row["macro_f1_gain"]),
        write_percent(row["false_tag_rate"]),
    ]


def _write_gain(way: str, interval: list[float]) -> str:
    low, high = (f"{own:+.3f}".replace("-", "−") for own in interval)
    return "" if way == "whole" else f"{low} to {high}"


def make_threshold_table(results: Results) -> str:
    """Return what thresholds cost that come from the tags of articles."""
    rows = []
    for name, own in results["sets"].items():
        row = own["rows"]["with"].get("articles and paragraphs, as built", {})
        if "macro_f1" in row:
            rows.append([name, f"{row['macro_f1']:.3f}", f"{row['macro_f1_labelled']:.3f}"])
    return markdown_table(["macro-F1 of paragraphs", "thresholds from articles", "from labels of paragraphs"], rows)


def _add_options(parser: ArgumentParser) -> None:
    add_background_option(parser)
    parser.add_argument("--resamples", type=int, default=200, help="number of resamples for intervals (default: 200)")


BENCHMARK = Benchmark(
    name="articles",
    description=__doc__,
    measure=measure,
    tables={"articles": make_table, "articles_thresholds": make_threshold_table},
    document="docs/articles.md",
    needs_data=True,
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
