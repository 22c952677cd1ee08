"""Tables for people, drawn by rich."""

from collections import Counter
from collections.abc import Mapping

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from topictag.model.record import AuxiliaryRecord
from topictag.reports.figures import MISSING, list_overall, write_figure, write_interval
from topictag.results import CheckReport, Evaluation, Speed

_LEAST_WIDTH = 100  # a table in a file or a pipe is not squeezed into rich's 80 columns
_MOST_COLUMNS = 8  # chosen: with more topics pairs are for --json
_MOST_SHOWN = 10  # chosen: findings of one check on a screen


def print_quality(quality: Evaluation, thresholds: Mapping[str, float]) -> None:
    """Print an evaluation, with each topic's threshold."""
    console = _console()
    method = f" Measured by {quality.method}." if quality.method else ""
    console.print(f"{quality.n_examples} examples, {quality.n_tagless} without a topic.{method}", soft_wrap=True)
    console.print(_topic_table(quality, thresholds))
    console.print(_overall_table(quality))


def print_auxiliary(auxiliary: AuxiliaryRecord | None) -> None:
    """Print the weight of the auxiliary examples; nothing where there are none."""
    if auxiliary:
        tried = auxiliary.mean_average_precision_by_weight.items()
        figures = ", ".join(f"{weight}: {figure:.3f}" for weight, figure in tried)
        chosen = f" (mean average precision by weight: {figures})" if figures else ""
        _console().print(
            f"{auxiliary.n_examples} auxiliary examples count with the weight {auxiliary.weight:g}{chosen}.",
            soft_wrap=True,
        )


def print_speed(speed: Speed, what: str) -> None:
    """Print what was measured on which texts."""
    console = _console()
    console.print(f"{speed.n_texts:,} {escape(what)}; the {speed.scorer} scorer.", soft_wrap=True)
    table = Table(box=SIMPLE_HEAD, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, figure in (
        ("tag_many on one thread", f"{speed.texts_per_s:,.0f} texts/s"),
        ("", f"{speed.megabytes_per_s:,.1f} MB/s"),
        ("its time ÷ that of str.lower()", f"{speed.lower_ratio:.2f}"),
        (f"{speed.n_threads} threads: times as fast as one", f"{speed.thread_speedup:.2f}"),
        ("a single tag(text): median", f"{speed.call_median_us:,.1f} µs"),
        ("99th percentile", f"{speed.call_p99_us:,.1f} µs"),
    ):
        table.add_row(name, figure)
    console.print(table)
    if speed.scorer == "reference":
        console.print("For the fast scorer, install a C compiler with Python's headers, and topictag again.")


def print_check(report: CheckReport) -> None:
    """Print counts of topics and pairs, how much each check found, and the first findings of each."""
    console = _console()
    console.print(f"{report.n_examples} examples, {report.n_tagless} without a topic.", soft_wrap=True)
    if report.support:
        console.print(_support_table(report))
    by_check = Counter((finding.severity, finding.check) for finding in report.findings)
    for (severity, name), n in by_check.items():
        console.print(f"{severity}: {name} ({n})", style="bold", soft_wrap=True)
        own = [one for one in report.findings if (one.severity, one.check) == (severity, name)]
        for finding in own[:_MOST_SHOWN]:
            console.print(f"  {escape(finding.message)}", soft_wrap=True)
        if n > _MOST_SHOWN:
            console.print(f"  … and {n - _MOST_SHOWN} more; --json shows all.", soft_wrap=True)
    n_warnings = len(report.findings) - report.n_errors
    console.print(f"Errors: {report.n_errors}. Warnings: {n_warnings}." if by_check else "Nothing found.")


def _support_table(report: CheckReport) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("topic")
    table.add_column("support", justify="right")
    others = list(report.support) if len(report.support) <= _MOST_COLUMNS else []
    for topic in others:
        table.add_column(f"+ {escape(topic)}", justify="right")
    for topic, n in report.support.items():
        pairs = report.pair_support[topic]
        table.add_row(escape(topic), str(n), *(str(pairs.get(other, MISSING)) for other in others))
    return table


def _console() -> Console:
    return Console(width=max(Console().width, _LEAST_WIDTH), highlight=False)


def _topic_table(quality: Evaluation, thresholds: Mapping[str, float]) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("topic")
    for heading in ("support", "threshold", "precision", "recall", "F1", "95 % interval", "ECE", "Brier"):
        table.add_column(heading, justify="right")
    for row in quality.topics:
        table.add_row(
            escape(row.topic),
            str(row.support),
            f"{thresholds[row.topic]:.2f}",
            write_figure(row.precision),
            write_figure(row.recall),
            write_figure(row.f1.value),
            write_interval(row.f1),
            write_figure(row.calibration_error),
            write_figure(row.brier_score),
        )
    return table


def _overall_table(quality: Evaluation) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("overall")
    table.add_column("", justify="right")
    table.add_column("95 % interval", justify="right")
    for name, estimate in list_overall(quality):
        table.add_row(name, write_figure(estimate.value), write_interval(estimate))
    return table
