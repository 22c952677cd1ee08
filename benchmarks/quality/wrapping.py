"""How often hard-wrapped text is told from lines that are paragraphs, on articles as they come and wrapped.

The rule (topictag.text.wrapping) was chosen on the 6,000 articles that ``random.Random(0).shuffle`` puts first; these
are the others.
"""

import json
import lzma
import random
import re
import textwrap
from collections import defaultdict
from pathlib import Path

from benchmarks.datasets import data_argument, require_file
from benchmarks.reporting import markdown_table, save_results, update_readme

from topictag.text.wrapping import join_lines

WIDTHS = (36, 48, 60, 72, 78, 90, 100)
N_CHOSEN_ON = 6000
_BLANK_LINE = re.compile(r"\n\s*\n")


def main() -> None:
    """Wrap, judge, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the table in docs")
    options = parser.parse_args()
    articles = load_articles(options.data)[N_CHOSEN_ON:]
    figures = {
        "a paragraph a line": _count_joined(articles, "\n"),
        "blank lines between": _count_joined(articles, "\n\n"),
    }
    figures |= {f"wrapped at {width} characters": _count_cut(articles, width) for width in WIDTHS}
    table = markdown_table(
        ["articles", "n", "wrong", "share"],
        [[name, f"{n:,}", f"{wrong:,}", f"{100 * wrong / n:.2f} %"] for name, (n, wrong) in figures.items()],
    )
    print(table)
    if options.keep:
        save_results("wrapping", {name: {"n": n, "n_wrong": wrong} for name, (n, wrong) in figures.items()})
        update_readme("wrapping", table, document="docs/reading.md")


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
    """Return the articles of several paragraphs, and those of them whose paragraphs are wrongly joined."""
    texts = [between.join(own) for own in articles if len(own) > 1]
    return len(texts), sum(join_lines(text) != text for text in texts)


def _count_cut(articles: list[list[str]], width: int) -> tuple[int, int]:
    """Return the articles that wrapping changes, and those of them of which a paragraph stays cut."""
    texts = ["\n\n".join(textwrap.fill(paragraph, width) for paragraph in own) for own in articles]
    wrapped = [text for text in texts if any("\n" in own for own in _BLANK_LINE.split(text))]
    return len(wrapped), sum(any("\n" in own for own in _BLANK_LINE.split(join_lines(text))) for text in wrapped)


if __name__ == "__main__":
    main()
