"""Where tags go: standard output, or a file that is there when all of it is.

While a run lasts, it writes to FILE.part, which takes the place of FILE at the end. A run that fails leaves FILE as it
was, and what it has tagged in FILE.part, in whole records.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from topictag.errors import OutputError, TopictagError
from topictag.reports.escapes import printable


def part_of(path: Path) -> Path:
    """Return where a file is written until it is whole."""
    target = path.resolve()
    return target.with_name(f"{target.name}.part")


@contextmanager
def open_output(path: Path | None) -> Iterator[TextIO]:
    """Open a file for writing as UTF-8; None is standard output.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    if path is None:
        if sys.stdout is None:
            raise OutputError("standard output: is closed. Name a file: --output FILE.")
        yield sys.stdout
        return
    part, target = part_of(path), path.resolve()
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    except OSError as error:
        if isinstance(error, TopictagError):
            raise
        raise OutputError(f"{path}: cannot be written ({error.strerror}). What stood there is untouched.") from error
    finally:
        _tell_of(part)


def _tell_of(part: Path) -> None:
    """Say where the beginning is when a run has failed; an empty one is of no use."""
    if not part.exists():
        return
    if part.stat().st_size:
        click.echo(f"{printable(part)}: holds what was tagged before the run ended.", err=True)
    else:
        part.unlink()
