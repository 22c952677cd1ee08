"""Quality of a model on real news that it has never seen: per topic, overall, and false tags where none is due.

The paragraphs were labelled twice by the annotation guidelines. False tags are counted on those that were drawn
without keywords (``sampled`` begins with ``random``), because the others were picked for looking like a topic.
"""

from pathlib import Path
from typing import Any

from benchmarks.datasets import data_argument, load_labelled
from benchmarks.reporting import markdown_table, save_results, update_readme

import topictag


def main() -> None:
    """Measure, print, and keep the figures."""
    parser = data_argument(__doc__)
    parser.add_argument("--model", type=Path, help="default: the shipped model")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results and the README's table")
    options = parser.parse_args()
    tagger = topictag.load(options.model)
    rows = load_labelled(options.data)
    random_rows = [row for row in rows if row["sampled"].startswith("random")]
    quality = tagger.evaluate(rows).to_dict()
    false_tags = tagger.evaluate(random_rows).to_dict()
    table = _table(quality, false_tags)
    print(table)
    if options.keep:
        save_results("real_news", {"all": quality, "random": false_tags})
        update_readme("real_news", table)


def _table(quality: dict[str, Any], drawn_at_random: dict[str, Any]) -> str:
    rows = [
        [row["topic"], str(row["support"]), _figure(row["precision"]), _figure(row["recall"]), _estimate(row["f1"])]
        for row in quality["topics"]
    ]
    overall = (("macro-F1", "macro_f1"), ("micro-F1", "micro_f1"), ("samples F1", "samples_f1"))
    rows += [[f"**{name}**", str(quality["n_examples"]), "", "", _estimate(quality[field])] for name, field in overall]
    table = markdown_table(["topic", "support", "precision", "recall", "F1 [95 % interval]"], rows)
    rate = drawn_at_random["false_tag_rate"]
    return (
        f"{table}\n\nTagless paragraphs drawn at random that get a tag all the same: {_percent(rate['value'])} of "
        f"{drawn_at_random['n_tagless']} [{_percent(rate['low'])}, {_percent(rate['high'])}]."
    )


def _estimate(estimate: dict[str, float | None]) -> str:
    return f"{_figure(estimate['value'])} [{_figure(estimate['low'])}, {_figure(estimate['high'])}]"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %"


if __name__ == "__main__":
    main()
