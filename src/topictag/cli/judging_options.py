"""Options of commands that judge whether a new model is worse than an old one."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--ignore-other-topics", is_flag=True, help="Ignore tags that are topics of neither model, and say how many."
    ),
    click.option(
        "--with-average",
        is_flag=True,
        help="The new model is also worse if macro-F1 is significantly worse, like one more topic.",
    ),
    click.option(
        "--min-loss",
        type=float,
        default=0.0,
        metavar="F1",
        help="A topic is only worse if it also loses at least this much F1, such as 0.01.",
    ),
)


def judging_options(command: _Command) -> _Command:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
