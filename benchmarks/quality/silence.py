"""Russian texts that are refused as not Russian, and other texts that are read as Russian.

Real Russian news is counted in whole paragraphs and in pieces, because short texts are harder. Texts in other languages
and noise come from tests/data/silence.jsonl.
"""

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import read_corpus
from benchmarks.reporting import ROOT, markdown_table

import topictag
from topictag.text.language import is_russian
from topictag.text.reading import paragraph_forms, text_forms

PIECES = (0, 24, 12, 6)  # words; 0 for whole paragraphs


def measure(options: Namespace) -> dict[str, Any]:
    """Return counts of real Russian news, and of other texts by kind."""
    return {"russian": _count_refused(read_corpus(options.data)), "other": _count_other()}


def make_table(results: Results) -> str:
    """Return both tables."""
    russian = [
        [name, f"{own['n']:,}", f"{own['n_refused']:,}", f"{100 * own['n_refused'] / own['n']:.3f} %"]
        for name, own in results["russian"].items()
    ]
    other = [[kind, *map(str, own.values())] for kind, own in results["other"].items()]
    return (
        markdown_table(["real Russian news", "n", "refused", "share"], russian)
        + "\n\n"
        + markdown_table(["other texts", "n", "read as Russian", "get a tag"], other)
    )


def _count_refused(texts: Iterator[str]) -> dict[str, dict[str, int]]:
    paragraphs = [text_forms(text) for text in texts]
    figures = {}
    for length in PIECES:
        read = [is_russian(piece) for forms in paragraphs for piece in _cut(forms, length)]
        figures[f"pieces of {length} words" if length else "whole"] = {"n": len(read), "n_refused": read.count(False)}
    return figures


def _cut(forms: list[str], length: int) -> Iterator[list[str]]:
    """Yield pieces of a paragraph; a shorter rest is left out."""
    if not length:
        yield forms
    else:
        yield from (forms[start : start + length] for start in range(0, len(forms) - length + 1, length))


def _count_other() -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for line in (ROOT / "tests" / "data" / "silence.jsonl").read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        tagged, read = bool(topictag.tag(row["text"])), any(map(is_russian, paragraph_forms(row["text"])))
        for kind in (row["kind"], "all"):
            own = counts.setdefault(kind, {"n": 0, "n_read": 0, "n_tagged": 0})
            own["n"] += 1
            own["n_read"] += read
            own["n_tagged"] += tagged
    return {**{kind: own for kind, own in counts.items() if kind != "all"}, "all": counts["all"]}


BENCHMARK = Benchmark(
    name="silence",
    description=__doc__,
    measure=measure,
    tables={"silence": make_table},
    document="docs/reading.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
