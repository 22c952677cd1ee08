"""Cold start: a fresh process from nothing to its first tag, beside merely importing scikit-learn."""

import argparse
from statistics import median

from benchmarks.reporting import markdown_table, save_results, update_readme
from benchmarks.speed.processes import in_turns

LIMIT = 1 / 3  # of importing scikit-learn

_USABLE = (
    "from sklearn.feature_extraction.text import TfidfVectorizer; from sklearn.linear_model import LogisticRegression"
)
COMMANDS = {
    "python, nothing imported": ("-c", "pass"),
    "import numpy": ("-c", "import numpy"),
    "import topictag; topictag.tag(…)": ("-c", "import topictag; topictag.tag('Нефть подорожала.')"),
    "import sklearn (top level only)": ("-c", "import sklearn"),
    "import scikit-learn's TfidfVectorizer and LogisticRegression": ("-c", _USABLE),
}
OURS, BARE, USABLE = list(COMMANDS)[2:]


def main() -> None:
    """Measure in turns, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the README's table")
    options = parser.parse_args()
    runs = in_turns(COMMANDS, options.rounds)
    figures = {
        name: {
            "median_s": round(median(run.wall_s for run in own), 4),
            "peak_bytes": int(median(run.peak_bytes for run in own)),
        }
        for name, own in runs.items()
    }
    ours_s = figures[OURS]["median_s"]
    rows = [
        [
            name,
            f"{1000 * row['median_s']:.0f} ms",
            f"{ours_s / row['median_s']:.2f}",
            f"{row['peak_bytes'] / 1e6:.0f} MB",
        ]
        for name, row in figures.items()
    ]
    table = markdown_table(["fresh process", "time (median)", "topictag's time ÷ this", "peak memory"], rows)
    print(table)
    for name in (BARE, USABLE):
        ratio = ours_s / figures[name]["median_s"]
        print(f"{name}: ratio {ratio:.2f}, limit {LIMIT:.2f}: {'holds' if ratio <= LIMIT else 'DOES NOT HOLD'}")
    if options.keep:
        save_results("start", {"n_rounds": options.rounds, "processes": figures})
        update_readme("start", table)


if __name__ == "__main__":
    main()
