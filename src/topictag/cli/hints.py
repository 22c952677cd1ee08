"""``topictag hints``: what is known of topics and unlabelled texts in, further hints out."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from topictag.api.suggesting import suggest_hints
from topictag.api.tagging import load
from topictag.cli.options import max_line_option
from topictag.cli.progress import shows_progress
from topictag.cli.warnings import report_warnings
from topictag.extras import require_extra
from topictag.files import check_outputs, write_atomically
from topictag.labelled.corpus import corpus_files, iter_corpus
from topictag.labelled.hints import HintSource, read_hints
from topictag.reports.escapes import printable
from topictag.reports.suggestions import format_suggestions, write_suggestions
from topictag.tagger import Tagger


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="[MODEL] UNLABELLED...")
@click.option(
    "--background", required=True, type=click.Path(path_type=Path), help="Background vectors: what words are near."
)
@click.option(
    "--hints",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Suggest for the topics of these hints. There is no MODEL then. Can be repeated.",
)
@click.option("--topic", "topics", multiple=True, help="Suggest for this topic only. Can be repeated.")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Maximum number of suggestions per topic."
)
@click.option("--output", type=click.Path(path_type=Path), help="Write a table of hints to this file.")
@max_line_option("a line of UNLABELLED or of the hints")
@click.option("--quiet", is_flag=True, help="No progress bars.")
def hints(
    sources: tuple[Path, ...],
    background: Path,
    hints: tuple[Path, ...],
    topics: tuple[str, ...],
    limit: int,
    output: Path | None,
    max_line_bytes: int,
    quiet: bool,
) -> None:
    """Suggest further hints from unlabelled texts.

    Suggests words of UNLABELLED that are near the hints of a topic, or its strongest words. Delete what does not fit,
    and give the rest to `topictag train --hints`. MODEL is a file, or - for the shipped model. UNLABELLED: plain text
    with one paragraph per line (.txt), JSONL with a field "text" (.jsonl, .ndjson), both also compressed, or folders.
    Prints a table at a terminal, and lines of topic, term, strength and a comment otherwise.
    """
    unlabelled = sources if hints else sources[1:]
    if not unlabelled:
        raise click.UsageError("There are no unlabelled texts. Give MODEL and UNLABELLED, or --hints and UNLABELLED.")
    require_extra("train", "Suggesting hints")
    files = [file for source in unlabelled for file in corpus_files(source)]
    if output:
        check_outputs([output], [*files, *hints, background, *sources])
    with report_warnings():
        found = suggest_hints(
            _read_known(sources[0], hints, max_line_bytes),
            iter_corpus(files, max_line_bytes=max_line_bytes),
            background=background,
            topics=topics,
            limit=limit,
            progress=shows_progress(quiet),
        )
    if output:
        write_atomically(write_suggestions(found).encode("utf-8"), output)
        if not quiet:
            name = printable(output)
            use = f"Use it: topictag train DATA --hints {name} --output MODEL"
            click.echo(f"{name}: {len(found)} suggestions. Delete what does not fit. {use}")
    elif is_terminal():
        click.echo(format_suggestions(found))
    else:
        click.echo(write_suggestions(found), nl=False)


def _read_known(first: Path, hints: Sequence[Path], max_line_bytes: int) -> Tagger | HintSource:
    if hints:
        return read_hints(*hints, max_line_bytes=max_line_bytes)
    return load(None if str(first) == "-" else first)


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()
