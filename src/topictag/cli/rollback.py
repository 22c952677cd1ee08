"""``topictag rollback``: an earlier version of a registry becomes the current one again."""

from pathlib import Path

import click

from topictag.api.registry import rollback as roll_back
from topictag.cli.options import note_option, registry_argument, who_option
from topictag.reports.registry import write_change


@click.command()
@registry_argument
@click.option(
    "--to",
    metavar="DIGEST",
    help="Go to this version: at least four digits of what `topictag models` shows. [default: the one before]",
)
@note_option
@who_option
def rollback(registry: Path, to: str | None, note: str, who: bool) -> None:
    """Go back to an earlier model of a registry.

    Each further rollback leads further back. A damaged version is left out, and a damaged pointer is restored.
    """
    for line in write_change(roll_back(registry, to=to, note=note, who=who)):
        click.echo(line)
