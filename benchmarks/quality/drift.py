"""Drift without labels: false alarms on random halves of one month, and changed topics that are found.

Alpha, the bounds and the correction were settled on the first corpus; the figures of the documentation are those of
the second. A topic has changed between two populations, such as two years of an outlet or two outlets, if the shares of
its tag differ by at least the bound among the articles that were not drawn.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Any

import numpy as np
from benchmarks.benchmark import Benchmark, Results
from benchmarks.quality.drift_populations import Population, read_months, read_years
from benchmarks.reporting import markdown_table
from numpy.typing import NDArray

import topictag
from topictag.api.monitoring import ALPHA, BOUND, SCORE_BOUND
from topictag.monitoring.bounds import Bounds
from topictag.monitoring.comparison import compare_profiles
from topictag.monitoring.profile import Profile
from topictag.results.drift import Drift

CORPORA = {"settled on": "corpus.jsonl.xz", "measured on": "corpus2.jsonl.xz"}
N_HALVES = 600  # pairs of halves, at least, dealt evenly to the months
N_PAIRS = 200  # pairs of populations, at most, drawn at random: all of them
SIZES = (50, 100, 200, 500)  # articles drawn from each of two populations
BANDS = ((0.0, 0.01), (0.02, 0.05), (0.05, 0.1), (0.1, 1.0))  # differences of shares
_LARGE = (0.05, 1.1)  # differences of shares that should be found; 1 is among them
ALPHAS, BOUNDS = (0.01, 0.05, 0.1), (0.0, 0.02, 0.05)
CHOSEN = Bounds(ALPHA, BOUND, SCORE_BOUND)
Pair = tuple[Profile, Profile]  # of the new texts and of the reference
LENGTHS = ((30, 100), (100, 300), (300, 10**6))  # articles in half a month


def measure(options: Namespace) -> dict[str, Any]:
    """Return false alarms and found changes of both corpora, and of the first by alpha and bound."""
    results: dict[str, Any] = {"alpha": ALPHA, "bound": BOUND, "score_bound": SCORE_BOUND}
    for part, name in CORPORA.items():
        halves = list(_compare_halves(read_months(options.data, name), options.halves))
        pairs = list(_compare_populations(read_years(options.data, name), options.pairs))
        results[part] = {
            "n_months": len({month for month, _ in halves}),
            "false_alarms": _count_alarms([_compare(own) for _, own in halves]),
            "found": _count_found([(size, _compare(own), differences) for size, own, differences in pairs]),
        }
        if part == "settled on":
            results["choice"] = list(_try_settings([own for _, own in halves], pairs))
    return results


def _compare_halves(months: Sequence[Population], n_pairs: int) -> Iterator[tuple[str, Pair]]:
    """Yield the name of a month, and the profiles of two random halves of it."""
    rng = np.random.default_rng(16)
    for repeat in range(-(-n_pairs // len(months)) * len(months)):
        month = months[repeat % len(months)]
        one, other = month.draw(rng, len(month.articles) // 2)
        yield month.name, (topictag.profile(one.texts()), topictag.profile(other.texts()))


def _compare_populations(populations: Sequence[Population], n_pairs: int) -> Iterator[tuple[int, Pair, list[float]]]:
    """Yield the size of two samples, their profiles, and the difference of each tag's share in the rest."""
    rng = np.random.default_rng(16)
    whole = {own.name: topictag.profile(own.texts()) for own in populations}
    pairs = list(combinations(populations, 2))
    for number in rng.permutation(len(pairs))[:n_pairs]:
        for size in SIZES:
            if any(len(own.articles) < 2 * size for own in pairs[number]):
                continue
            before, after = (topictag.profile(own.draw(rng, size)[0].texts()) for own in pairs[number])
            rest = [_rest(whole[own.name], drawn) for own, drawn in zip(pairs[number], (before, after), strict=True)]
            yield size, (after, before), (rest[1] - rest[0]).tolist()


def _compare(pair: Pair, bounds: Bounds = CHOSEN) -> Drift:
    return compare_profiles(*pair, bounds)


def _rest(whole: Profile, drawn: Profile) -> NDArray[np.float64]:
    """Return the share of each tag among the articles that were not drawn."""
    left: NDArray[np.float64] = (whole.tags.parts - drawn.tags.parts) / (whole.tags.whole - drawn.tags.whole)
    return left


