"""The place of topictag on each data set of the comparison: ``python -m benchmarks.quality.summary``.

It is made from the kept results alone. `benchmarks.quality.compare` writes it when it keeps results.
"""

from argparse import Namespace
from collections.abc import Iterable, Mapping
from typing import Any

from benchmarks.benchmark import Benchmark, Results
from benchmarks.figures import write_difference
from benchmarks.quality.report import write_criterion
from benchmarks.quality.score import criterion
from benchmarks.quality.tasks import TITLES
from benchmarks.reporting import load_results, markdown_table

from topictag.reports.figures import MISSING, write_figure

SYSTEMS = {"topictag": "topictag", "topictag-background": "with background"}


def load_comparisons() -> Results:
    """Return the kept results of each data set, in the order of the documents."""
    return {name: load_results(f"comparison_{name}") for name in TITLES}


def write_summary(results: Results) -> str:
    """Return a table: for each data set the first system, and how far topictag is from it."""
    headings = [text for name in SYSTEMS.values() for text in (f"{name}, place", "difference from the first [95 %]")]
    rows = [
        [TITLES[name], own["systems"][own["reference"]]["title"], _first_figure(own), *_standing(own)]
        for name, own in results.items()
    ]
    return markdown_table(["data set", "first", "its figure", *headings], rows)


def write_claim(results: Results, system: str = "topictag-background") -> str:
    """Return what the results say of a system: where it is first, where level with the first, and where behind."""
    measured = {name: own for name, own in results.items() if system in own["systems"]}
    n_others = len({name for own in measured.values() for name in own["systems"]} - set(SYSTEMS))
    first = [name for name, own in measured.items() if own["reference"] == system]
    behind = [name for name, own in measured.items() if name not in first and _is_behind(own, system)]
    level = [name for name in measured if name not in (*first, *behind)]
    claim = (
        f"[The comparison](docs/comparison.md) has {n_others} other systems and {len(measured)} data sets. topictag "
        f"with background vectors has the best figure of all on {_list(TITLES[name] for name in first)}."
    )
    if level:
        claim += f" Its difference from the best is within chance on {_list(TITLES[name] for name in level)}."
    if behind:
        claim += f" It is behind on {_list(_write_distance(name, measured[name], system) for name in behind)}."
    return claim


def _write_distance(name: str, results: Mapping[str, Any], system: str) -> str:
    first = results["systems"][results["reference"]]["title"]
    return f"{TITLES[name]}: {write_difference(_difference(results, system))} from {first}"


def _first_figure(results: Mapping[str, Any]) -> str:
    return f"{write_criterion(results)} {write_figure(_value(results, results['reference']))}"


def _standing(results: Mapping[str, Any]) -> list[str]:
    cells = []
    for system in SYSTEMS:
        if system not in results["systems"]:
            cells += [MISSING, MISSING]
            continue
        better = sum(_value(results, own) > _value(results, system) for own in results["systems"])
        is_first = results["reference"] == system
        difference = MISSING if is_first else write_difference(_difference(results, system))
        cells += [f"{better + 1} of {len(results['systems'])}", difference]
    return cells


def _value(results: Mapping[str, Any], system: str) -> float:
    value: float = results["systems"][system]["quality"][criterion(one_tag=results["one_tag"])]["value"]
    return value


def _difference(results: Mapping[str, Any], system: str) -> Mapping[str, Any]:
    own: Mapping[str, Any] = results["systems"][system]["difference"][criterion(one_tag=results["one_tag"])]
    return own


def _is_behind(results: Mapping[str, Any], system: str) -> bool:
    return _difference(results, system)["high"] < 0


def _list(names: Iterable[str]) -> str:
    """Return ``3 (a, b, c)``, or ``none``."""
    own = list(names)
    return f"{len(own)} ({', '.join(own)})" if own else "none"


BENCHMARK = Benchmark(
    name="comparison_summary",
    description=__doc__,
    measure=lambda _: load_comparisons(),
    tables={"comparison_summary": write_summary},
    document="docs/comparison.md",
    is_saved=False,
)


def keep_summary() -> None:
    """Write the table into its document."""
    BENCHMARK.update_documents(BENCHMARK.measure(Namespace()))


if __name__ == "__main__":
    BENCHMARK.run()
