"""How often the rule tells hard-wrapped text from lines that are paragraphs: articles as published, and wrapped.

The rule (topictag.text.wrapping) was chosen on the first 6,000 articles in the order of ``random.Random(0).shuffle``,
and is measured on the others.
"""

import json
import lzma
import random
import re
import textwrap
from argparse import Namespace
from collections import defaultdict
from pathlib import Path

from benchmarks.benchmark import Benchmark, Results
from benchmarks.datasets import require_file
from benchmarks.reporting import markdown_table

from topictag.text.wrapping import join_lines

WIDTHS = (36, 48, 60, 72, 78, 90, 100)
N_CHOSEN_ON = 6000
_BLANK_LINE = re.compile(r"\n\s*\n")


def measure(options: Namespace) -> dict[str, dict[str, int]]:
    """Return the number of articles and of wrong ones, by the way they are wrapped."""
    articles = load_articles(options.data)[N_CHOSEN_ON:]
    figures = {
        "one paragraph per line": _count_joined(articles, "\n"),
        "blank lines between paragraphs": _count_joined(articles, "\n\n"),
    }
    figures |= {f"wrapped at {width} characters": _count_cut(articles, width) for width in WIDTHS}
    return {name: {"n": n, "n_wrong": n_wrong} for name, (n, n_wrong) in figures.items()}


def make_table(results: Results) -> str:
    """Return one row per way of wrapping."""
    return markdown_table(
        ["articles", "n", "wrong", "share"],
        [
            [name, f"{own['n']:,}", f"{own['n_wrong']:,}", f"{100 * own['n_wrong'] / own['n']:.2f} %"]
            for name, own in results.items()
        ],
    )


def load_articles(folder: Path) -> list[list[str]]:
    """Return the articles of corpus2.jsonl.xz as lists of paragraphs, shuffled."""
    articles: dict[tuple[str, str], list[str]] = defaultdict(list)
    with lzma.open(require_file(folder / "corpus2.jsonl.xz"), "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            articles[row["outlet"], row["article"]].append(row["text"])
    shuffled = list(articles.values())
    random.Random(0).shuffle(shuffled)
    return shuffled


def _count_joined(articles: list[list[str]], between: str) -> tuple[int, int]:
    """Return the number of articles with several paragraphs, and of those whose paragraphs are wrongly joined."""
    texts = [between.join(own) for own in articles if len(own) > 1]
    return len(texts), sum(join_lines(text) != text for text in texts)


def _count_cut(articles: list[list[str]], width: int) -> tuple[int, int]:
    """Return the number of articles that wrapping changes, and of those in which a paragraph stays cut."""
    texts = ["\n\n".join(textwrap.fill(paragraph, width) for paragraph in own) for own in articles]
    wrapped = [text for text in texts if any("\n" in own for own in _BLANK_LINE.split(text))]
    return len(wrapped), sum(any("\n" in own for own in _BLANK_LINE.split(join_lines(text))) for text in wrapped)


BENCHMARK = Benchmark(
    name="wrapping",
    description=__doc__,
    measure=measure,
    tables={"wrapping": make_table},
    document="docs/reading.md",
    needs_data=True,
)

if __name__ == "__main__":
    BENCHMARK.run()
