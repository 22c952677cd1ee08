"""What commands that write files share: refusing bad outputs before any work, and telling warnings after it."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from topictag.errors import OutputError, TrainingWarning
from topictag.files import check_writable


def check_outputs(outputs: list[Path], inputs: list[Path]) -> None:
    """Refuse outputs that cannot be written or that would overwrite an input or each other."""
    taken = {file.resolve() for file in inputs}
    for output in outputs:
        check_writable(output)
        if output.resolve() in taken:
            raise OutputError(f"{output}: is given twice, or is what the command reads. Name another file.")
        taken.add(output.resolve())


@contextmanager
def told_warnings() -> Iterator[None]:
    """Gather training warnings and tell them at the end, even when quiet: the model is not what its user may think."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", TrainingWarning)
        yield
    for warning in caught:
        click.echo(f"Warning: {warning.message}", err=True)
