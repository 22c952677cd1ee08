"""``topictag compare``: two models and labelled examples in, what the new one gains and loses out."""

from pathlib import Path

import click

from topictag.api.comparing import check_min_loss, name_both
from topictag.api.tagging import load
from topictag.cli.judging_options import judging_options
from topictag.cli.options import corpus_option, data_argument, echo_json, input_files, max_line_option
from topictag.cli.reading_options import reading_options
from topictag.cli.report_options import echo_report_files, texts_option
from topictag.cli.status import report_with_status_2
from topictag.cli.warnings import report_warnings
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.reading import read_examples
from topictag.reports.report_files import check_report_files
from topictag.tagger import Tagger
from topictag.tagger.comparing import check_comparable, compare_taggers


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@data_argument
@corpus_option
@judging_options
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="Also write a page of HTML (.html) to this file. Its data are written beside it, with the ending .json.",
)
@texts_option
@reading_options
@max_line_option("a line of DATA or of the corpus")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.pass_context
def compare(
    context: click.Context,
    /,
    old: Path,
    new: Path,
    data: tuple[Path, ...],
    corpus: tuple[Path, ...],
    ignore_other_topics: bool,
    with_average: bool,
    min_loss: float,
    report: Path | None,
    texts: bool,
    reading: ReadOptions,
    max_line_bytes: int,
    as_json: bool,
) -> None:
    """Compare a new model with an old one on labelled examples.

    OLD and NEW are files, or - for the shipped model. DATA: files of labelled texts, or folders of them, as for
    `topictag train`; neither model should have learnt from them.

    NEW is worse if the F1 of any topic is significantly lower: one-sided at 5 %, corrected for the number of topics.
    Topics that only one of the models knows are measured, but not compared.

    \b
    Exit status
      0     NEW is not significantly worse in any topic
      1     NEW is worse
      2     an error in an input, an output or an option
    """  # noqa: D301 (click wants the character, not the escape)
    with report_with_status_2(context):
        check_min_loss(min_loss)
        if report:
            check_report_files(report, [*input_files(data, corpus), *(own for own in (old, new) if str(own) != "-")])
        taggers, names = (_load(old), _load(new)), name_both(_name(old), _name(new))
        check_comparable(*taggers, names)
        with report_warnings():
            examples = read_examples(*data, corpus=corpus, max_line_bytes=max_line_bytes, options=reading)
            found = compare_taggers(
                *taggers,
                examples,
                names=names,
                with_texts=texts,
                with_average=with_average,
                min_loss=min_loss,
                ignore_other_topics=ignore_other_topics,
            )
        if report:
            found.save(report)
    echo_json(found.to_dict()) if as_json else click.echo(str(found))
    if report and not as_json:
        echo_report_files(report)
    context.exit(1 if found.is_worse else 0)


def _load(model: Path) -> Tagger:
    return load(None if str(model) == "-" else model)


def _name(model: Path) -> str:
    return "the shipped model" if str(model) == "-" else str(model)
