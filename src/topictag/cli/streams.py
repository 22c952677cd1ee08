"""What can happen to standard output, and Ctrl-C: a status, and one line at most.

A closed pipe (``| head``) ends a command quietly with status 141, as the shell tells it of any other that SIGPIPE
ended; Ctrl-C with 130; a full disk with 1 and a message. A character that the terminal's encoding lacks is written as a
backslash escape.
"""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import click

from topictag.cli.names import printable
from topictag.errors import TopictagError

_CLOSED_PIPE = 141  # 128 + SIGPIPE
_INTERRUPTED = 130  # 128 + SIGINT
# Errors of writing; any other is a bug and keeps its traceback.
_CANNOT_WRITE = frozenset([errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG, errno.EBADF, errno.EINVAL])


def escape_unknown_characters() -> None:
    """Let standard output write an escape for what its encoding lacks."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


@contextmanager
def told_failures() -> Iterator[None]:
    """Turn what ends a command into click's exceptions, after the last of its output has been written."""
    try:
        try:
            yield
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except TopictagError as error:
        raise click.ClickException(printable(str(error))) from error
    except KeyboardInterrupt as error:
        raise click.exceptions.Exit(_INTERRUPTED) from error
    except BrokenPipeError as error:
        _give_output_up()
        raise click.exceptions.Exit(_CLOSED_PIPE) from error
    except OSError as error:
        if error.filename is not None or error.errno not in _CANNOT_WRITE:
            raise
        _give_output_up()
        raise click.ClickException(f"standard output: cannot be written ({error.strerror}).") from error


def _give_output_up() -> None:
    """Let what is still buffered go nowhere, or the interpreter would fail on it again at its end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
