"""``topictag explain``: a text in, the reasons for its tags out."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from topictag.api.tagging import load
from topictag.cli.options import model_option
from topictag.cli.tagging.abstaining import abstain_option, check_abstain
from topictag.cli.text_options import FilePath, encoding_option, paragraphs_option, threshold_option
from topictag.errors import OutputError
from topictag.files import check_outputs, write_atomically
from topictag.reports.escapes import escape_json
from topictag.results.explanation import Explanation

_ENDINGS: Mapping[str, str] = {".txt": "text", ".html": "html", ".htm": "html", ".json": "json"}
_TOP, _TOP_OF_JSON = 10, 20  # chosen: what people read, and what programs show

_MAX_PARAGRAPHS = 200  # chosen: as many as text and HTML show


@click.command()
@click.argument("files", nargs=-1, type=FilePath(path_type=Path, allow_dash=True), metavar="[FILE|-]")
@click.option(
    "--topic", "topics", multiple=True, metavar="TOPIC", help="Explain this topic. Can be repeated. [default: all]"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "json"]),
    help="Format of the output. [default: according to the ending of --output: .txt, .html, .htm or .json; without "
    "--output, text]",
)
@click.option(
    "--top",
    type=click.IntRange(0),
    metavar="N",
    help="Maximum number of terms for each topic; the others are summed up. [default: 10; in JSON 20 for each "
    "topic and paragraph]",
)
@model_option
@threshold_option
@abstain_option
@paragraphs_option()
@encoding_option
@click.option("--output", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE", help="Write to FILE.")
@click.pass_context
def explain(
    context: click.Context,
    /,
    files: tuple[Path, ...],
    topics: tuple[str, ...],
    form: str | None,
    top: int | None,
    model: Path | None,
    abstain: float | None,
    output: Path | None,
    encoding: str,
    **options: Any,
) -> None:
    """Explain the tags of a text, and why it lacks others.

    FILE is a text as for `topictag tag`: plain text or a page of HTML, also as .gz or .xz; - is standard input. At a
    terminal, words have the colour of what they contribute; NO_COLOR leaves bold and underline.

    However long the text is, text and HTML show at most 20,000 characters and 200 paragraphs of it, those that weigh
    most, and say what is left out. JSON has at most 200 paragraphs too, with at most --top terms and words for each
    topic. "paragraphs_left_out" counts the other paragraphs, and "rest" sums up the other terms.
    """
    from topictag.cli.tagging.whole_text import read_whole_text

    if len(files) > 1:
        raise click.UsageError(
            f"One file is explained at a time, not {len(files)}. For several, call the command in a loop.", context
        )
    path = files[0] if files else Path("-")
    output = None if str(output) == "-" else output
    inputs = [own for own in (path, model) if own is not None and str(own) != "-"]
    check_outputs([output] if output else [], inputs, example="why.html")
    chosen = form or _choose_format(output)
    tagger = load(model)
    if abstain is not None:
        check_abstain(tagger, abstain, excluded=options["thresholds"], names="--threshold")
        options["thresholds"] = abstain
    # Before reading, so that a mistake in an option does not wait for the end of standard input.
    tagger.explain("", topics or None, thresholds=options["thresholds"])
    explanation = tagger.explain(read_whole_text(path, encoding), topics or None, **options)
    if output is None:
        _print(explanation, chosen, top, has_colour=context.color is not False)
    else:
        write_atomically((_write(explanation, chosen, top) + "\n").encode("utf-8", "backslashreplace"), output)


def _choose_format(output: Path | None) -> str:
    if output is None:
        return "text"
    ending = output.suffix.lower()
    if ending not in _ENDINGS:
        problem = f"the ending {ending} belongs to no format" if ending else "the name has no ending"
        raise OutputError(
            f"{output}: {problem}. Give a name that ends with .txt, .html, .htm or .json, or add --format text, html "
            "or json."
        )
    return _ENDINGS[ending]


def _print(explanation: Explanation, form: str, top: int | None, *, has_colour: bool) -> None:
    if sys.stdout is None:
        raise OutputError("standard output: is closed. Give a file: --output FILE.")
    is_terminal = sys.stdout.isatty()
    if form == "text" and is_terminal:
        from topictag.reports.explanation_terminal import print_explanation

        print_explanation(explanation, sys.stdout, top=_TOP if top is None else top, has_colour=has_colour)
        return
    text = _write(explanation, form, top)
    click.echo(escape_json(text) if form == "json" and is_terminal else text)


def _write(explanation: Explanation, form: str, top: int | None) -> str:
    if form == "json":
        own = explanation.to_dict(top=_TOP_OF_JSON if top is None else top, max_paragraphs=_MAX_PARAGRAPHS)
        return json.dumps(own, ensure_ascii=False)
    write = explanation.to_html if form == "html" else explanation.to_text
    return write(top=_TOP if top is None else top).rstrip("\n")
