"""Quality of a model on real news that it has never seen: per topic, overall, and false tags where none is due.

The paragraphs were labelled twice by the annotation guidelines. False tags are counted on those that were drawn
without keywords (``sampled`` begins with ``random``), because the others were picked for looking like a topic.
"""

from pathlib import Path
from typing import Any

from benchmarks.datasets import data_argument, load_labelled
from benchmarks.reporting import markdown_table, save_results, update_readme

import topictag
from topictag.evaluation.figures import OVERALL_F1, write_estimate, write_figure, write_percent


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
    rows = []
    for row in quality["topics"]:
        figures = (write_figure(row["precision"]), write_figure(row["recall"]), write_estimate(row["f1"]))
        rows.append([row["topic"], str(row["support"]), *figures])
    for field, name in OVERALL_F1.items():
        rows.append([f"**{name}**", str(quality["n_examples"]), "", "", write_estimate(quality[field])])
    table = markdown_table(["topic", "support", "precision", "recall", "F1 [95 % interval]"], rows)
    rates = [
        f"{_rate(part)} of the {part['n_tagless']} {name}"
        for part, name in ((quality, "in all"), (drawn_at_random, "drawn at random"))
    ]
    return f"{table}\n\nTagless paragraphs that get a tag all the same: {'; '.join(rates)}."


def _rate(quality: dict[str, Any]) -> str:
    rate = quality["false_tag_rate"]
    return f"{write_percent(rate['value'])} [{write_percent(rate['low'])} – {write_percent(rate['high'])}]"


if __name__ == "__main__":
    main()
