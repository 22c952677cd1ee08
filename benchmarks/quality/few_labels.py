"""What background vectors are worth when labels are few: repeated draws, with them and without, all else equal.

Each draw takes labelled real paragraphs for training and tests on the rest; thresholds and the background's scale are
learnt inside the draw, as `topictag.train` does it.
"""

import warnings
from pathlib import Path
from statistics import mean, stdev

import numpy as np
from benchmarks.datasets import data_argument, load_labelled
from benchmarks.reporting import ROOT, markdown_table, save_results, update_readme

import topictag
from topictag.errors import TrainingWarning


def main() -> None:
    """Draw, train, measure, print, keep."""
    parser = data_argument(__doc__)
    parser.add_argument("--background", type=Path, default=ROOT / "training_data" / "background.safetensors")
    parser.add_argument("--labels", type=int, default=180)
    parser.add_argument("--draws", type=int, default=10)
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the table of docs/quality.md")
    options = parser.parse_args()
    rows = load_labelled(options.data)
    pairs = [_measure_draw(rows, options.labels, draw, options.background) for draw in range(options.draws)]
    without, with_background = map(list, zip(*pairs, strict=True))
    gains = [b - a for a, b in pairs]
    header = [f"{options.labels} labelled paragraphs, {options.draws} draws", "macro-F1 (mean)", "standard deviation"]
    table = markdown_table(
        header,
        [
            [name, f"{mean(figures):.3f}", f"{stdev(figures):.3f}"]
            for name, figures in (
                ("without background", without),
                ("with background", with_background),
                ("gain, draw by draw", gains),
            )
        ],
    )
    print(table)
    if options.keep:
        save_results("few_labels", {"n_labels": options.labels, "without": without, "with_background": with_background})
        update_readme("few_labels", table, document="docs/quality.md")


def _measure_draw(rows: list[dict[str, object]], n_labels: int, draw: int, background: Path) -> tuple[float, float]:
    order = np.random.default_rng(draw).permutation(len(rows)).tolist()
    examples = [{name: row[name] for name in ("id", "text", "tags")} for row in rows]
    train, test = [examples[i] for i in order[:n_labels]], [examples[i] for i in order[n_labels:]]
    with warnings.catch_warnings(action="ignore", category=TrainingWarning):  # some draws hold few examples of a topic
        taggers = topictag.train(train, seed=draw), topictag.train(train, seed=draw, background=background)
    first, second = (tagger.evaluate(test).macro_f1.value or 0.0 for tagger in taggers)
    return first, second


if __name__ == "__main__":
    main()
