"""``topictag suggest``: unlabelled texts in, those whose labels would teach most out."""

from pathlib import Path

import click

from topictag.api.labelling import AUDIT, SEED, N
from topictag.api.tagging import load
from topictag.cli.options import max_line_option, model_option
from topictag.cli.reading_options import reading_options
from topictag.cli.warnings import report_warnings
from topictag.curation.suggesting.labelled import Labelled
from topictag.curation.suggesting.reading import iter_files
from topictag.curation.suggesting.tasks import make_tasks
from topictag.extras import require_extra
from topictag.files import check_outputs
from topictag.labelled.corpus import corpus_files
from topictag.labelled.formats.choosing import FORMATS
from topictag.labelled.formats.endings import check_ending
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.formats.tasks import TASK_FORMATS, write_tasks
from topictag.labelled.reading import data_files, read_labelled
from topictag.reports.escapes import printable
from topictag.reports.label_suggestions import count_reasons, format_suggested


@click.command()
@click.argument("texts", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="UNLABELLED...")
@click.option("-n", "n", type=click.IntRange(1), default=N, show_default=True, help="Number of texts to suggest.")
@model_option
@click.option(
    "--labelled",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Examples that are labelled already: left out, and they say which topics are rare. Can be repeated.",
)
@click.option(
    "--audit",
    type=click.FloatRange(0, 1),
    default=AUDIT,
    show_default=True,
    help="Share of the texts drawn at random, so that what is measured on them is unbiased.",
)
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="MODEL",
    help="The model before the last labels: says whether more labels will help.",
)
@click.option(
    "--to",
    "to_format",
    type=click.Choice(TASK_FORMATS),
    default="native",
    show_default=True,
    help="The labelling tool that is to import the file.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the texts to FILE. Without it, print a table.",
)
@click.option("--seed", type=click.IntRange(0), default=SEED, show_default=True, help="Seed of the audit.")
@reading_options
@max_line_option("a line of UNLABELLED or of --labelled")
@click.option("--quiet", is_flag=True, help="Do not say what was suggested.")
def suggest(
    texts: tuple[Path, ...],
    n: int,
    model: Path | None,
    labelled: tuple[Path, ...],
    audit: float,
    previous: Path | None,
    to_format: str,
    output: Path | None,
    seed: int,
    reading: ReadOptions,
    max_line_bytes: int,
    quiet: bool,
) -> None:
    """Suggest texts to label next.

    Picks the texts of UNLABELLED whose labels would teach the model most, with its tags preset for the annotator.
    UNLABELLED: JSONL with a field "text" (.jsonl, .ndjson), plain text with one paragraph per line (.txt), both also
    compressed, or folders.
    """
    files = [file for source in texts for file in corpus_files(source)]
    if output:
        check_ending(output, FORMATS[to_format])
        known_files = [file for source in labelled for file in data_files(source)]
        check_outputs([output], [*files, *known_files, *filter(None, (model, previous))], example="to_label.jsonl")
    elif to_format != "native":
        raise click.UsageError(f"--to {to_format} needs a file to write. Add --output FILE.")
    require_extra("train", "Suggesting texts")
    from topictag.curation.suggestion import suggest_texts  # late, because it needs the extra

    tagger, older = load(model), load(previous) if previous else None
    with report_warnings():
        known = (
            Labelled.of(read_labelled(*labelled, max_line_bytes=max_line_bytes, options=reading)) if labelled else None
        )
        unlabelled = iter_files(files, max_line_bytes=max_line_bytes)
        found = suggest_texts(tagger, unlabelled, n, labelled=known, audit=audit, seed=seed, previous=older)
    if output:
        write_tasks(make_tasks(found, tagger), output, to_format)
    if output and not quiet:
        click.echo(f"{printable(output)}: {count_reasons(found)}.")
    elif not output:
        click.echo(format_suggested(found))
    if found.outlook and not quiet:
        click.echo(str(found.outlook))
