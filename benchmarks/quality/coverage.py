"""Count the written set by cells and compare with its plan, training_data/COVERAGE.md, and with the real labels.

Count the hints, too.
"""

import csv
import json
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from benchmarks.benchmark import Benchmark
from benchmarks.reporting import ROOT, markdown_table

from topictag.labelled.hints import MAX_STRENGTH, read_hints

DATA = ROOT / "training_data"
WANTED_COMMUNIQUES, WANTED_PER_VOICE = 150, 50
WANTED_NEAR, WANTED_PAIR, WANTED_TRIPLES, WANTED_PART = 20, 10, 10, 20


def measure(_: Namespace) -> dict[str, Any]:
    """Return the tables: counting is all there is to measure."""
    written = [row for path in sorted((DATA / "written").glob("*.jsonl")) for row in _records(path)]
    real = [row for path in sorted(DATA.glob("*.labels.jsonl")) for row in _records(path)]
    return {"tables": list(_tables(written, real)), "hints": _count_hints()}


def _records(path: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _tables(written: Sequence[Mapping[str, Any]], real: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    n_tagless = sum(not row["tags"] for row in written)
    yield f"{len(written)} paragraphs, {n_tagless} without a topic; {len(real):,} real labels."
    voices = Counter(row["voice"] for row in written)
    tagless = Counter(row["voice"] for row in written if not row["tags"])
    yield _cells(
        ["voice", "without a topic"],
        [
            (voice, [str(tagless[voice])], n, WANTED_COMMUNIQUES if voice == "communique" else WANTED_PER_VOICE)
            for voice, n in voices.most_common()
        ],
    )
    topics = sorted({tag for row in written for tag in row["tags"]})
    support, near = (Counter(tag for row in written for tag in row[field]) for field in ("tags", "near"))
    yield _cells(
        ["near misses of", "support", "real support"],
        [(topic, [str(support[topic]), str(_with(real, topic))], near[topic], WANTED_NEAR) for topic in topics],
    )
    rows = [
        (" + ".join(pair), [str(_with(real, *pair))], _with(written, *pair), WANTED_PAIR)
        for pair in combinations(topics, 2)
    ]
    triples = [sum(len(row["tags"]) > 2 for row in own) for own in (written, real)]
    yield _cells(["topics together", "real"], [*rows, ("three or more", [str(triples[1])], triples[0], WANTED_TRIPLES)])
    with (DATA / "written.regions.csv").open(encoding="utf-8", newline="") as file:
        part_of = {row["region"]: row["part"] for row in csv.DictReader(file)}
    parts = Counter(part_of[row["region"]] for row in written)
    yield _cells(["part of the world"], [(part, [], n, WANTED_PART) for part, n in parts.most_common()])
    years = Counter(row["year"] for row in written)
    spans = [range(first, first + 4) for first in range(1999, 2027, 4)]
    yield _cells(
        ["fewest in one year of", "total"],
        [
            (f"{span[0]} – {span[-1]}", [str(sum(years[year] for year in span))], min(years[year] for year in span), 1)
            for span in spans
        ],
    )


def _count_hints() -> str:
    """Return a table of the hints by topic and kind."""
    variants = frozenset(read_hints(DATA / "hints" / "variants"))
    attribution = frozenset(read_hints(DATA / "hints" / "attribution.tsv"))
    hints = read_hints(DATA / "hints")
    rows = []
    for topic in [*sorted({hint.topic for hint in hints}), ""]:
        own = [hint for hint in hints if topic in ("", hint.topic)]
        terms = [hint for hint in own if hint not in variants and hint not in attribution]
        counts = (
            len(terms),
            sum(hint.strength == MAX_STRENGTH for hint in terms),
            sum(hint.strength < 0 for hint in terms),
            sum(len(hint.words) > 1 for hint in terms),
            sum(hint in variants for hint in own),
            sum(hint in attribution for hint in own),
        )
        rows.append([topic or "all", *(f"{count:,}" for count in counts)])
    return markdown_table(["topic", "hints", "of strength 3", "against it", "pairs", "variants", "attribution"], rows)


def _with(rows: Sequence[Mapping[str, Any]], *topics: str) -> int:
    return sum(set(topics) <= set(row["tags"]) for row in rows)


def _cells(header: Sequence[str], rows: Sequence[tuple[str, list[str], int, int]]) -> str:
    return markdown_table(
        [header[0], "written", "planned", *header[1:]],
        [[name, f"{n}{' −' if n < planned else ''}", str(planned), *further] for name, further, n, planned in rows],
    )


BENCHMARK = Benchmark(
    name="coverage",
    description=__doc__,
    measure=measure,
    tables={
        "coverage": lambda results: "\n\n".join(results["tables"]),
        "hint_counts": lambda results: results["hints"],
    },
    document=("training_data/COVERAGE.md", "docs/hints.md"),
    is_saved=False,
)

if __name__ == "__main__":
    BENCHMARK.run()
