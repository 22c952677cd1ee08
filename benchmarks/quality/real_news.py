"""Quality of a model on real news that it has never seen: per topic, overall, and false tags where none is due.

The paragraphs were labelled twice by the annotation guidelines. False tags are counted on those that were drawn
without keywords (``sampled`` begins with ``random``), because the others were picked for looking like a topic. Beside
the shipped model stand those of whoever has the repository alone, without the corpus that its labels refer to.
"""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.datasets import data_argument, load_labelled
from benchmarks.readme import write_readme
from benchmarks.reporting import ROOT, markdown_table, save_results, update_readme

import topictag
from topictag import Tagger
from topictag.errors import DataWarning
from topictag.reports.figures import OVERALL_F1, write_estimate, write_figure, write_percent

TRAINING_DATA = ROOT / "training_data"
BACKGROUND = TRAINING_DATA / "background.safetensors"


def main() -> None:
    """Measure, print, and keep the figures."""
    parser = data_argument(__doc__)
    parser.add_argument("--model", type=Path, help="default: the shipped model, and those of the repository alone")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results, README.md and docs/quality.md")
    options = parser.parse_args()
    rows = load_labelled(options.data)
    figures = _measure(topictag.load(options.model), rows)
    tables = [_table(figures)]
    if options.model is None:
        alone = {
            f"the written paragraphs, {'with' if path else 'without'} background": _measure(_train(path), rows)
            for path in (BACKGROUND, None)
        }
        tables.append(_compare({"the shipped model": figures, **alone}))
        figures["repository_alone"] = alone
    table = "\n\n".join(tables)
    print(table)
    if options.keep:
        save_results("real_news", figures)
        update_readme("real_news", table, document="docs/quality.md")
        write_readme()


def _measure(tagger: Tagger, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    drawn_at_random = [row for row in rows if row["sampled"].startswith("random")]
    return {"all": tagger.evaluate(rows).to_dict(), "random": tagger.evaluate(drawn_at_random).to_dict()}


def _train(background: Path | None) -> Tagger:
    with warnings.catch_warnings(action="ignore", category=DataWarning):  # that labels are left out is the point
        return topictag.train(TRAINING_DATA, background=background)


def _table(figures: Mapping[str, Any]) -> str:
    quality, rows = figures["all"], []
    for row in quality["topics"]:
        cells = (row["precision"], row["recall"], row["calibration_error"])
        precision, recall, error = map(write_figure, cells)
        rows.append([row["topic"], str(row["support"]), precision, recall, write_estimate(row["f1"]), error])
    for field, name in OVERALL_F1.items():
        rows.append([f"**{name}**", str(quality["n_examples"]), "", "", write_estimate(quality[field]), ""])
    table = markdown_table(["topic", "support", "precision", "recall", "F1 [95 % interval]", "ECE"], rows)
    rates = [
        f"{_rate(part)} of the {part['n_tagless']} {name}"
        for part, name in ((quality, "in all"), (figures["random"], "drawn at random"))
    ]
    return f"{table}\n\nTagless paragraphs that get a tag all the same: {'; '.join(rates)}."


def _compare(models: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [[name, write_estimate(own["all"]["macro_f1"]), _rate(own["random"])] for name, own in models.items()]
    return markdown_table(["trained on", "macro-F1 [95 % interval]", "false tags [95 % interval]"], rows)


def _rate(quality: Mapping[str, Any]) -> str:
    rate = quality["false_tag_rate"]
    return f"{write_percent(rate['value'])} [{write_percent(rate['low'])} – {write_percent(rate['high'])}]"


if __name__ == "__main__":
    main()
