"""``topictag train``: labelled examples in, a model file out."""

from pathlib import Path
from typing import Any

import click

from topictag.api import train as train_tagger
from topictag.cli.options import data_argument
from topictag.cli.tables import print_quality
from topictag.evaluation.card import make_card
from topictag.examples.reading import read_examples
from topictag.model.storage import check_writable, write_atomically


@click.command()
@data_argument
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The model file to write.")
@click.option("--card", type=click.Path(path_type=Path), help="Also write a Markdown card of the model to this file.")
@click.option("--description", help="A sentence on the model and its data, kept in the file and its card.")
@click.option("--C", "C", type=float, default=5.0, show_default=True, help="Inverse strength of the regularisation.")
@click.option("--min-df", type=int, default=2, show_default=True, help="Examples that a term must occur in.")
@click.option("--family-letters", type=int, default=5, show_default=True, help="Length of word families; 0: none.")
@click.option("--folds", "n_folds", type=int, default=5, show_default=True, help="Parts of the cross-validation.")
@click.option("--seed", type=int, default=0, show_default=True, help="Settles ties in dealing the folds.")
@click.option("--quiet", is_flag=True, help="No progress bars and no table.")
def train(
    data: tuple[Path, ...],
    output: Path,
    card: Path | None,
    quiet: bool,
    **settings: Any,
) -> None:
    """Train a tagger on DATA: JSONL files, or folders of them.

    A line is a paragraph {"id", "text", "tags": [...]} or an article {"id", "title", "paragraphs": [{"text",
    "tags"}]}. The topics are the tags that occur. Prints the quality of each topic, measured out of fold.
    """
    for file in filter(None, (output, card)):
        check_writable(file)
    try:
        tagger = train_tagger(read_examples(*data), progress=not quiet, **settings)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    tagger.save(output)
    if card:
        write_atomically(make_card(tagger.metadata, tagger.thresholds).encode("utf-8"), card)
    if not quiet:
        print_quality(tagger.metadata["quality"], tagger.thresholds)
        click.echo(f"\n{output}: {output.stat().st_size / 1e6:.1f} MB. Use it: topictag tag --model {output} FILE")
