"""Texts with markup ("dressed") compared with the same texts without it: how many get the same tags, by kind.

The rules of reading were tuned on tests/data/web.jsonl. tests/data/web_unseen.jsonl was written later, by someone who
had seen neither the rules nor the first file, and no rule was changed because of it.
"""

import json
from argparse import Namespace
from collections import defaultdict
from typing import Any

from benchmarks.benchmark import Benchmark, Results
from benchmarks.reporting import ROOT, markdown_table

import topictag

FILES = {"web": "rules were tuned on them", "web_unseen": "no rule was tuned on them"}


def measure(_: Namespace) -> dict[str, Any]:
    """Return counts by file and kind of markup."""
    return {name: count_twins(read_twins(name)) for name in FILES}


def make_table(results: Results) -> str:
    """Return one row per file and kind of markup."""
    return markdown_table(
        ["texts", "markup", "n", "same tags as the plain text", "tagged although the plain text is not"],
        [
            [FILES[name], dress, str(own["n"]), str(own["n_same"]), f"{own['n_false']} of {own['n_tagless']}"]
            for name, by_dress in results.items()
            for dress, own in by_dress.items()
        ],
    )


def read_twins(name: str) -> list[dict[str, Any]]:
    """Return the rows of a file in tests/data: name, dress, tags, clean, text."""
    lines = (ROOT / "tests" / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def count_twins(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Return counts by kind of markup, and of all texts."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(("n", "n_same", "n_tagless", "n_false"), 0))
    clean = topictag.tag_many(row["clean"] for row in rows)
    dressed = topictag.tag_many(row["text"] for row in rows)
    for row, one, other in zip(rows, clean, dressed, strict=True):
        for own in (counts[row["dress"]], counts["all"]):
            own["n"] += 1
            own["n_same"] += set(one) == set(other)
            own["n_tagless"] += not one
            own["n_false"] += not one and bool(other)
    return {**{dress: counts[dress] for dress in counts if dress != "all"}, "all": counts["all"]}


BENCHMARK = Benchmark(
    name="dressed",
    description=__doc__,
    measure=measure,
    tables={"dressed": make_table},
    document="docs/reading.md",
)

if __name__ == "__main__":
    BENCHMARK.run()
