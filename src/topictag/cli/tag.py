"""``topictag tag``: texts in, texts with their tags out."""

from pathlib import Path
from typing import Any

import click

from topictag.api.tagging import load
from topictag.cli.options import max_line_option, model_option
from topictag.cli.progress import bytes_bar, shows_progress
from topictag.cli.tagging.abstaining import abstain_option
from topictag.cli.text_options import FilePath, encoding_option, paragraphs_option, threshold_option
from topictag.files import check_outputs
from topictag.reports.escapes import printable

_SOME_ARE_BAD = 3  # the exit status
_OF_ANSWERS = ("paragraphs", "thresholds", "top", "abstain", "n_jobs", "with_probabilities", "with_silence", "with_why")


@click.command()
@click.argument("files", nargs=-1, type=FilePath(path_type=Path, allow_dash=True), metavar="[FILE|FOLDER|-]...")
@model_option
@click.option(
    "--input",
    "kind",
    type=click.Choice(["text", "jsonl", "json", "csv", "tsv"]),
    help="Format of the input. [default: according to the file name; for standard input, its first line]",
)
@click.option(
    "--field",
    "text_field",
    help="Field or column with the text. [default: paragraphs, or else text; in tables, text]",
)
@encoding_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl", "csv", "tsv"]),
    help="Format of the output. [default: according to the name of --output, else that of the input; jsonl if the "
    "input is json or has several formats]",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write to FILE, which is replaced at the end of the run. A run that fails leaves its output in FILE.part.",
)
@threshold_option
@abstain_option
@click.option("--top", type=int, metavar="N", help="Give the N most probable topics, whatever their probability.")
@paragraphs_option(
    " On a pipe, auto decides only at the end of the text, after 64 KB, or after a line of more than 120 characters; "
    "lines answers at once."
)
@click.option("--probabilities", "with_probabilities", is_flag=True, help="Add the probabilities of all topics.")
@click.option(
    "--why", "with_why", is_flag=True, help="Add the words that weigh most for each tag, at most three, as written."
)
@click.option("--explain-silence", "with_silence", is_flag=True, help="Add the reason why a text has no tag.")
@click.option(
    "--skip-bad",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write bad records to FILE (JSONL with place and reason) and go on. [default: stop at the first]",
)
@click.option(
    "--jobs", "n_jobs", type=int, default=1, show_default=True, help="Number of threads for records; -1: one per core."
)
@max_line_option(
    "a JSON line, of a row of a table, and of a JSON document or a page, which are read whole; text has no limit"
)
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
    """Tag files, folders or standard input.

    \b
    Text         .txt, .md, .html, .htm, .xml, and all other names
    Records      .jsonl, .ndjson, .json (a record or an array of records)
    Tables       .csv, .tsv
    Compressed   all of these as .gz or .xz; as .zst with the extra "zstd"

    Text is tagged paragraph by paragraph while it is read. A record has the field "text", or "paragraphs" (each with a
    "text") and optionally a "title"; the title of a record with a "text" is ignored. Records get the field "tagged":
    topics with probabilities. A table gets the column "tags" with topics separated by "; ", or "tagged" if it already
    has that column; CSV is written with commas. If there are several files, records also get the field "file". --why
    adds the field or column "why".

    \b
    Exit status
      0     success
      1     an error in an input, an output or the value of an option; everything before it is tagged
      2     an option or argument that does not exist or cannot be read
      3     --skip-bad left out records
      130   Ctrl-C
      141   the reader of the output has closed it
    """  # noqa: D301 (click wants the character, not the escape)
    # Late imports: only a run needs them.
    from topictag.cli.tagging.answers import Answers
    from topictag.cli.tagging.bad_records import open_bad_records
    from topictag.cli.tagging.outputs import open_output, part_of
    from topictag.cli.tagging.run import Run, choose_format
    from topictag.cli.tagging.sources import count_passed_over, find_sources

    answers = Answers(load(model), **{name: options.pop(name) for name in _OF_ANSWERS})
    answers.check_options()
    paths = files or (Path("-"),)
    sources = find_sources(paths, options.pop("kind") or "")
    n_passed_over = count_passed_over(paths, sources)  # before the output exists and counts as one of them
    output = None if str(output) == "-" else output
    options["form"] = options["form"] or choose_format(sources, output)
    outputs = [output, part_of(output), skip_bad] if output else [skip_bad]
    inputs = [*(source.path for source in sources), *([model] if model else [])]
    check_outputs([path for path in outputs if path], inputs, example="tagged.jsonl")
    names_files = len(sources) > 1 or any(path.is_dir() for path in paths)
    with open_bad_records(skip_bad) as bad, open_output(output) as stream:
        is_terminal = stream.isatty()
        styled = is_terminal and context.color is not False
        run = Run(answers, stream, bad, names_files=names_files, is_styled=styled, **options)
        # On a terminal, a bar and the output would overwrite each other.
        with bytes_bar((source.path for source in sources), shows_progress(quiet) and not is_terminal) as on_read:
            for source in sources:
                run.tag(source, on_read)
    if n_passed_over and not quiet:
        click.echo(
            f"Files skipped in folders because of their names: {n_passed_over}. Give a file itself to tag it.", err=True
        )
    if skip_bad and bad.n:
        click.echo(
            f"Bad records skipped: {bad.n}. {printable(skip_bad)} contains each with its place and reason.", err=True
        )
        context.exit(_SOME_ARE_BAD)
