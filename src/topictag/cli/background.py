"""``topictag background``: an unlabelled corpus in, background vectors out."""

from pathlib import Path
from typing import Any

import click

from topictag.api import build_background
from topictag.cli.progress import shows_progress
from topictag.extras import require_extra
from topictag.files import check_outputs
from topictag.labelled.corpus import corpus_files, iter_corpus
from topictag.reports.escapes import printable


@click.command()
@click.argument("corpus", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="CORPUS...")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--description", default="", help="Where the texts come from, kept in the file and in models.")
@click.option("--min-df", type=int, default=10, show_default=True, help="Paragraphs that a term must occur in.")
@click.option("--max-terms", type=int, default=50_000, show_default=True, help="Most terms to keep.")
@click.option(
    "--paragraph-dimensions", type=int, default=100, show_default=True, help="Length of the paragraphs' part; 0: none."
)
@click.option(
    "--window-dimensions", type=int, default=200, show_default=True, help="Length of the neighbours' part; 0: none."
)
@click.option("--family-letters", type=int, default=5, show_default=True, help="Length of word families; 0: none.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the randomised factorisation.")
@click.option("--quiet", is_flag=True, help="No progress bars.")
def background(corpus: tuple[Path, ...], output: Path, quiet: bool, **settings: Any) -> None:
    """Learn background vectors from unlabelled texts.

    `topictag train --background` uses them. CORPUS: plain text with one paragraph per line (.txt), JSONL with a field
    "text" (.jsonl, .ndjson), both also compressed (.gz, .xz, .zst), or folders of them. It is read as a stream, so it
    can be larger than memory.
    """
    require_extra("train", "Learning background vectors")
    named = (file for source in corpus for file in corpus_files(source))
    files = list({file.resolve(): file for file in named}.values())  # a file in a folder that is named too, once
    check_outputs([output], files)
    build_background(iter_corpus(files), output, progress=shows_progress(quiet), **settings)
    if not quiet:
        size = output.stat().st_size / 1e6
        name = printable(output)
        click.echo(f"{name}: {size:.1f} MB. Use it: topictag train DATA --background {name} --output MODEL")
