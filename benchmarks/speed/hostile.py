"""Texts made to be slow: how many times as long a text of four times the length takes. Linear is 4, quadratic 16."""

from argparse import Namespace
from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks.benchmark import Benchmark, Results
from benchmarks.reporting import markdown_table
from benchmarks.speed.timing import time_call

import topictag

N = 100_000  # characters of the shorter text, so that even the fastest takes some milliseconds
ROUNDS = 3
LIMIT = 6.0  # chosen: above linear time with the noise of a shared machine, far below quadratic time

UNITS = {
    "acute and dot below on one letter": "\u0301\u0323",
    "a letter, thirty kinds of marks": "\u0316\u0317\u0318\u0319\u031c\u0327\u0334\u0345",
    "an address of megabytes": "https://example.org/" + "a" * 20,
    "tags that never end": "<a ",
    "tags with a quote that never ends": '<a "> ',
    "attributes with unpaired quotes": '<a x="<y z=',
    "attributes in quotes within quotes": "<a x='\"<b y=\"'",
    "blocks that never close": "<div>\n",
    "names in angle brackets": "<Abc>",
    "comments that never end": "<!-- ",
    "comments within comments": "<!-- <!-- --> -->",
    "scripts that never end": "<script>",
    "closing tags of scripts": "</script",
    "entities": "&nbsp;",
    "ampersands that never end": "&amp;",
    "numbers that are not entities": "&#99999999999",
    "escaped tags": "&lt;a ",
    "Markdown links that never end": "[](a",
    "labels of a host name": "a.",
    "a mail address without an end": "a-",
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


def measure(_: Namespace) -> dict[str, Any]:
    """Return size, time and growth of each text."""
    return {name: _measure(unit) for name, unit in UNITS.items()}


def make_table(results: Results) -> str:
    """Return one row per text, and whether the limit is met."""
    table = markdown_table(
        ["text of", "size", "tag", "tag: growth for 4 × the text", "tag_paragraphs: growth"],
        [
            [
                name,
                f"{own['megabytes']:.1f} MB",
                f"{own['tag_s']:.2f} s",
                f"{own['tag_growth']:.1f}",
                f"{own['paragraphs_growth']:.1f}",
            ]
            for name, own in results.items()
        ],
    )
    worst = max(max(own["tag_growth"], own["paragraphs_growth"]) for own in results.values())
    verdict = "met" if worst <= LIMIT else "NOT MET"
    return f"{table}\n\nLimit: 4 × the text takes at most {LIMIT:g} × the time. Maximum: {worst:.1f} ×, {verdict}."


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
    return time_call(lambda: function(f"газ{text} нефть"))


BENCHMARK = Benchmark(
    name="hostile",
    description=__doc__,
    measure=measure,
    tables={"hostile": make_table},
    document="docs/speed.md",
)

if __name__ == "__main__":
    BENCHMARK.run()
