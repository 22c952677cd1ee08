"""``topictag promote``: a model becomes the current version of a registry."""

from pathlib import Path

import click

from topictag.api.registry import MIN_KEPT
from topictag.api.registry import promote as promote_model
from topictag.cli.options import note_option, registry_argument, who_option
from topictag.loading import shipped_path
from topictag.reports.escapes import printable
from topictag.reports.registry import write_change


@click.command()
@click.argument("new", type=click.Path(path_type=Path))
@registry_argument
@click.option(
    "--compared",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Data of `topictag compare REGISTRY NEW DATA` (JSON). If they say that NEW is worse, it is refused.",
)
@note_option
@who_option
@click.option(
    "--keep",
    type=click.IntRange(MIN_KEPT),
    metavar="N",
    help="Delete all but N versions; the current one and the one before it stay. [default: all stay]",
)
@click.option("--allow-topic-change", is_flag=True, help="Promote even if NEW lacks topics of the current version.")
@click.option("--allow-worse", is_flag=True, help="Promote even if the comparison says that NEW is worse.")
@click.option("--create", is_flag=True, help="Make a new registry if there is none.")
def promote(
    new: Path,
    registry: Path,
    compared: Path | None,
    note: str,
    who: bool,
    keep: int | None,
    allow_topic_change: bool,
    allow_worse: bool,
    create: bool,
) -> None:
    """Make a model the current one of a registry.

    NEW is a model file, another registry, or - for the shipped model. REGISTRY is a folder, which every command takes
    as `--model`. It gets a copy of NEW and a line in its history. If the command is killed, the old version or the new
    one is current.
    """
    change = promote_model(
        shipped_path() if str(new) == "-" else new,
        registry,
        compared=compared,
        note=note,
        who=who,
        keep=keep,
        allow_topic_change=allow_topic_change,
        allow_worse=allow_worse,
        create=create,
    )
    for line in write_change(change):
        click.echo(line)
    if change.previous and change.action == "promote":
        click.echo(f"To go back: topictag rollback {printable(registry)}")
