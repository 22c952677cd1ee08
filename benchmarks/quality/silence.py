"""What is refused as not Russian, and what is read although it is not.

Real Russian news is counted whole and in pieces, since short texts are harder; texts of other languages and noise are
the rows of tests/data/silence.jsonl.
"""

import json
from collections.abc import Iterator
from typing import Any

from benchmarks.datasets import data_argument, read_corpus
from benchmarks.reporting import ROOT, markdown_table, save_results, update_readme

import topictag
from topictag.text.language import is_russian
from topictag.text.reading import paragraph_forms, text_forms

PIECES = (0, 24, 12, 6)  # words; 0: whole


def main() -> None:
    """Count, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the tables in docs")
    options = parser.parse_args()
    refused, other = _count_refused(read_corpus(options.data)), _count_other()
    rows = [
        [name, f"{own['n']:,}", f"{own['n_refused']:,}", f"{100 * own['n_refused'] / own['n']:.3f} %"]
        for name, own in refused.items()
    ]
    table = markdown_table(["real Russian news", "n", "refused", "share"], rows)
    rows = [[kind, *map(str, own.values())] for kind, own in other.items()]
    table += "\n\n" + markdown_table(["what is not Russian news", "n", "read as Russian", "get a tag"], rows)
    print(table)
    if options.keep:
        save_results("silence", {**refused, "other": other})
        update_readme("silence", table, document="docs/reading.md")


def _count_refused(texts: Iterator[str]) -> dict[str, dict[str, int]]:
    paragraphs = [text_forms(text) for text in texts]
    figures = {}
    for length in PIECES:
        read = [is_russian(piece) for forms in paragraphs for piece in _cut(forms, length)]
        figures[f"pieces of {length} words" if length else "whole"] = {"n": len(read), "n_refused": read.count(False)}
    return figures


def _cut(forms: list[str], length: int) -> Iterator[list[str]]:
    """Yield pieces of a paragraph, the short rest left out."""
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


if __name__ == "__main__":
    main()
