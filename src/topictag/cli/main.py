"""The ``topictag`` command: the group, and what holds for all commands at a terminal."""

import os
from typing import Any

import click

from topictag.cli.background import background
from topictag.cli.bench import bench
from topictag.cli.calibrate import calibrate
from topictag.cli.check import check
from topictag.cli.evaluate import evaluate
from topictag.cli.streams import escape_unknown_characters, told_failures
from topictag.cli.tag import tag
from topictag.cli.train import train


class _Group(click.Group):
    """Shows topictag's own errors and failures of standard output as one line; anything else keeps its traceback."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        escape_unknown_characters()
        if os.environ.get("NO_COLOR"):
            extra["color"] = False
        with told_failures():  # --help and --version print here
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with told_failures():
            return super().invoke(ctx)


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
