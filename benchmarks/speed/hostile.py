"""Texts made to be slow: how time grows when they are four times as long. Linear is 4; the square would be 16."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks.reporting import keep_argument, markdown_table, save_results, update_readme

import topictag

N = 100_000  # repeats of the shorter text; the shortest takes some milliseconds
ROUNDS = 3
LIMIT = 6.0  # more than linear with the noise of a shared machine, far less than a square

UNITS = {
    "acute and dot below on one letter": "\u0301\u0323",
    "a letter, thirty kinds of marks": "\u0316\u0317\u0318\u0319\u031c\u0327\u0334\u0345",
    "an address of megabytes": "https://example.org/" + "a" * 20,
    "tags that never end": "<a ",
    "tags with a quote that never ends": '<a "> ',
    "attributes whose quotes never pair off": '<a x="<y z=',
    "attributes in quotes within quotes": "<a x='\"<b y=\"'",
    "blocks that never close": "<div>\n",
    "names that are no tag": "<Abc>",
    "comments that never end": "<!-- ",
    "comments within comments": "<!-- <!-- --> -->",
    "scripts that never end": "<script>",
    "closing tags of scripts": "</script",
    "entities": "&nbsp;",
    "ampersands that never end": "&amp;",
    "numbers that are no entity": "&#99999999999",
    "escaped tags": "&lt;a ",
    "Markdown links that never end": "[](a",
    "labels of a host": "a.",
    "a mail address that never comes": "a-",
    "hyphens and letters": "а-",
    "hexadecimal groups": "abcdef01-",
    "base64": "aGVsbG8gd29ybGQ=",
    "a hashtag": "#Аа_",
    "mixed letters": "аa",
    "joiners": "а\u2060",
    "spaces": "а" + " " * 50,
    "line breaks and small letters": "\nа",
    "spaces and line breaks": " \n>",
    "quoted mail": "\n> слово за словом и ещё одно слово",
    "escapes": r"\u0430\n",
    "words": "слово ",
}


def main() -> None:
    """Time, print, keep."""
    options = keep_argument(__doc__).parse_args()
    results = {name: _measure(unit) for name, unit in UNITS.items()}
    rows = [
        [
            name,
            f"{own['megabytes']:.1f} MB",
            f"{own['tag_s']:.2f} s",
            f"{own['tag_growth']:.1f}",
            f"{own['paragraphs_growth']:.1f}",
        ]
        for name, own in results.items()
    ]
    table = markdown_table(["text of", "size", "tag", "× for 4 × the text", "tag_paragraphs, ×"], rows)
    worst = max(max(own["tag_growth"], own["paragraphs_growth"]) for own in results.values())
    table += (
        f"\n\nLimit: {LIMIT:g} for 4 × the text; the most is {worst:.1f}: {'holds' if worst <= LIMIT else 'MISSED'}."
    )
    print(table)
    if options.keep:
        save_results("hostile", results)
        update_readme("hostile", table, document="docs/speed.md")


def _measure(unit: str) -> dict[str, Any]:
    short, long = unit * (N // len(unit)), unit * (4 * N // len(unit))
    tagger = topictag.load()
    return {
        "megabytes": len(long.encode()) / 1e6,
        "tag_s": _time(tagger.tag, long),
        "tag_growth": _growth(tagger.tag, short, long),
        "paragraphs_growth": _growth(tagger.tag_paragraphs, short, long),
    }


def _growth(function: Callable[[str], Any], short: str, long: str) -> float:
    function(short)  # warms up
    return median(_time(function, long) / max(_time(function, short), 1e-4) for _ in range(ROUNDS))


def _time(function: Callable[[str], Any], text: str) -> float:
    start = time.perf_counter()
    function(f"газ{text} нефть")
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
