"""Errors with status 2, for commands whose status 1 is an answer."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from topictag.cli.option_names import use_option_names
from topictag.errors import SettingError, TopictagError
from topictag.reports.escapes import printable


class UnusableError(click.ClickException):
    """An error with status 2."""

    exit_code = 2


@contextmanager
def report_with_status_2(context: click.Context) -> Iterator[None]:
    """Turn errors of topictag into errors of the command with status 2."""
    try:
        yield
    except TopictagError as error:
        options = [option for option in context.command.params if isinstance(option, click.Option)]
        message = use_option_names(str(error), options) if isinstance(error, SettingError) else str(error)
        raise UnusableError(printable(message)) from error
