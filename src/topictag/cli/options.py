"""Options and arguments that several commands share."""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from topictag.labelled.corpus import corpus_files
from topictag.labelled.lines import MAX_LINE_BYTES
from topictag.model.decisions import OTHERS
from topictag.reports.escapes import escape_json

_MEGABYTE = 10**6
_Command = TypeVar("_Command", bound=Callable[..., Any])

model_option = click.option(
    "--model",
    type=click.Path(path_type=Path),
    help="A model written by `topictag train`, or a registry of models. [default: the shipped model]",
)

registry_argument = click.argument("registry", type=click.Path(path_type=Path))

note_option = click.option("--note", default="", metavar="TEXT", help="A note for the history.")

who_option = click.option("--who", is_flag=True, help="Write your user name and computer into the history.")

data_argument = click.argument("data", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DATA...")

corpus_option = click.option(
    "--corpus",
    multiple=True,
    type=click.Path(path_type=Path),
    help="JSONL with id and text (also .gz, .xz, .zst), for labels that name their texts by id. Can be repeated.",
)

license_option = click.option(
    "--license",
    "license_name",
    default="",
    metavar="ID",
    help="Licence of the model for the head of its card: an identifier such as mit or cc-by-4.0.",
)


def check_license_option(license_name: str, card: Path | None) -> None:
    """Raise an error if a licence is given without a card, or is no identifier; before anything takes time."""
    if not license_name:
        return
    if card is None:
        raise click.UsageError("--license is for the model card. Give --card too, or leave --license out.")
    from topictag.reports.card_head import check_license  # cards import more than most commands need

    check_license(license_name)


def max_line_option(what: str) -> Callable[[_Command], _Command]:
    """Return the option ``--max-line``, in megabytes; commands get it as `max_line_bytes`."""
    return click.option(
        "--max-line",
        "max_line_bytes",
        type=click.IntRange(1, 2000),
        default=MAX_LINE_BYTES // _MEGABYTE,
        show_default=True,
        metavar="MB",
        callback=lambda _context, _parameter, value: value * _MEGABYTE,
        help=f"Maximum size of {what}.",
    )


def input_files(data: Iterable[Path], corpus: Iterable[Path]) -> list[Path]:
    """Return every file that a command reads, so that none is overwritten; raises `DataError`."""
    from topictag.labelled.reading import data_files  # late: `topictag tag` reads no labels

    labelled = [file for source in data for file in data_files(source)]
    return [*labelled, *(file for source in corpus for file in corpus_files(source))]


def echo_json(value: Any) -> None:
    """Print a value as indented JSON; on a terminal, characters that could control it are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    click.echo(escape_json(text) if is_terminal else text)


def read_figures(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> float | dict[str, float] | None:
    """Return the figures that an option gives by topic, ``*`` for all others; None when there are none."""
    figures: dict[str, float] = {}
    for value in values:
        topic, _, figure = value.rpartition("=")
        topic = topic.strip() or OTHERS
        if topic in figures:
            raise click.BadParameter(f"{value!r} repeats a topic. Give one figure per topic.", context, parameter)
        try:
            figures[topic] = float(figure)
        except ValueError:
            raise click.BadParameter(f"{value!r} is not a number like 0.9 or TOPIC=0.9.", context, parameter) from None
    return figures.get(OTHERS) if figures.keys() == {OTHERS} else figures or None
