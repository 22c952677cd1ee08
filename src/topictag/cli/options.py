"""Options and arguments that several commands share."""

from pathlib import Path

import click

model_option = click.option(
    "--model",
    type=click.Path(path_type=Path),
    help="A model made by `topictag train`. [default: the shipped model]",
)

data_argument = click.argument("data", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DATA...")
