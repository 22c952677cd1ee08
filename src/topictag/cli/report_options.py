"""Options of the commands that write a report."""

from pathlib import Path
from typing import Any

import click

from topictag.reports.escapes import printable
from topictag.results.report import report_files

report_option = click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="Also write a report to this file, a page of HTML (.html): curves, confusions, most wrong texts. Its data are "
    "written beside it, with the ending .json.",
)

against_option = click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="MODEL",
    help="Another model, which the report compares on the same examples.",
)

texts_option = click.option(
    "--texts/--no-texts",
    default=True,
    help="Whether the report may contain texts, and words that the model does not know; ids and figures stay. "
    "[default: it may]",
)


def check_report_options(report: Path | None, **given: Any) -> None:
    """Raise if an option of the report is given without a report."""
    for name, value in given.items():
        if value and report is None:
            raise click.UsageError(
                f"--{name.replace('_', '-')} is for a report. Give --report FILE too, or leave it out."
            )


def echo_report_files(report: Path) -> None:
    """Print where a report and its data are."""
    page, data = map(printable, report_files(report))
    click.echo(f"\nReport: {page}. Its data: {data}.")
