"""Tables for people, drawn by rich."""

from collections.abc import Mapping
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from topictag.evaluation.figures import OVERALL_F1, write_figure, write_interval

_OVERALL = {**OVERALL_F1, "false_tag_rate": "tagless texts wrongly tagged"}
_LEAST_WIDTH = 100  # a table in a file or a pipe is not squeezed into rich's 80 columns


def print_quality(quality: Mapping[str, Any], thresholds: Mapping[str, float]) -> None:
    """Print an evaluation, as `Evaluation.to_dict` gives it, with each topic's threshold."""
    console = Console()
    console = Console(width=max(console.width, _LEAST_WIDTH), highlight=False)
    console.print(
        f"{quality['n_examples']} examples, {quality['n_tagless']} without a topic. {_method(quality)}", soft_wrap=True
    )
    console.print(_topic_table(quality, thresholds))
    console.print(_overall_table(quality))


def _method(quality: Mapping[str, Any]) -> str:
    return f"Measured by {quality['method']}." if "method" in quality else ""


def _topic_table(quality: Mapping[str, Any], thresholds: Mapping[str, float]) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("topic")
    for heading in ("support", "threshold", "precision", "recall", "F1", "95 % interval", "ECE", "Brier"):
        table.add_column(heading, justify="right")
    for row in quality["topics"]:
        table.add_row(
            escape(row["topic"]),
            str(row["support"]),
            f"{thresholds[row['topic']]:.2f}",
            write_figure(row["precision"]),
            write_figure(row["recall"]),
            write_figure(row["f1"]["value"]),
            write_interval(row["f1"]),
            write_figure(row["calibration_error"]),
            write_figure(row["brier_score"]),
        )
    return table


def _overall_table(quality: Mapping[str, Any]) -> Table:
    table = Table(box=SIMPLE_HEAD)
    table.add_column("overall")
    table.add_column("", justify="right")
    table.add_column("95 % interval", justify="right")
    for field, name in _OVERALL.items():
        table.add_row(name, write_figure(quality[field]["value"]), write_interval(quality[field]))
    return table
