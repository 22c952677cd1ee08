"""``topictag evaluate``: labelled examples in, quality of a model out."""

import json
from pathlib import Path

import click

from topictag.api.tagging import load
from topictag.cli.options import corpus_option, data_argument, model_option
from topictag.cli.warnings import told_warnings
from topictag.labelled.reading import read_examples
from topictag.reports.terminal import print_quality


@click.command()
@data_argument
@corpus_option
@model_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def evaluate(data: tuple[Path, ...], corpus: tuple[Path, ...], model: Path | None, as_json: bool) -> None:
    """Measure a model on DATA: JSONL files, or folders of them, in the format of `topictag train`.

    Intervals are 95 % bootstrap intervals over articles.
    """
    tagger = load(model)
    with told_warnings():
        quality = tagger.evaluate(read_examples(*data, corpus=corpus))
    if as_json:
        click.echo(json.dumps(quality.to_dict(), ensure_ascii=False, indent=2))
    else:
        print_quality(quality, tagger.thresholds)
