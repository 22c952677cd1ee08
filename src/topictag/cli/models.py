"""``topictag models``: what a registry contains."""

from pathlib import Path

import click

from topictag.api.registry import models as list_models
from topictag.cli.options import echo_json, registry_argument
from topictag.reports.registry import write_state


@click.command()
@registry_argument
@click.option("--json", "as_json", is_flag=True, help="Print JSON with the whole history instead of a table.")
@click.pass_context
def models(context: click.Context, /, registry: Path, as_json: bool) -> None:
    """List the models of a registry, and check them.

    The versions that were current last come first. Nothing is written. The exit status is 1 if the pointer or a version
    is damaged.
    """
    state = list_models(registry)
    if as_json:
        echo_json(state.to_dict())
    else:
        click.echo("\n\n".join(write_state(state)))
    context.exit(1 if state.problems else 0)
