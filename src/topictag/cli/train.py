"""``topictag train``: labelled examples in, a model file out."""

from pathlib import Path
from typing import Any

import click

from topictag.api import train as train_tagger
from topictag.cli.options import corpus_option, data_argument, input_files, target_options
from topictag.cli.progress import shows_progress
from topictag.cli.warnings import report_warnings
from topictag.extras import require_extra
from topictag.files import check_outputs, write_atomically
from topictag.labelled.reading import read_examples
from topictag.reports.card import make_card
from topictag.reports.escapes import printable
from topictag.reports.terminal import print_auxiliary, print_quality
from topictag.results import Evaluation
from topictag.tagger import Tagger


@click.command()
@data_argument
@corpus_option
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The model file to write.")
@click.option("--card", type=click.Path(path_type=Path), help="Also write a Markdown card of the model to this file.")
@click.option(
    "--jobs",
    "n_jobs",
    type=int,
    default=-1,
    help="Processes to cross-validate on, where that takes long enough. The model is the same. [default: one a core]",
)
@click.option("--description", default="", help="A sentence on the model and its data, kept in the file and its card.")
@click.option(
    "--auxiliary",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Further examples to learn from, of another kind than the texts that the model is for; never measured on. Can "
    "be repeated.",
)
@click.option(
    "--auxiliary-weight",
    type=float,
    help="How much one of them counts against one of DATA. [default: chosen by cross-validation]",
)
@click.option(
    "--background",
    type=click.Path(path_type=Path),
    help="Background vectors made by `topictag background`, so that the model also knows words no example holds.",
)
@click.option(
    "--background-scale", type=float, help="How much the background counts. [default: chosen by cross-validation]"
)
@target_options
@click.option("--C", "C", type=float, default=5.0, show_default=True, help="Inverse strength of the regularisation.")
@click.option("--min-df", type=int, default=2, show_default=True, help="Examples that a term must occur in.")
@click.option("--family-letters", type=int, default=5, show_default=True, help="Length of word families; 0: none.")
@click.option(
    "--max-pairs", type=int, default=1000, show_default=True, help="Most pairs of lemmas near each other; 0: none."
)
@click.option("--folds", "n_folds", type=int, default=5, show_default=True, help="Parts of the cross-validation.")
@click.option("--seed", type=int, default=0, show_default=True, help="Settles ties in dealing the folds.")
@click.option("--quiet", is_flag=True, help="No progress bars and no table.")
def train(
    data: tuple[Path, ...],
    corpus: tuple[Path, ...],
    output: Path,
    card: Path | None,
    auxiliary: tuple[Path, ...],
    background: Path | None,
    quiet: bool,
    **settings: Any,
) -> None:
    """Train a tagger on labelled examples.

    DATA: JSONL files, or folders of them. A line is a paragraph {"id", "text", "tags": [...]} or an article {"id",
    "title", "paragraphs": [{"text", "tags"}]}, or a label {"id", "sha256", "tags"} whose text lies in the corpus. The
    topics are the tags that occur. Prints the quality of each topic, measured out of fold.
    """
    require_extra("train", "Training")
    outputs = [file for file in (output, card) if file]
    inputs = input_files([*data, *auxiliary], corpus)
    check_outputs(outputs, inputs if background is None else [*inputs, background])
    with report_warnings():
        further = read_examples(*auxiliary, corpus=corpus) if auxiliary else None
        tagger = train_tagger(
            read_examples(*data, corpus=corpus),
            auxiliary=further,
            background=background,
            progress=shows_progress(quiet),
            **settings,
        )
        _deliver(tagger, output, card, quiet)


def _deliver(tagger: Tagger, output: Path, card: Path | None, quiet: bool) -> None:
    tagger.save(output)
    if card:
        write_atomically(make_card(tagger.metadata, tagger.thresholds).encode("utf-8"), card)
    if not quiet:
        quality = tagger.metadata["quality"]
        print_quality(Evaluation.from_dict(quality), tagger.thresholds, method=quality["method"])
        print_auxiliary(tagger.metadata["auxiliary"])
        name, size = printable(output), output.stat().st_size / 1e6
        click.echo(f"\n{name}: {size:.2f} MB. Use it: topictag tag --model {name} FILE")
