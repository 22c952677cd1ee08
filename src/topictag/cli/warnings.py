"""Telling warnings after the work: a model was made, but its user has to know something about it."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import click

from topictag.errors import TrainingWarning


@contextmanager
def told_warnings() -> Iterator[None]:
    """Gather training warnings and tell them at the end, even when quiet or when the work fails."""
    show = warnings.showwarning
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", TrainingWarning)
        try:
            yield
        finally:
            for warning in caught:
                if issubclass(warning.category, TrainingWarning):
                    click.echo(f"Warning: {warning.message}", err=True)
                else:
                    show(warning.message, warning.category, warning.filename, warning.lineno)
