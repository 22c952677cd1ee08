"""``topictag evaluate``: labelled examples in, quality of a model out."""

from pathlib import Path

import click

from topictag.api.reporting import ReportFile, prepare_report, report_on
from topictag.api.tagging import load
from topictag.cli.options import corpus_option, data_argument, echo_json, input_files, max_line_option, model_option
from topictag.cli.reading_options import reading_options
from topictag.cli.report_options import (
    against_option,
    check_report_options,
    echo_report_files,
    report_option,
    texts_option,
)
from topictag.cli.warnings import report_warnings
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.reading import read_examples
from topictag.reports.terminal import print_quality


@click.command()
@data_argument
@corpus_option
@reading_options
@model_option
@click.option(
    "--ignore-other-topics", is_flag=True, help="Ignore tags that are not topics of the model, and say how many."
)
@report_option
@against_option
@texts_option
@max_line_option("a line of DATA or of the corpus")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def evaluate(
    data: tuple[Path, ...],
    corpus: tuple[Path, ...],
    reading: ReadOptions,
    model: Path | None,
    ignore_other_topics: bool,
    report: Path | None,
    against: Path | None,
    texts: bool,
    max_line_bytes: int,
    as_json: bool,
) -> None:
    """Measure the quality of a model on labelled examples.

    DATA: files of labelled texts, or folders of them, as for `topictag train`. Intervals are 95 % bootstrap intervals
    over articles.
    """
    check_report_options(report, against=against, no_texts=not texts)
    tagger = load(model)
    rival = None
    if report:
        inputs = [*input_files(data, corpus), *([model] if model else [])]
        rival = prepare_report(ReportFile(report, against), inputs)
    with report_warnings():
        examples = read_examples(
            *data,
            corpus=corpus,
            max_line_bytes=max_line_bytes,
            may_be_empty=report is not None,
            options=reading,
        )
        if report:
            made = report_on(
                tagger,
                examples,
                rival=rival,
                texts=texts,
                ignore_other_topics=ignore_other_topics,
                sources=[*data, *corpus],
            )
            made.save(report)
            quality = made.quality
        else:
            quality = tagger.evaluate(examples, ignore_other_topics=ignore_other_topics)
    if as_json:
        echo_json(quality.to_dict())
    else:
        print_quality(quality, tagger.thresholds)
        if report:
            echo_report_files(report)
