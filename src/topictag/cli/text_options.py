"""Options of the commands that read texts: ``tag`` and ``explain``."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from topictag.cli.options import read_figures

_Command = TypeVar("_Command", bound=Callable[..., Any])


class FilePath(click.Path):
    """A path that is not empty: an unset variable of a shell would otherwise name the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse an empty name."""
        if value == "":
            self.fail("the name is empty. Give a file, a folder, or - for standard input.", param, ctx)
        return super().convert(value, param, ctx)


def _check_encoding(context: click.Context, parameter: click.Parameter, value: str) -> str:
    try:
        " ".encode(value or "utf-8")
    except (LookupError, UnicodeError):
        raise click.BadParameter(
            f"{value!r} is not a text encoding. Give one like cp1251, koi8-r or utf-16.", context, parameter
        ) from None
    return value


encoding_option = click.option(
    "--encoding",
    default="",
    callback=_check_encoding,
    help="Encoding of the input, such as cp1251. [default: according to the byte order mark, else UTF-8]",
)

threshold_option = click.option(
    "--threshold",
    "thresholds",
    multiple=True,
    metavar="[TOPIC=]NUMBER",
    callback=read_figures,
    help="Minimum probability of a tag: 0.3 for all topics, energy=0.3 for one. Can be repeated. [default: the "
    "model's own]",
)


def paragraphs_option(more: str = "") -> Callable[[_Command], _Command]:
    """Return the option ``--paragraphs``; `more` continues its help."""
    return click.option(
        "--paragraphs",
        type=click.Choice(["auto", "lines", "blank"]),
        default="auto",
        show_default=True,
        help="What ends a paragraph: lines, a line break; blank, a blank line; auto, a blank line in hard-wrapped text "
        f"and a line break in other text.{more}",
    )
