"""The ``topictag`` command: the group, and how errors reach a terminal."""

from typing import Any

import click

from topictag.cli.background import background
from topictag.cli.bench import bench
from topictag.cli.calibrate import calibrate
from topictag.cli.check import check
from topictag.cli.evaluate import evaluate
from topictag.cli.tag import tag
from topictag.cli.train import train
from topictag.errors import TopictagError


class _Group(click.Group):
    """Shows topictag's own errors as one line; anything else is a bug and keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TopictagError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="topictag", prog_name="topictag")
def main() -> None:
    """Topics for Russian-language news: tag texts, train a tagger, measure it."""


main.add_command(tag)
main.add_command(train)
main.add_command(evaluate)
main.add_command(calibrate)
main.add_command(check)
main.add_command(background)
main.add_command(bench)
