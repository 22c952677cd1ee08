"""How far independent readings of the same texts agree: Cohen's kappa per topic, and how many labels were settled.

The written set was read twice throughout. Of the real labels those were read again that a cross-validated model
contradicted or the first reader hesitated over, mixed with others unknown to the reader; so their kappa is that of the
hard cases.
"""

import argparse
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.reporting import ROOT, markdown_table, update_readme
from sklearn.metrics import cohen_kappa_score

DATA = ROOT / "training_data"


def main() -> None:
    """Print the agreement of both sets of readings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="write the tables into training_data/README.md")
    options = parser.parse_args()
    for name, path in (("written", DATA / "written" / "readings.csv"), ("real", DATA / "real_news.readings.csv")):
        table = _table(_readings(path))
        print(table, "\n")
        if options.keep:
            update_readme(f"agreement_{name}", table, document="training_data/README.md")


def _readings(path: Path) -> list[Mapping[str, set[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {name: set(filter(None, row[name].split("; "))) for name in ("first", "second", "kept")}
            for row in csv.DictReader(file)
        ]


def _table(rows: Sequence[Mapping[str, set[str]]]) -> str:
    topics = sorted(set.union(*(row["first"] | row["second"] for row in rows)))
    table = []
    for topic in topics:
        first, second, kept = ([topic in row[name] for row in rows] for name in ("first", "second", "kept"))
        different = sum(one != other for one, other in zip(first, second, strict=True))
        changed = sum(one != other for one, other in zip(first, kept, strict=True))
        figures = [sum(first), sum(second), different, changed]
        table.append([topic, *map(str, figures), f"{cohen_kappa_score(first, second):.3f}"])
    return markdown_table(
        [f"{len(rows):,} texts", "first reading", "second reading", "different", "first not kept", "κ"], table
    )


if __name__ == "__main__":
    main()
