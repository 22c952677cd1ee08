"""From runs to tables: labels that a strategy needs to reach what random choice reaches, with intervals over runs."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from benchmarks.benchmark import Results
from benchmarks.reporting import markdown_table

RANDOM = "at random"
BASE = "the same, and for new topics"  # what `topictag suggest` does without the audit
TARGET, N_SETS = 0.25, 2  # labels saved, and on how many of three data sets
CHOSEN_ON = ("news", "sib200")  # pools by which the parts of the strategy were chosen
_N_RESAMPLES = 2000
_LEVEL = 0.95


def labels_needed(n_labels: Sequence[int], curve: Any, target: float) -> float:
    """Return where a curve first reaches a figure, between its points by a straight line; its end if it does not.

    Examples
    --------
    >>> labels_needed([10, 20, 30], [0.1, 0.2, 0.4], 0.3)
    25.0
    """
    curve = np.asarray(curve)
    reached = np.flatnonzero(curve >= target)
    if not reached.size:
        return float(n_labels[-1])
    place = int(reached[0])
    if place == 0:
        return float(n_labels[0])
    low, high = curve[place - 1], curve[place]
    share = (target - low) / (high - low)
    return float(n_labels[place - 1] + share * (n_labels[place] - n_labels[place - 1]))


def compare_runs(n_labels: Sequence[int], own: Any, random: Any) -> Mapping[str, Any]:
    """Return the share of labels that a strategy saves, and its gain in macro-F1 on average over the course.

    Savings are measured at the figure of random choice in the middle of its course, and at the one at its end. All are
    from the mean of the runs, with percentile intervals from resampling runs, which are paired: a run has the same
    texts held out and the same first labels for all strategies.

    Parameters
    ----------
    n_labels : sequence of int
    own, random : ndarray of float, shape (n_runs, n_points)
    """
    rng = np.random.default_rng(0)
    draws = rng.integers(len(own), size=(_N_RESAMPLES, len(own)))
    middle = len(n_labels) // 2 + 1
    resampled = [(own[draw].mean(axis=0), random[draw].mean(axis=0)) for draw in draws]
    saved, early = (
        _with_interval(
            _saving(n_labels, own.mean(axis=0), random.mean(axis=0), end),
            [_saving(n_labels, *curves, end) for curves in resampled],
        )
        for end in (len(n_labels), middle)
    )
    gain = (own - random).mean(axis=1)
    return {
        "saved": saved,
        "saved_early": early,
        "gain": _with_interval(float(gain.mean()), gain[draws].mean(axis=1)),
        "last": float(own[:, -1].mean()),
    }


def _saving(n_labels: Sequence[int], own: Any, random: Any, end: int) -> float:
    """Return the share of labels saved to reach the mean of the two points of random choice before `end`.

    Negative if the strategy needs more labels than random choice; what it never reaches counts as reached at its end.
    """
    target = float(np.mean(random[end - 2 : end]))
    return 1 - labels_needed(n_labels, own, target) / labels_needed(n_labels, random, target)


def _with_interval(value: float, draws: Any) -> dict[str, float]:
    low, high = np.quantile(draws, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return {"value": round(value, 4), "low": round(float(low), 4), "high": round(float(high), 4)}


def make_table(results: Results) -> str:
    """Return the labels saved by each strategy on each data set, to reach the figure of random choice at the end.

    Below it stands whether the target is met, with the audit and without.
    """
    return f"{_tabulate(results, 'saved')}\n\n{write_target(results)}"


def write_target(results: Results) -> str:
    """Return whether the target is met as shipped and without the audit."""
    n_pools, share = len(results["pools"]), round(100 * TARGET)
    target = f"Target: at least {share} % saved on two of three data sets; {n_pools} are measured here."
    parts = [("As shipped", results["shipped"]), ("Without the audit", BASE)]
    return "\n".join([target, "", *(_judge(results, *part) for part in parts)])


def _judge(results: Results, how: str, strategy: str) -> str:
    pools = results["pools"].items()
    reached = [name for name, own in pools if own["strategies"][strategy]["saved"]["value"] >= TARGET]
    verdict = "met" if len(reached) >= N_SETS else "**not met**"
    marked = [f"{results['pools'][name]['title']}{' (chosen on it)' * (name in CHOSEN_ON)}" for name in reached]
    return f"- {how}: {verdict}. Reached on {'; '.join(marked) or 'none'}."


def make_early_table(results: Results) -> str:
    """Return the same for the figure of random choice in the middle of its course."""
    return _tabulate(results, "saved_early")


def _tabulate(results: Results, figure: str) -> str:
    pools = results["pools"].values()
    names = [*dict.fromkeys(name for own in pools for name in own["strategies"])]
    rows = [[name, *(_write_saved(own["strategies"].get(name), figure) for own in pools)] for name in names]
    targets = [_find_target(own, figure) for own in pools]
    header = [f"labels saved, {results['n_runs']} runs", *(own["title"] for own in pools)]
    return markdown_table(header, [["random choice reaches", *targets], *rows])


def _find_target(own: Mapping[str, Any], figure: str) -> str:
    """Return the macro-F1 to reach, and the labels that random choice needs for it."""
    numbers = own["runs"][RANDOM][0]["n_labels"]
    course = np.array([run["macro_f1"] for run in own["runs"][RANDOM]]).mean(axis=0)
    end = len(numbers) if figure == "saved" else len(numbers) // 2 + 1
    target = float(np.mean(course[end - 2 : end]))
    return f"{target:.3f} with {labels_needed(numbers, course, target):,.0f}"


def make_course_table(results: Results) -> str:
    """Return macro-F1 by number of labels, for random choice and for what `topictag suggest` does."""
    rows = []
    for own in results["pools"].values():
        for name in (RANDOM, results["shipped"]):
            courses = np.array([run["macro_f1"] for run in own["runs"][name]]).mean(axis=0)
            numbers = own["runs"][name][0]["n_labels"]
            places = np.linspace(0, len(numbers) - 1, 5).round().astype(int)
            cells = [f"{courses[place]:.3f} ({numbers[place]:,})" for place in places]
            rows.append([own["title"] if name == RANDOM else "", name, *cells])
    return markdown_table(["", "macro-F1 (labels)", *[""] * 5], rows)


def _write_saved(figures: Mapping[str, Any] | None, figure: str) -> str:
    if figures is None:
        return ""
    own = figures[figure]
    value, low, high = (f"{round(100 * own[name]) + 0} %".replace("-", "−") for name in ("value", "low", "high"))
    text = f"{value} [{low} to {high}]"
    return f"**{text}**" if own["low"] > 0 else text
