"""The comparison's tables in Markdown: quality with differences, quality with a column for no topic, and costs."""

from collections.abc import Mapping
from typing import Any

from benchmarks.quality.rivals.out_of_fold import N_FOLDS
from benchmarks.quality.tasks import Task
from benchmarks.reporting import markdown_table

from topictag.reports.figures import MISSING, write_estimate, write_figure, write_percent

_SEVERAL_TAGS = {"macro_f1": "macro-F1", "micro_f1": "micro-F1", "samples_f1": "samples F1"}
_ONE_TAG = {"micro_f1": "accuracy", "macro_f1": "macro-F1"}  # of one tag each, micro-F1 is the accuracy
_WITH_NONE = {"macro_f1": "macro-F1", "micro_f1": "micro-F1", "weighted_f1": "weighted F1", "samples_f1": "samples F1"}


def write_report(task: Task, results: Mapping[str, Any]) -> str:
    """Write all that is to be said of one data set; `results` is what `compare.compare` returns."""
    tables = [*task.notes, _quality(task, results)]
    if task.with_none:
        tables.append(f"With a further column for texts without a topic, {len(task.topics) + 1} in all:")
        tables.append(_quality_with_none(task, results))
    return "\n\n".join([*tables, _costs(results), _explain(task, results)])


def _quality(task: Task, results: Mapping[str, Any]) -> str:
    names = _ONE_TAG if task.one_tag else _SEVERAL_TAGS
    columns = [text for name in names.values() for text in (f"{name} [95 %]", "difference [95 %]")]
    rows = [
        [
            own["title"],
            *(text for name in names for text in (write_estimate(own["quality"][name]), _difference(own, name))),
            *([] if task.one_tag else [write_percent(own["false_tags"]["false_tag_rate"]["value"])]),
        ]
        for own in results["systems"].values()
    ]
    if not task.with_none:  # otherwise the published figures are those with the further column
        rows += [
            [title, *(text for name in names for text in (write_figure(figures.get(name)), MISSING))]
            for title, figures in task.published.items()
        ]
    return markdown_table(["system", *columns, *([] if task.one_tag else ["false tags"])], rows)


def _quality_with_none(task: Task, results: Mapping[str, Any]) -> str:
    rows = [
        [own["title"], *(write_estimate(own["quality_with_none"][name]) for name in _WITH_NONE)]
        for own in results["systems"].values()
    ]
    rows += [
        [title, *(write_figure(figures.get(name)) for name in _WITH_NONE)] for title, figures in task.published.items()
    ]
    return markdown_table(["system", *_WITH_NONE.values()], rows)


def _difference(own: Mapping[str, Any], name: str) -> str:
    """Return a difference as in ``−0.045 [−0.071 to −0.020]``; a dash for the reference itself."""
    if own["difference"] is None:
        return MISSING
    value, low, high = (f"{own['difference'][name][key]:+.3f}".replace("-", "−") for key in ("value", "low", "high"))
    return f"{value} [{low} to {high}]"


def _costs(results: Mapping[str, Any]) -> str:
    header = ["system", "training", "of it the last fit", "model", "peak memory"]
    return markdown_table(header, [_cost_row(own["title"], own["costs"]) for own in results["systems"].values()])


def _cost_row(title: str, costs: Mapping[str, Any]) -> list[str]:
    last_fit = MISSING if costs["last_fit_s"] is None else f"{costs['last_fit_s']:.1f} s"
    return [
        title,
        f"{costs['train_s']:.1f} s",
        last_fit,
        f"{costs['model_bytes'] / 1e6:.1f} MB",
        f"{costs['peak_bytes'] / 1e6:,.0f} MB",
    ]


def _explain(task: Task, results: Mapping[str, Any]) -> str:
    criterion = "accuracy" if task.one_tag else "macro-F1"
    chosen = "settings were" if task.one_tag else "settings and thresholds were"
    how = (
        f"For each system but topictag and the keyword rules, {chosen} chosen on the training part, out of fold "
        f"({N_FOLDS} folds, best {criterion}), in the same way; the time for it is part of the training. Every system "
        "ran in a process of its own on one thread. Speed is compared by benchmarks.speed."
    )
    sentences = [how]
    if len(task.parts) > 1:
        sentences.append("Costs are medians over the folds; memory is the highest.")
    if results["reference"]:
        title = results["systems"][results["reference"]]["title"]
        sentences.append(f"Differences are from {title}, with paired bootstrap intervals over the same resamples.")
    if (vectors := results["vectors"]) and "fasttext-vectors" in results["systems"]:
        sentences.append(f"The skip-gram vectors took {vectors['train_s']:.0f} s more, once for all data sets.")
    return " ".join(sentences)
