"""``topictag check``: reads labelled data and prints what is wrong with it."""

from pathlib import Path

import click

from topictag.api.checking import check as check_data
from topictag.cli.options import corpus_option, data_argument, echo_json, max_line_option
from topictag.cli.progress import shows_progress
from topictag.cli.warnings import report_warnings
from topictag.labelled.hints import read_hints
from topictag.reports.terminal import print_check


@click.command()
@data_argument
@corpus_option
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
@max_line_option("a line of DATA, of the corpus or of --against")
@click.option("--json", "as_json", is_flag=True, help="Print JSON with every finding instead of a table.")
@click.option("--quiet", is_flag=True, help="No progress bars.")
def check(
    data: tuple[Path, ...],
    corpus: tuple[Path, ...],
    against: Path | None,
    contradictions: bool,
    background: Path | None,
    hints: tuple[Path, ...],
    max_line_bytes: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Look for mistakes in labelled data.

    DATA: JSONL files, or folders of them, labelled as for `topictag train`. The exit status is 1 if there are errors,
    0 if there are only warnings.
    """
    with report_warnings():
        report = check_data(
            *data,
            against=against,
            corpus=corpus,
            contradictions=contradictions,
            background=background,
            hints=read_hints(*hints, max_line_bytes=max_line_bytes) if hints else None,
            max_line_bytes=max_line_bytes,
            progress=shows_progress(quiet),
        )
    if as_json:
        echo_json(report.to_dict())
    else:
        print_check(report)
    raise SystemExit(1 if report.n_errors else 0)
