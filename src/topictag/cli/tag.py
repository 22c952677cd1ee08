"""``topictag tag``: texts in, texts with their tags out."""

from pathlib import Path
from typing import Any

import click

from topictag.api import load
from topictag.cli.options import model_option, read_figures
from topictag.cli.progress import bytes_bar, shows_progress
from topictag.files import check_outputs
from topictag.reports.escapes import printable

_SOME_ARE_BAD = 3  # the exit status
_OF_ANSWERS = ("paragraphs", "thresholds", "top", "n_jobs", "with_probabilities", "with_silence")


def _check_encoding(context: click.Context, parameter: click.Parameter, value: str) -> str:
    try:
        " ".encode(value or "utf-8")
    except (LookupError, UnicodeError):
        raise click.BadParameter(
            f"{value!r} is no encoding of text. Name one like cp1251, koi8-r or utf-16.", context, parameter
        ) from None
    return value


class _FilePath(click.Path):
    """A path that is not empty, as an unset variable of a shell would be: that is the folder one is in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("an empty name. Name a file, a folder, or - for standard input.", param, ctx)
        return super().convert(value, param, ctx)


@click.command()
@click.argument("files", nargs=-1, type=_FilePath(path_type=Path, allow_dash=True), metavar="[FILE|FOLDER|-]...")
@model_option
@click.option(
    "--input",
    "kind",
    type=click.Choice(["text", "jsonl", "json", "csv", "tsv"]),
    help="What FILES hold. [default: as their names tell; standard input: jsonl or json if it begins so]",
)
@click.option(
    "--field",
    "text_field",
    help="The field or column that holds the text. [default: paragraphs, or else text; in CSV, text]",
)
@click.option(
    "--encoding",
    default="",
    callback=_check_encoding,
    help="cp1251, koi8-r, utf-16 and so on. [default: as a byte order mark tells, else UTF-8]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl", "csv", "tsv"]),
    help="What to write. [default: as the name of --output tells, or as the input; jsonl for json and for inputs of "
    "several kinds]",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Write to this file. It is replaced at the end of a run; one that fails leaves what it tagged in FILE.part.",
)
@click.option(
    "--threshold",
    "thresholds",
    multiple=True,
    metavar="[TOPIC=]FIGURE",
    callback=read_figures,
    help="Give topics from this probability on: 0.3 for all topics, energy=0.3 for one; can be repeated. [default: the "
    "model's own]",
)
@click.option("--top", type=int, help="Give this number of topics, the most probable ones, instead.")
@click.option(
    "--paragraphs",
    type=click.Choice(["auto", "lines", "blank"]),
    default="auto",
    show_default=True,
    help="What ends a paragraph of text: a line break; a blank line; or, with auto, blank lines where lines are "
    "hard-wrapped. From a pipe, auto waits for the end, 64 KB or a line of more than 120 characters; lines answers at "
    "once.",
)
@click.option("--probabilities", "with_probabilities", is_flag=True, help="Also write the probability of every topic.")
@click.option("--explain-silence", "with_silence", is_flag=True, help="Say why a text has no topic.")
@click.option(
    "--skip-bad",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write bad records to this file, with place and reason as JSONL, and go on. [default: stop at the first]",
)
@click.option("--jobs", "n_jobs", type=int, default=1, show_default=True, help="Threads for records; -1: one per core.")
@click.option("--quiet", is_flag=True, help="No progress bar.")
@click.pass_context
def tag(
    context: click.Context,
    /,
    files: tuple[Path, ...],
    model: Path | None,
    output: Path | None,
    skip_bad: Path | None,
    quiet: bool,
    **options: Any,
) -> None:
    """Tag FILES, all files of a FOLDER, or standard input (-).

    \b
    Text      .txt, .md and all other names; .html, .htm, .xml
    Records   .jsonl, .ndjson; .json with an array of records or one
    Tables    .csv, .tsv
    Packed    all of these as .gz or .xz; as .zst after pip install zstandard

    Text is tagged paragraph by paragraph, as it is read. A record has a "text", or a "title" and "paragraphs" with a
    "text" each; it comes out with the field "tagged", topic to probability. A title beside a "text" is not read. A
    table is written with commas and gets the column "tags", separated by "; ", or "tagged" if it has "tags" already.
    With several files, records also get "file".

    Exit status: 0; 1 when something cannot be read or written, after writing what was tagged before; 2 for wrong
    options; 3 when --skip-bad left records out; 130 after Ctrl-C; 141 when nobody reads the output any more.
    """  # noqa: D301 (click wants the character, not the escape)
    # Imported here: no other command needs them.
    from topictag.cli.tagging.answers import Answers
    from topictag.cli.tagging.bad_records import open_bad_records
    from topictag.cli.tagging.outputs import open_output, part_of
    from topictag.cli.tagging.run import Run, choose_format
    from topictag.cli.tagging.sources import count_passed_over, find_sources

    answers = Answers(load(model), **{name: options.pop(name) for name in _OF_ANSWERS})
    answers.check_options()
    paths = files or (Path("-"),)
    sources = find_sources(paths, options.pop("kind") or "")
    n_passed_over = count_passed_over(paths, sources)  # before the output is one of them
    output = None if str(output) == "-" else output
    options["form"] = options["form"] or choose_format(sources, output)
    outputs = [output, part_of(output), skip_bad] if output else [skip_bad]
    inputs = [*(source.path for source in sources), *([model] if model else [])]
    check_outputs([path for path in outputs if path], inputs)
    names_files = len(sources) > 1 or any(path.is_dir() for path in paths)
    with open_bad_records(skip_bad) as bad, open_output(output) as stream:
        is_terminal = stream.isatty()
        styled = is_terminal and context.color is not False
        run = Run(answers, stream, bad, names_files=names_files, is_styled=styled, **options)
        # On a terminal, a bar and what is tagged would write over each other.
        with bytes_bar((source.path for source in sources), shows_progress(quiet) and not is_terminal) as on_read:
            for source in sources:
                run.tag(source, on_read)
    if n_passed_over and not quiet:
        click.echo(f"Files passed over in folders, because their names tell of no text: {n_passed_over}.", err=True)
    if skip_bad and bad.n:
        click.echo(f"Bad records left out: {bad.n}. {printable(skip_bad)} has each with its place.", err=True)
        context.exit(_SOME_ARE_BAD)
