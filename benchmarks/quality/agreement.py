"""Agreement of independent readings of the same texts: Cohen's kappa per topic, and the labels that had to be settled.

All written texts were read twice. Real labels were read again only if a cross-validated model contradicted them or the
first reader was unsure. They were mixed with others, and the second reader did not know which was which. So the kappa
of the real labels is that of the hard cases.
"""

import csv
from argparse import Namespace
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.benchmark import Benchmark, Results
from benchmarks.reporting import ROOT, markdown_table
from sklearn.metrics import cohen_kappa_score

DATA = ROOT / "training_data"
FILES = {
    "written": DATA / "written.readings.csv",
    "real": DATA / "real_news.readings.csv",
    "outlets": DATA / "outlets.readings.csv",
    "controls": DATA / "outlets.controls.csv",
}


def measure(_: Namespace) -> dict[str, Any]:
    """Return the agreement of both sets of readings."""
    return {name: _agree(_readings(path)) for name, path in FILES.items()}


def _readings(path: Path) -> list[Mapping[str, set[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {name: set(filter(None, row[name].split("; "))) for name in ("first", "second", "kept")}
            for row in csv.DictReader(file)
        ]


def _agree(rows: Sequence[Mapping[str, set[str]]]) -> dict[str, Any]:
    topics = sorted(set.union(*(row["first"] | row["second"] for row in rows)))
    return {"n_texts": len(rows), "topics": {topic: _agree_on(topic, rows) for topic in topics}}


def _agree_on(topic: str, rows: Sequence[Mapping[str, set[str]]]) -> dict[str, float]:
    first, second, kept = ([topic in row[name] for row in rows] for name in ("first", "second", "kept"))
    return {
        "n_first": sum(first),
        "n_second": sum(second),
        "n_different": sum(one != other for one, other in zip(first, second, strict=True)),
        "n_first_not_kept": sum(one != other for one, other in zip(first, kept, strict=True)),
        "kappa": float(cohen_kappa_score(first, second)),
    }


def make_table(results: Results, name: str) -> str:
    """Return the table of one set of readings."""
    own = results[name]
    counts = ("n_first", "n_second", "n_different", "n_first_not_kept")
    return markdown_table(
        [f"{own['n_texts']:,} texts", "first reading", "second reading", "different", "first not kept", "κ"],
        [
            [topic, *(str(figures[count]) for count in counts), f"{figures['kappa']:.3f}"]
            for topic, figures in own["topics"].items()
        ],
    )


BENCHMARK = Benchmark(
    name="agreement",
    description=__doc__,
    measure=measure,
    tables={f"agreement_{name}": partial(make_table, name=name) for name in FILES},
    document="training_data/README.md",
    is_saved=False,
)

if __name__ == "__main__":
    BENCHMARK.run()
