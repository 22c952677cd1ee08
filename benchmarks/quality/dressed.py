"""Texts as people have them beside their clean twins: how many get the same tags, by dress.

The rules of reading were mended on tests/data/web.jsonl. tests/data/web_unseen.jsonl was written later, by someone who
had seen neither the rules nor the first file, and no rule was mended on it.
"""

import json
from collections import defaultdict
from typing import Any

from benchmarks.reporting import ROOT, keep_argument, markdown_table, save_results, update_readme

import topictag

FILES = {"web": "the rules were mended on them", "web_unseen": "no rule was mended on them"}


def main() -> None:
    """Tag both of each pair, count, print, keep."""
    options = keep_argument(__doc__).parse_args()
    results: dict[str, Any] = {name: count_twins(read_twins(name)) for name in FILES}
    table = markdown_table(
        ["texts", "dress", "n", "same tags as the twin", "tags where the twin has none"],
        [
            [FILES[name], dress, str(own["n"]), str(own["n_same"]), f"{own['n_false']} of {own['n_tagless']}"]
            for name, by_dress in results.items()
            for dress, own in by_dress.items()
        ],
    )
    print(table)
    if options.keep:
        save_results("dressed", results)
        update_readme("dressed", table, document="docs/reading.md")


def read_twins(name: str) -> list[dict[str, Any]]:
    """Return the rows of a file in tests/data: name, dress, tags, clean, text."""
    lines = (ROOT / "tests" / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def count_twins(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Return counts by dress, and of all."""
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


if __name__ == "__main__":
    main()
