"""What it costs to read texts that are no plain prose: the twins of tests/data, clean and dressed, in turns."""

import time
from collections.abc import Callable
from statistics import median

from benchmarks.quality.dressed import FILES, read_twins
from benchmarks.reporting import keep_argument, markdown_table, save_results, update_readme

import topictag

ROUNDS = 15
REPEATS = 20


def main() -> None:
    """Time, print, keep."""
    options = keep_argument(__doc__).parse_args()
    rows = [row for name in FILES for row in read_twins(name)]
    texts = {key: [row[key] for row in rows] * REPEATS for key in ("clean", "text")}
    tagger = topictag.load()
    rounds = [{key: _time(tagger.tag_many, own) for key, own in texts.items()} for _ in range(ROUNDS + 1)][1:]
    results = {
        key: {
            "n_characters": sum(map(len, own)) / len(own),
            "us_a_text": 1e6 * median(one[key] for one in rounds) / len(own),
            "times_of_clean": median(one[key] / one["clean"] for one in rounds),
        }
        for key, own in texts.items()
    }
    table = markdown_table(
        [f"{len(rows)} texts, tag_many on one thread", "characters (mean)", "time a text", "÷ clean"],
        [
            [what, f"{own['n_characters']:.0f}", f"{own['us_a_text']:.1f} µs", f"{own['times_of_clean']:.1f}"]
            for what, own in zip(("clean", "dressed"), results.values(), strict=True)
        ],
    )
    print(table)
    if options.keep:
        save_results("dressed_speed", results)
        update_readme("dressed_speed", table, document="docs/speed.md")


def _time(function: Callable[[list[str]], object], texts: list[str]) -> float:
    start = time.perf_counter()
    function(texts)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