def _count_alarms(drifts: Sequence[Drift]) -> list[dict[str, Any]]:
    rows = []
    for least, most in (*LENGTHS, (0, 10**9)):
        own = [drift for drift in drifts if least <= min(drift.n_articles, drift.n_reference_articles) < most]
        n_alarms = sum(drift.has_drifted for drift in own)
        rows.append({"least": least, "most": most, "n": len(own), "n_alarms": n_alarms})
    return rows


def _count_found(pairs: Sequence[tuple[int, Drift, list[float]]]) -> list[dict[str, Any]]:
    rows = []
    for size in SIZES:
        own = [(drift, differences) for n, drift, differences in pairs if n == size]
        bands = [_count_band(own, low, high) for low, high in BANDS]
        n_drifted = sum(drift.has_drifted for drift, _ in own)
        rows.append({"size": size, "n_pairs": len(own), "n_drifted": n_drifted, "bands": bands})
    return rows


def _count_band(pairs: Sequence[tuple[Drift, list[float]]], low: float, high: float) -> dict[str, Any]:
    """Count the topics whose shares differ this much in the rest, and those whose tag is found to have changed."""
    found = [
        topic.tagged.has_changed
        for drift, differences in pairs
        for topic, difference in zip(drift.topics, differences, strict=True)
        if low <= abs(difference) < high
    ]
    return {"low": low, "high": high, "n": len(found), "n_found": sum(found)}


def _try_settings(halves: Sequence[Pair], pairs: Sequence[tuple[int, Pair, list[float]]]) -> Iterator[dict[str, float]]:
    """Yield the false alarms and the found changes of five points or more, for each alpha and bound."""
    for alpha, bound in product(ALPHAS, BOUNDS):
        bounds = Bounds(alpha, bound, SCORE_BOUND if bound else 0.0)
        false = sum(_compare(own, bounds).has_drifted for own in halves) / len(halves)
        found = [(_compare(own, bounds), differences) for _, own, differences in pairs]
        large = _count_band(found, *_LARGE)
        yield {"alpha": alpha, "bound": bound, "false_alarms": false, "found": large["n_found"] / large["n"]}


def make_alarm_table(results: Results) -> str:
    """Return the table of false alarms."""
    rows = [
        [_name_length(own), *map(_write_alarms, (own, chosen))]
        for own, chosen in zip(*(results[part]["false_alarms"] for part in ("measured on", "settled on")), strict=True)
    ]
    months = [f"{results[part]['n_months']} months" for part in ("measured on", "settled on")]
    heading = [f"false alarms, {months[0]}", f"on the first corpus, {months[1]}"]
    return markdown_table(["articles in a half", *heading], rows)


def make_found_table(results: Results) -> str:
    """Return the table of changes that are found."""
    rows = [
        [f"{own['size']:,}", *map(_write_band, own["bands"]), f"{own['n_drifted']} of {own['n_pairs']}"]
        for own in results["measured on"]["found"]
        if own["n_pairs"]
    ]
    points = [f"{100 * low:g} to {100 * high:g} points" for low, high in BANDS[:-1]]
    return markdown_table(["articles of each", *points, f"{100 * BANDS[-1][0]:g} points or more", "any alarm"], rows)


def make_choice_table(results: Results) -> str:
    """Return the table of alphas and bounds."""
    rows = [
        [f"{own['alpha']:g}", f"{own['bound']:g}", _percent(own["false_alarms"]), _percent(own["found"])]
        for own in results["choice"]
    ]
    return markdown_table(["alpha", "bound", "false alarms", "changes of 5 points or more that are found"], rows)


def _name_length(row: Results) -> str:
    if not row["least"]:
        return "all"
    least, most = row["least"], row["most"]
    return f"{least} or more" if most == LENGTHS[-1][1] else f"{least} to {most - 1}"


def _write_alarms(row: Results) -> str:
    return f"{row['n_alarms']} of {row['n']} ({_percent(row['n_alarms'] / row['n'])})" if row["n"] else "–"


def _write_band(band: Results) -> str:
    return f"{_percent(band['n_found'] / band['n'])} of {band['n']}" if band["n"] else "–"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--halves", type=int, default=N_HALVES, metavar="N", help="pairs of halves of a month")
    parser.add_argument("--pairs", type=int, default=N_PAIRS, metavar="N", help="pairs of populations")


BENCHMARK = Benchmark(
    name="drift",
    description=__doc__,
    measure=measure,
    tables={
        "drift_alarms": make_alarm_table,
        "drift_found": make_found_table,
        "drift_choice": make_choice_table,
    },
    document="docs/drift.md",
    needs_data=True,
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
