"""``topictag check``: reads labelled data and prints what is wrong with it."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import click

from topictag.api.checking import check as check_data
from topictag.api.checking import fix
from topictag.cli.options import corpus_option, data_argument, echo_json, max_line_option
from topictag.cli.progress import shows_progress
from topictag.cli.reading_options import reading_options
from topictag.cli.warnings import report_warnings
from topictag.labelled.formats.choosing import FORMATS
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.hints import read_hints
from topictag.labelled.quotes import count_of
from topictag.reports.escapes import printable
from topictag.reports.terminal import print_check
from topictag.results.checking import Fixed


@click.command()
@data_argument
@corpus_option
@reading_options
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    help="Test examples. DATA must share no id, article or text with them.",
)
@click.option(
    "--contradictions", is_flag=True, help="Also look for tags that a cross-validated model contradicts; takes longer."
)
@click.option(
    "--background", type=click.Path(path_type=Path), help="Background vectors for the model of --contradictions."
)
@click.option(
    "--hints",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Also look for hints that DATA contradicts. Can be repeated.",
)
@click.option(
    "--fix",
    "fixed",
    type=click.Path(path_type=Path),
    help="Write a clean copy of DATA to this file: equal texts merged, those that cannot be one in a file beside it "
    "(FILE.conflicts.jsonl), unreadable records left out.",
)
@click.option(
    "--to", type=click.Choice(list(FORMATS)), help="The format of --fix. [default: what the ending of its name shows]"
)
@max_line_option("a line of DATA, of the corpus or of --against")
@click.option("--json", "as_json", is_flag=True, help="Print JSON with every finding instead of a table.")
@click.option("--quiet", is_flag=True, help="No progress bars.")
def check(
    data: tuple[Path, ...],
    corpus: tuple[Path, ...],
    reading: ReadOptions,
    against: Path | None,
    contradictions: bool,
    background: Path | None,
    hints: tuple[Path, ...],
    fixed: Path | None,
    to: str | None,
    max_line_bytes: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Look for mistakes in labelled data.

    DATA: files of labelled texts, or folders of them, as for `topictag train`. The exit status is 1 if there are
    errors, 0 if there are only warnings. With --fix, also writes a copy in which equal texts are one and contradictory
    ones are set aside; DATA stays as it is, and the exit status is 0 if the copy was written.
    """
    if to and not fixed:
        raise click.UsageError("--to is for the copy that --fix writes. Give --fix FILE too, or leave --to out.")
    options = replace(reading, max_line_bytes=max_line_bytes)
    with report_warnings():
        done = fix(*data, output=fixed, to=to or "", options=options, corpus=corpus) if fixed else None
        report = check_data(
            *data,
            against=against,
            corpus=corpus,
            contradictions=contradictions,
            background=background,
            hints=read_hints(*hints, max_line_bytes=max_line_bytes) if hints else None,
            max_line_bytes=max_line_bytes,
            options=reading,
            progress=shows_progress(quiet),
        )
    if as_json:
        echo_json(report.to_dict() | ({"fixed": done.to_dict()} if done else {}))
    else:
        print_check(report)
    if done and fixed:
        _report_fixed(done, fixed, told={own.message for own in report.findings})
    raise SystemExit(1 if report.n_errors and not done else 0)


def _report_fixed(done: Fixed, path: Path, told: Collection[str]) -> None:
    """Say on standard error what the copy contains, so that standard output stays JSON where that is asked for."""
    parts = [f"{count_of(done.n_merged, 'equal text')} merged"]
    if done.n_conflicts:
        parts.append(f"{done.n_conflicts} set aside in {printable(done.conflicts)}")
    if done.n_unreadable:
        parts.append(f"{count_of(done.n_unreadable, 'unreadable record')} left out")
    click.echo(f"{printable(path)}: {count_of(done.n_texts, 'text')}; {', '.join(parts)}.", err=True)
    for problem in (*done.problems, *done.losses):
        if problem not in told:
            click.echo(f"warning: {printable(problem)}", err=True)
