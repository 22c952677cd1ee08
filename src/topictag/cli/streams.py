"""How a command ends: with an exit status and at most one line of text.

A closed pipe (``| head``) ends a command quietly with status 141, as the shell reports any command that SIGPIPE ended.
Ctrl-C ends it with 130, an error of topictag or a full disk with 1 and a message. A character that the terminal's
encoding lacks is written as a backslash escape.
"""

import errno
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

import click

from topictag.cli.option_names import use_option_names
from topictag.errors import SettingError, TopictagError, TrainingError
from topictag.reports.escapes import printable

_CLOSED_PIPE = 141  # 128 + SIGPIPE
_INTERRUPTED = 130  # 128 + SIGINT
# Errors of writing; any other is a bug and keeps its traceback.
_CANNOT_WRITE = frozenset([errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG, errno.EBADF, errno.EINVAL])


def escape_unknown_characters() -> None:
    """Make standard output escape the characters that its encoding lacks."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


@contextmanager
def report_failures(options: Callable[[], Iterable[click.Option]] = tuple) -> Iterator[None]:
    """Turn errors that end a command into click's exceptions, after its output has been flushed.

    Parameters
    ----------
    options : callable
        Returns the options of the command; messages about settings use their names.
    """
    try:
        try:
            yield
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except TopictagError as error:
        is_setting = isinstance(error, SettingError | TrainingError)
        message = use_option_names(str(error), options()) if is_setting else str(error)
        raise click.ClickException(printable(message)) from error
    except click.exceptions.NoArgsIsHelpError:
        raise  # the help itself
    except click.UsageError as error:
        message = printable(error.format_message())  # it quotes what you typed
        if message == error.format_message():
            raise
        raise click.UsageError(message, error.ctx) from error
    except KeyboardInterrupt as error:
        raise click.exceptions.Exit(_INTERRUPTED) from error
    except BrokenPipeError as error:
        _discard_output()
        raise click.exceptions.Exit(_CLOSED_PIPE) from error
    except OSError as error:
        if error.filename is not None or error.errno not in _CANNOT_WRITE:
            raise
        _discard_output()
        raise click.ClickException(f"standard output: cannot be written ({error.strerror}).") from error


def _discard_output() -> None:
    """Discard what is still buffered; otherwise the interpreter fails on it again when it exits."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
