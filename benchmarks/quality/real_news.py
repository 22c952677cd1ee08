"""Quality of a model on real news that it has never seen: per topic, overall, and false tags on tagless texts.

Two readers labelled the paragraphs by the annotation guidelines. False tags are counted on the paragraphs that were
drawn without keywords (``sampled`` begins with ``random``), because the others were picked for looking like a topic.
The shipped model is compared with models that anyone can train from the repository alone, without the corpus that its
labels refer to.
"""

import warnings
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.benchmark import BACKGROUND, Benchmark, Results
from benchmarks.datasets import load_labelled
from benchmarks.figures import OVERALL_F1, write_estimate
from benchmarks.readme import write_readme
from benchmarks.reporting import ROOT, markdown_table

import topictag
from topictag import Tagger
from topictag.errors import TrainingWarning
from topictag.reports.figures import write_figure, write_percent

TRAINING_DATA = ROOT / "training_data"
HINTS = TRAINING_DATA / "hints"


def measure(options: Namespace) -> dict[str, Any]:
    """Return the evaluation of the shipped model and of models of the repository alone, or of one given model."""
    rows = load_labelled(options.data)
    figures = measure_tagger(topictag.load(options.model), rows)
    if options.model is None:
        figures["repository_alone"] = measure_alone(rows)
    return figures


def make_table(results: Results) -> str:
    """Return the figures of the model and, if there are others, the comparison with them."""
    if not (alone := results.get("repository_alone")):
        return write_figures(results)
    return f"{write_figures(results)}\n\n{_compare({'the shipped model': results, **alone})}"


def measure_tagger(tagger: Tagger, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the evaluation on all rows, and on those that were drawn at random."""
    drawn_at_random = [row for row in rows if row["sampled"].startswith("random")]
    return {"all": tagger.evaluate(rows).to_dict(), "random": tagger.evaluate(drawn_at_random).to_dict()}


def measure_alone(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the evaluations of models that anyone can train from the repository, with and without hints."""
    return {
        "the written paragraphs, with hints and background": measure_tagger(_train(HINTS), rows),
        "the written paragraphs, with background": measure_tagger(_train(None), rows),
    }


def _train(hints: Path | None) -> Tagger:
    with warnings.catch_warnings(action="ignore", category=TrainingWarning):  # hints are read by their lemmas
        return topictag.train(TRAINING_DATA / "written", hints=hints, background=BACKGROUND, n_jobs=-1)


def write_figures(figures: Mapping[str, Any]) -> str:
    """Return the table of what `measure_tagger` gives."""
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
        for part, name in ((quality, "in total"), (figures["random"], "drawn at random"))
    ]
    return f"{table}\n\nTagless paragraphs that wrongly get a tag: {'; '.join(rates)}."


def _compare(models: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [[name, write_estimate(own["all"]["macro_f1"]), _rate(own["random"])] for name, own in models.items()]
    return markdown_table(["trained on", "macro-F1 [95 % interval]", "false tags [95 % interval]"], rows)


def _rate(quality: Mapping[str, Any]) -> str:
    rate = quality["false_tag_rate"]
    return f"{write_percent(rate['value'])} [{write_percent(rate['low'])} – {write_percent(rate['high'])}]"


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, help="model file (the shipped model, and models of the repository alone)")


BENCHMARK = Benchmark(
    name="real_news",
    description=__doc__,
    measure=measure,
    tables={"real_news": make_table},
    document="docs/quality.md",
    draw=lambda _: write_readme(),
    needs_data=True,
    add_options=_add_options,
)

if __name__ == "__main__":
    BENCHMARK.run()
