"""``topictag train``: labelled examples in, a model file out."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from topictag.api.final_test import check_test_file, choose_holdout, save_test
from topictag.api.reporting import ReportFile, prepare_report, report_trained
from topictag.api.training import train_measured
from topictag.cli.options import check_license_option, corpus_option, input_files, license_option, max_line_option
from topictag.cli.progress import shows_progress
from topictag.cli.reading_options import reading_options
from topictag.cli.report_options import (
    against_option,
    check_report_options,
    echo_report_files,
    report_option,
    texts_option,
)
from topictag.cli.setting_options import settings_options
from topictag.cli.split_option import read_split
from topictag.cli.warnings import report_warnings
from topictag.extras import require_extra
from topictag.files import check_outputs, write_atomically
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.hints import hint_files, read_hints
from topictag.labelled.reading import read_examples
from topictag.reports.card import make_card
from topictag.reports.escapes import printable
from topictag.reports.terminal import (
    print_articles,
    print_auxiliary,
    print_group_quality,
    print_hints,
    print_quality,
    print_search,
    print_test,
)
from topictag.tagger import Tagger
from topictag.training.holdout import Holdout
from topictag.training.settings import TrainingSettings


@click.command()
@click.argument("data", nargs=-1, type=click.Path(path_type=Path), metavar="[DATA...]")
@corpus_option
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The model file to write.")
@click.option("--card", type=click.Path(path_type=Path), help="Also write a Markdown card of the model to this file.")
@license_option
@click.option("--description", default="", help="Description of the model and its data, for the file and its card.")
@click.option(
    "--auxiliary",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Additional examples of another kind than your texts: the model learns from them, but is not measured on "
    "them. Can be repeated.",
)
@click.option(
    "--background",
    type=click.Path(path_type=Path),
    help="Background vectors made by `topictag background`, so that the model also knows words that no example "
    "contains.",
)
@click.option(
    "--hints",
    multiple=True,
    type=click.Path(path_type=Path),
    help="What you know of the topics: lines of topic, term (a word or two) and strength (-3 to 3), separated by tabs; "
    "or a folder of such .tsv files. With hints, DATA may be few or missing. Can be repeated.",
)
@click.option(
    "--group",
    metavar="FIELD",
    help="A field of the records or of the corpus, such as outlet. Cross-validation also holds out all examples with "
    "the same value, and chooses settings, calibration and thresholds for texts with other values. [default: only "
    "articles are held out]",
)
@click.option(
    "--split",
    metavar="FIELD=VALUE",
    multiple=True,
    help="A field of the records or of the corpus, and a value of it, such as split=test. Examples with the value are "
    "the test: the model does not learn from them, and is measured on them once, when it is finished. Examples with "
    "other values, such as validation, are learnt from, unless they share an article, a paragraph or a near copy "
    "with the test. Repeat it for other values of the field that are the test too.",
)
@click.option(
    "--test-share",
    type=float,
    metavar="SHARE",
    help="Share of the examples to draw at random as a test, such as 0.2, instead of --split. Articles, near copies "
    "and texts that share a paragraph stay together.",
)
@click.option(
    "--test",
    "test",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Other examples that are the test, such as those that --write-test wrote earlier, instead of --split. "
    "Examples of DATA that share an article, a paragraph or a near copy with them are not learnt from. Can be "
    "repeated.",
)
@click.option(
    "--write-test",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write the test to this JSONL file, to measure later models on it.",
)
@reading_options
@report_option
@against_option
@texts_option
@click.option(
    "--learning-curve",
    is_flag=True,
    help="Also measure models that learn from a part of the articles, for the report. Takes several times as long.",
)
@settings_options(TrainingSettings)
@click.option(
    "--jobs",
    "n_jobs",
    type=int,
    default=-1,
    help="Number of threads, and of processes for the forms of many lemmas. It does not change the model. "
    "[default: one per core]",
)
@max_line_option("a line of DATA, of --auxiliary or of the corpus")
@click.option("--quiet", is_flag=True, help="No progress bars and no table.")
def train(
    data: tuple[Path, ...],
    corpus: tuple[Path, ...],
    output: Path,
    card: Path | None,
    license_name: str,
    auxiliary: tuple[Path, ...],
    background: Path | None,
    hints: tuple[Path, ...],
    group: str | None,
    split: tuple[str, ...],
    test_share: float | None,
    test: tuple[Path, ...],
    write_test: Path | None,
    reading: ReadOptions,
    description: str,
    report: Path | None,
    against: Path | None,
    texts: bool,
    learning_curve: bool,
    n_jobs: int,
    max_line_bytes: int,
    quiet: bool,
    **settings: Any,
) -> None:
    """Train a tagger on labelled examples, hints or both.

    DATA: files of labelled texts in any of the formats of --from, or folders of them. In the native format, a line is a
    paragraph {"id", "text", "tags": [...]} or an article {"id", "title", "paragraphs": [{"text", "tags"}]}, or a label
    {"id", "sha256", "tags"} whose text is in the corpus. The topics are the tags that occur. Prints the quality of each
    topic, measured out of fold, and on the test if there is one.
    """
    if not data and not hints:
        raise click.UsageError("There is nothing to learn from. Give DATA (labelled examples), --hints, or both.")
    check_license_option(license_name, card)
    require_extra("train", "Training")
    check_report_options(report, against=against, no_texts=not texts, learning_curve=learning_curve)
    wanted = ReportFile(report, against, texts, learning_curve) if report else None
    own = TrainingSettings.from_dict(settings)
    inputs = [*input_files([*data, *auxiliary, *test], corpus), *([background] if background else [])]
    inputs += [file for source in hints for file in hint_files(source)]
    outputs = [file for file in (output, card, write_test) if file]
    check_outputs(outputs, inputs)
    holdout = choose_holdout(read_split(split), test_share, test or None)
    if write_test:
        check_test_file(write_test, holdout)
    rival = prepare_report(wanted, inputs, outputs) if wanted else None
    read = partial(read_examples, corpus=corpus, max_line_bytes=max_line_bytes, group=group)
    others = replace(reading, format="")  # the format is that of DATA
    with report_warnings():
        holdout = Holdout.of(read(*test, options=others)) if test else holdout
        tagger, trained = train_measured(
            read(
                *data,
                may_be_empty=bool(hints),
                split=holdout.field_name if holdout else None,
                options=reading,
            ),
            own,
            auxiliary=read(*auxiliary, options=others) if auxiliary else (),
            background=background,
            hints=read_hints(*hints, max_line_bytes=max_line_bytes),
            group=group,
            holdout=holdout,
            description=description,
            n_jobs=n_jobs,
            progress=shows_progress(quiet),
            report=wanted,
            rival=rival,
        )
        tagger.save(output)
        if card:
            write_atomically(make_card(tagger, license_name=license_name).encode("utf-8"), card)
        if write_test and holdout:
            save_test(trained.test, write_test, holdout=holdout, group=group)
        if wanted:  # last, so that nothing else is lost if it cannot be written
            made = report_trained(tagger, trained, wanted, rival, name=output.name, sources=[*data, *corpus])
            made.save(wanted.path)
    _report(tagger, output, quiet)
    if report and not quiet:
        echo_report_files(report)


def _report(tagger: Tagger, output: Path, quiet: bool) -> None:
    if not quiet:
        print_quality(tagger.quality, tagger.thresholds)
        print_group_quality(tagger.record.by_group)
        print_test(tagger.record.test)
        print_auxiliary(tagger.record.auxiliary)
        print_hints(tagger.record.hints)
        print_articles(tagger.record.articles)
        print_search(tagger.record.search)
        name, size = printable(output), output.stat().st_size / 1e6
        click.echo(f"\n{name}: {size:.2f} MB. Use it: topictag tag --model {name} FILE")
