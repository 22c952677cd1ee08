"""Warnings of topictag, reported after the work."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import click

from topictag.errors import DataWarning, TrainingWarning
from topictag.reports.escapes import printable

_REPORTED = (DataWarning, TrainingWarning)


@contextmanager
def report_warnings() -> Iterator[None]:
    """Collect warnings of topictag and print each once at the end, also with ``--quiet`` and when the work fails."""
    show = warnings.showwarning
    with warnings.catch_warnings(record=True) as caught:
        for category in _REPORTED:
            warnings.simplefilter("always", category)
        try:
            yield
        finally:
            told = set[str]()
            for warning in caught:
                if not issubclass(warning.category, _REPORTED):
                    show(warning.message, warning.category, warning.filename, warning.lineno)
                elif (message := str(warning.message)) not in told:  # two steps of a command may read one file
                    told.add(message)
                    click.echo(printable(f"Warning: {message}"), err=True)
