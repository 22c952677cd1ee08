"""``topictag background``: an unlabelled corpus in, background vectors out."""

from pathlib import Path
from typing import Any

import click

from topictag.api.background import build_background
from topictag.cli.options import max_line_option
from topictag.cli.progress import shows_progress
from topictag.cli.setting_options import settings_options
from topictag.extras import require_extra
from topictag.files import check_outputs
from topictag.labelled.corpus import corpus_files, iter_corpus
from topictag.reports.escapes import printable
from topictag.training.background.settings import BackgroundSettings


@click.command()
@click.argument("corpus", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="CORPUS...")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--description", default="", help="Source of the texts; stored in the file and in models.")
@settings_options(BackgroundSettings)
@max_line_option("a line of CORPUS")
@click.option("--quiet", is_flag=True, help="No progress bars.")
def background(
    corpus: tuple[Path, ...], output: Path, description: str, max_line_bytes: int, quiet: bool, **settings: Any
) -> None:
    """Learn background vectors from unlabelled texts.

    `topictag train --background` uses them. CORPUS: plain text with one paragraph per line (.txt), JSONL with a field
    "text" (.jsonl, .ndjson), both also compressed (.gz, .xz, .zst), or folders of them. It is read as a stream, so it
    can be larger than memory.
    """
    require_extra("train", "Learning background vectors")
    own = BackgroundSettings.from_dict(settings)
    named = (file for source in corpus for file in corpus_files(source))
    files = list({file.resolve(): file for file in named}.values())  # a file counts once if its folder is given too
    check_outputs([output], files)
    paragraphs = iter_corpus(files, max_line_bytes=max_line_bytes)
    build_background(paragraphs, output, settings=own, description=description, progress=shows_progress(quiet))
    if not quiet:
        size = output.stat().st_size / 1e6
        name = printable(output)
        click.echo(f"{name}: {size:.1f} MB. Use it: topictag train DATA --background {name} --output MODEL")
