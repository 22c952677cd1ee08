"""Feature choices, each measured by a row that changes one of them in the shipped recipe, without background vectors.

Development data only. With all labels: 3-fold cross-validation, dealt four times; the difference from the recipe has a
paired bootstrap over paragraphs. With 300 labels: 20 draws, each tested on 2,000 others; the difference is paired over
draws, whose test paragraphs overlap. Mean average precision needs no threshold; macro-F1 takes those that are best out
of fold on the training part. In bold: intervals without 0, of which one in twenty is to be expected by chance.
"""

from dataclasses import asdict
from typing import Any

from benchmarks.datasets import data_argument, load_development_gold
from benchmarks.quality.ablation.choices import BASE_NAME, ROWS, Choices
from benchmarks.quality.ablation.families import missing_packages
from benchmarks.quality.ablation.measuring import Design, Figures, measure_row
from benchmarks.quality.ablation.metrics import interval_of_draws, interval_of_resamples
from benchmarks.quality.ablation.reading import read_corpus
from benchmarks.reporting import markdown_table, save_results, update_readme
from joblib import Parallel, delayed
from tqdm import tqdm

_HEADER = ["", "mAP, all labels", "macro-F1, all labels", "mAP, 300 labels", "macro-F1, 300 labels"]


def main() -> None:
    """Measure, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the table of docs/design.md")
    parser.add_argument("--jobs", type=int, default=2, help="rows that are measured at a time")
    options = parser.parse_args()
    rows = _runnable_rows(keep=options.keep)
    texts, topics, gold = load_development_gold(options.data)
    corpus, design = read_corpus(texts), Design()
    measure = Parallel(n_jobs=options.jobs, return_as="generator")
    figures = measure(delayed(measure_row)(corpus, gold, choices, design) for choices in rows.values())
    results = dict(zip(rows, tqdm(figures, "measuring", unit=" rows", total=len(rows)), strict=True))
    report = summarize(results)
    table = make_table(report)
    print(table)
    if options.keep:
        save_results("ablation", {"design": asdict(design), "n_labels": len(gold), "topics": topics, "rows": report})
        update_readme("ablation", table, document="docs/design.md")


def _runnable_rows(*, keep: bool) -> dict[str, Choices]:
    """Leave out, and name, rows whose package is absent; a table that is kept must be whole."""
    missing = missing_packages(ROWS.values())
    if missing and keep:
        raise SystemExit(f"NOT RUN: a table that is kept needs all packages: pip install {' '.join(sorted(missing))}")
    rows = {name: choices for name, choices in ROWS.items() if not missing_packages([choices])}
    for name in ROWS.keys() - rows.keys():
        print(f"NOT RUN: {name}; pip install {missing_packages([ROWS[name]]).pop()}")
    return rows


def summarize(results: dict[str, Figures]) -> dict[str, dict[str, Any]]:
    """Return each row's four figures, and their differences from the recipe with 95 % intervals; JSON types only."""
    base = results[BASE_NAME]
    return {name: {**_values(own), "differences": _differences(own - base)} for name, own in results.items()}


def _values(figures: Figures) -> dict[str, float]:
    """The bootstrapped figures are their first; those of draws, their mean."""
    return {
        "cv_map": round(float(figures.cv_map[0]), 4),
        "cv_f1": round(float(figures.cv_f1[0]), 4),
        "draws_map": round(float(figures.draws_map.mean()), 4),
        "draws_f1": round(float(figures.draws_f1.mean()), 4),
    }


def _differences(figures: Figures) -> dict[str, list[float]]:
    measured = {
        "cv_map": interval_of_resamples(figures.cv_map),
        "cv_f1": interval_of_resamples(figures.cv_f1),
        "draws_map": interval_of_draws(figures.draws_map),
        "draws_f1": interval_of_draws(figures.draws_f1),
    }
    return {name: [round(value, 4) for value in triple] for name, triple in measured.items()}


def make_table(report: dict[str, dict[str, Any]]) -> str:
    """Return the recipe's figures and, below, the differences of the other rows; in bold what differs from 0."""
    names = ("cv_map", "cv_f1", "draws_map", "draws_f1")
    recipe = [f"{report[BASE_NAME][name]:.3f}" for name in names]
    others = [[row, *(_cell(own["differences"][name]) for name in names)] for row, own in report.items()]
    return markdown_table(_HEADER, [[BASE_NAME, *recipe], *(row for row in others if row[0] != BASE_NAME)])


def _cell(difference: list[float]) -> str:
    value, low, high = (f"{number:+.3f}".replace("-", "−") for number in difference)
    shown = f"**{value}**" if difference[1] > 0 or difference[2] < 0 else value
    return f"{shown} [{low}, {high}]"


if __name__ == "__main__":
    main()
