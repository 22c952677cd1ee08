"""How far the two readings of the written set agree: Cohen's kappa per topic, and how many labels were settled."""

import csv

from benchmarks.reporting import ROOT, markdown_table
from sklearn.metrics import cohen_kappa_score


def main() -> None:
    """Print the agreement of training_data/written/readings.csv."""
    with (ROOT / "training_data" / "written" / "readings.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            {name: set(filter(None, row[name].split("; "))) for name in ("first", "second")}
            for row in csv.DictReader(file)
        ]
    topics = sorted(set.union(*(row["first"] | row["second"] for row in rows)))
    table = []
    for topic in topics:
        first, second = ([topic in row[name] for row in rows] for name in ("first", "second"))
        n_different = sum(one != other for one, other in zip(first, second, strict=True))
        table.append(
            [topic, str(sum(first)), str(sum(second)), str(n_different), f"{cohen_kappa_score(first, second):.3f}"]
        )
    print(markdown_table(["topic", "first reading", "second reading", "different", "κ"], table))


if __name__ == "__main__":
    main()
