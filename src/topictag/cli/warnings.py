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
    """Collect warnings of topictag and print them at the end, also with ``--quiet`` and when the work fails."""
    show = warnings.showwarning
    with warnings.catch_warnings(record=True) as caught:
        for category in _REPORTED:
            warnings.simplefilter("always", category)
        try:
            yield
        finally:
            for warning in caught:
                if issubclass(warning.category, _REPORTED):
                    click.echo(printable(f"Warning: {warning.message}"), err=True)
                else:
                    show(warning.message, warning.category, warning.filename, warning.lineno)
