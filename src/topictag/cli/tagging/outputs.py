"""The output: standard output, or a file that is replaced only by a complete one.

A run writes to FILE.part, which replaces FILE at the end. A run that fails leaves FILE unchanged; FILE.part then
contains the records tagged so far, each complete.
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
    """Return the path under which a file is written until it is complete."""
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
            raise OutputError("standard output: is closed. Give a file: --output FILE.")
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
        raise OutputError(f"{path}: cannot be written ({error.strerror}). The old file is unchanged.") from error
    finally:
        _report_part(part)


def _report_part(part: Path) -> None:
    """Report the part that a failed run leaves; remove it if it is empty."""
    if not part.exists():
        return
    if part.stat().st_size:
        click.echo(f"{printable(part)}: contains the output up to the failure.", err=True)
    else:
        part.unlink()
