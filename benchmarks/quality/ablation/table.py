"""The ablation's results and tables: differences of each row from the recipe, with 95 % intervals."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from benchmarks.benchmark import Results
from benchmarks.quality.ablation.measuring import Figures
from benchmarks.quality.ablation.rows import BASE_NAME
from benchmarks.quality.rivals.protocol import Floats
from benchmarks.reporting import load_results, markdown_table
from scipy.stats import t

from topictag.evaluation.resampling import find_interval

DATED = "ablation_2026-11-24"
_HEADER = ["", "mAP, all labels", "macro-F1, all labels", "mAP, 300 labels", "macro-F1, 300 labels"]
_NAMES = ("cv_map", "cv_f1", "draws_map", "draws_f1")


def summarize(results: Mapping[str, Figures]) -> dict[str, dict[str, Any]]:
    """Return the four figures of each row, and their differences from the recipe with intervals; JSON types only."""
    base = results[BASE_NAME]
    return {name: {**_values(own), "differences": _differences(own - base)} for name, own in results.items()}


def _values(figures: Figures) -> dict[str, float]:
    """Return the figures: the first of the resampled ones, the mean of the draws."""
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


def interval_of_resamples(differences: Floats) -> tuple[float, float, float]:
    """Return the difference, which comes first, and the 95 % interval of its resamples."""
    low, high = find_interval(differences[1:]) or (np.nan, np.nan)
    return float(differences[0]), low, high


def interval_of_draws(differences: Floats) -> tuple[float, float, float]:
    """Return the mean of paired differences and its 95 % interval by Student's t."""
    mean, error = differences.mean(), differences.std(ddof=1) / np.sqrt(len(differences))
    margin = error * t.ppf(0.975, len(differences) - 1)
    return float(mean), float(mean - margin), float(mean + margin)


def make_table(results: Results) -> str:
    """Return how and when the rows were measured, the recipe's figures and, below, the differences of the other rows.

    A difference is bold if its interval excludes 0.
    """
    rows = results["rows"]
    recipe = [f"{rows[BASE_NAME][name]:.3f}" for name in _NAMES]
    others = [[row, *(write_cell(own["differences"][name]) for name in _NAMES)] for row, own in rows.items()]
    table = markdown_table(_HEADER, [[BASE_NAME, *recipe], *(row for row in others if row[0] != BASE_NAME)])
    return f"Measured with {results['pipeline']} on {results['date']} at revision {results['revision']}.\n\n{table}"


def make_dated_table(_: Results) -> str:
    """Return the rows of an earlier pipeline, which topictag's settings cannot express; they are not measured again."""
    return make_table(load_results(DATED))


def write_cell(difference: list[float]) -> str:
    """Return a difference with its interval; bold if the interval excludes 0."""
    value, low, high = (f"{number:+.3f}".replace("-", "−") for number in difference)
    shown = f"**{value}**" if difference[1] > 0 or difference[2] < 0 else value
    return f"{shown} [{low}, {high}]"
