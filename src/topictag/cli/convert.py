"""``topictag convert``: labelled data in one format in, in another out."""

from dataclasses import replace
from pathlib import Path

import click

from topictag.api.converting import convert as convert_data
from topictag.api.tagging import load
from topictag.cli.options import corpus_option, echo_json, max_line_option, model_option
from topictag.cli.reading_options import reading_options
from topictag.cli.warnings import report_warnings
from topictag.labelled.formats.choosing import FORMATS
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.quotes import count_of
from topictag.reports.escapes import printable


@click.command()
@click.argument("data", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="IN...")
@click.argument("output", type=click.Path(path_type=Path), metavar="OUT")
@click.option(
    "--to", type=click.Choice(list(FORMATS)), help="The format of OUT. [default: what the ending of its name shows]"
)
@click.option(
    "--known",
    multiple=True,
    metavar="TOPIC",
    help="A topic that was looked for in this data. If any are named, all others are unknown there instead of absent. "
    "Can be repeated.",
)
@click.option(
    "--predict",
    is_flag=True,
    help="IN are unlabelled texts, JSONL or plain text: write them for a labelling tool (--to), with the tags of "
    "--model preset.",
)
@model_option
@corpus_option
@reading_options
@max_line_option("a line of IN or of the corpus")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def convert(
    data: tuple[Path, ...],
    output: Path,
    to: str | None,
    known: tuple[str, ...],
    predict: bool,
    model: Path | None,
    corpus: tuple[Path, ...],
    reading: ReadOptions,
    max_line_bytes: int,
    as_json: bool,
) -> None:
    """Convert labelled data to another format.

    IN: files in any format that topictag reads, or folders of them. OUT: the file to write. Says what its format cannot
    hold. With --predict, IN has no labels, and OUT presets those that a model gives.
    """
    if model and not predict:
        raise click.UsageError("--model says whose tags are preset. Give --predict too, or leave --model out.")
    with report_warnings():
        done = convert_data(
            *data,
            output=output,
            to=to or "",
            options=replace(reading, max_line_bytes=max_line_bytes),
            known=known,
            corpus=corpus,
            predict=load(model) if predict else None,
        )
    if as_json:
        echo_json(done.to_dict())
        return
    for message in (*done.problems, *done.losses):
        click.echo(f"warning: {printable(message)}", err=True)
    click.echo(
        f"{printable(output)}: {count_of(done.n_texts, 'text')}, {count_of(len(done.topics), 'topic')}, "
        f"in the format {done.format}."
    )
