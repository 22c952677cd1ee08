"""Telling warnings after the work: a model was made, but its user has to know something about it."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import click

from topictag.cli.names import printable
from topictag.errors import DataWarning, TrainingWarning

_TOLD = (DataWarning, TrainingWarning)


@contextmanager
def told_warnings() -> Iterator[None]:
    """Gather warnings of ours and tell them at the end, even when quiet or when the work fails."""
    show = warnings.showwarning
    with warnings.catch_warnings(record=True) as caught:
        for category in _TOLD:
            warnings.simplefilter("always", category)
        try:
            yield
        finally:
            for warning in caught:
                if issubclass(warning.category, _TOLD):
                    click.echo(printable(f"Warning: {warning.message}"), err=True)
                else:
                    show(warning.message, warning.category, warning.filename, warning.lineno)
