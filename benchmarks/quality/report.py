"""Tables of the comparison: quality with differences, quality with a column for no topic, and costs."""

from collections.abc import Mapping
from typing import Any

from benchmarks.figures import OVERALL_F1, write_difference, write_estimate
from benchmarks.quality.parts import N_FOLDS
from benchmarks.quality.rivals.registry import RIVALS
from benchmarks.quality.score import criterion
from benchmarks.reporting import markdown_table

from topictag.reports.figures import MISSING, write_figure, write_percent

_ONE_TAG = {"samples_f1": "accuracy", "macro_f1": "macro-F1"}
_WITH_NONE = {"macro_f1": "macro-F1", "micro_f1": "micro-F1", "weighted_f1": "weighted F1", "samples_f1": "samples F1"}


def write_report(results: Mapping[str, Any]) -> str:
    """Return the notes and tables of one data set; `results` is what `compare.compare` returns."""
    tables = [*results["notes"], _quality(results)]
    if _has_none(results):
        tables.append(
            f"With a further column for texts without a topic, {len(results['topics']) + 1} columns in total:"
        )
        tables.append(_quality_with_none(results))
    return "\n\n".join([*tables, _costs(results), _explain(results)])


def _has_none(results: Mapping[str, Any]) -> bool:
    return any("quality_with_none" in own for own in results["systems"].values())


def _quality(results: Mapping[str, Any]) -> str:
    names = _ONE_TAG if results["one_tag"] else OVERALL_F1
    columns = [text for name in names.values() for text in (f"{name} [95 %]", "difference [95 %]")]
    rows = [
        [
            own["title"],
            *(text for name in names for text in (write_estimate(own["quality"][name]), _difference(own, name))),
            *([] if results["one_tag"] else [write_percent(own["false_tags"]["false_tag_rate"]["value"])]),
        ]
        for own in results["systems"].values()
    ]
    if not _has_none(results):  # otherwise the published figures include the further column
        rows += [
            [title, *(text for name in names for text in (write_figure(figures.get(name)), MISSING))]
            for title, figures in results["published"].items()
        ]
    return markdown_table(["system", *columns, *([] if results["one_tag"] else ["false tags"])], rows)


def _quality_with_none(results: Mapping[str, Any]) -> str:
    rows = [
        [own["title"], *(write_estimate(own["quality_with_none"][name]) for name in _WITH_NONE)]
        for own in results["systems"].values()
    ]
    rows += [
        [title, *(write_figure(figures.get(name)) for name in _WITH_NONE)]
        for title, figures in results["published"].items()
    ]
    return markdown_table(["system", *_WITH_NONE.values()], rows)


def _difference(own: Mapping[str, Any], name: str) -> str:
    """Return the difference of a metric; a dash for the reference itself."""
    return MISSING if own["difference"] is None else write_difference(own["difference"][name])


def _costs(results: Mapping[str, Any]) -> str:
    header = ["system", "training", "last fit only", "model", "peak memory"]
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


def _explain(results: Mapping[str, Any]) -> str:
    measure = write_criterion(results)
    chosen = "settings were" if results["one_tag"] else "settings and thresholds were"
    how = (
        f"For each system except topictag and the keyword rules, {chosen} chosen on the training part, out of fold "
        f"({N_FOLDS} folds, best {measure}); training times include this choice. Each system ran on one thread in a "
        "process of its own. benchmarks.speed compares speed."
    )
    sentences = [how]
    if len(results["n_train"]) > 1:
        sentences.append("Times and sizes are medians over the folds; memory is the highest peak.")
    if results["reference"]:
        title = results["systems"][results["reference"]]["title"]
        sentences.append(f"Differences are from {title}, with paired bootstrap intervals.")
    if (vectors := results["vectors"]) and "fasttext-vectors" in results["systems"]:
        sentences.append(
            f"Learning the skip-gram vectors took another {vectors['train_s']:.0f} s, once for all data sets."
        )
    sentences += filter(None, (_write_not_run(results), _write_measured(results["systems"])))
    return " ".join(sentences)


def write_criterion(results: Mapping[str, Any]) -> str:
    """Return the name of the measure that ranks the systems of a data set."""
    return (_ONE_TAG if results["one_tag"] else OVERALL_F1)[criterion(one_tag=results["one_tag"])]


def _write_not_run(results: Mapping[str, Any]) -> str:
    reasons = [f"{RIVALS[name].title} ({reason})" for name, reason in results["not_run"].items()]
    return f"Not run: {'; '.join(reasons)}." if reasons else ""


def _write_measured(systems: Mapping[str, Any]) -> str:
    """Say when the systems were measured, apart from each other if that differs."""
    titles: dict[str, list[str]] = {}
    for own in systems.values():
        when = f"on {own['measured']['date']} at revision {own['measured']['revision']}"
        titles.setdefault(when, []).append(own["title"])
    if len(titles) == 1:
        return f"Measured {next(iter(titles))}."
    parts = [f"{when}: {', '.join(own)}" for when, own in titles.items()]
    return f"Measured {'; '.join(parts)}." if parts else ""
