"""Options of the commands that read labelled data: its format, its columns, and annotators who disagree."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from topictag.cli.text_options import encoding_option
from topictag.labelled.annotators import RULES
from topictag.labelled.formats.choosing import FORMATS
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.quoting import QUOTINGS

_Command = TypeVar("_Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--from",
        "format",
        type=click.Choice(list(FORMATS)),
        help="The format of the labelled data. [default: what its content shows]",
    ),
    click.option("--text-field", "text", default="", metavar="NAME", help="The field or column with the text."),
    click.option(
        "--tags-field", "tags", default="", metavar="NAME", help="The field, column or question with the tags."
    ),
    click.option("--id-field", "id", default="", metavar="NAME", help="The field or column with the id."),
    click.option(
        "--article-field",
        "article",
        default="",
        metavar="NAME",
        help="The field or column with the article that a text belongs to.",
    ),
    click.option("--separator", default="", metavar="TEXT", help="What separates the tags in a cell of a table."),
    click.option(
        "--quoting",
        type=click.Choice(QUOTINGS),
        help="What quotation marks in a table are: csv, they may enclose a cell; none, they are a part of the text. "
        "[default: csv, unless that cannot be in a table with tabs]",
    ),
    click.option(
        "--topic-names",
        "topics",
        multiple=True,
        metavar="NAME",
        help="In a table, a column that is a topic; in data with numbers for topics, the name of the next number. Can "
        "be repeated.",
    ),
    click.option(
        "--skip-empty",
        is_flag=True,
        help="Leave out texts without a tag, because nobody has labelled them. By default they have no topic.",
    ),
    click.option(
        "--annotators",
        type=click.Choice(RULES),
        default="majority",
        show_default=True,
        help="What counts where annotators disagree. With majority, a topic is unknown if as many say the opposite.",
    ),
    encoding_option,
)
_NAMES = ("text", "tags", "id", "article", "separator", "topics", "annotators", "skip_empty", "encoding")


def reading_options(command: _Command) -> _Command:
    """Add the options; the command gets them as `reading`, a `ReadOptions`."""

    @wraps(command)
    def with_reading(*arguments: Any, **options: Any) -> Any:
        own = {name: options.pop(name) for name in _NAMES}
        reading = ReadOptions(format=options.pop("format") or "", quoting=options.pop("quoting") or "", **own)
        return command(*arguments, reading=reading, **options)

    wrapped: Any = with_reading
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[no-any-return]
