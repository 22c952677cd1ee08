"""The ``topictag`` command: a group that imports each command when you call it."""

import os
from typing import Any

import click

from topictag.cli.commands import COMMANDS
from topictag.cli.streams import escape_unknown_characters, report_failures
from topictag.version import __version__


class _Group(click.Group):
    """Shows errors of topictag and failures of standard output as one line; anything else keeps its traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        return COMMANDS[cmd_name].load() if cmd_name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        escape_unknown_characters()
        if os.environ.get("NO_COLOR"):
            extra["color"] = False
        with report_failures():  # --help and --version print here
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with report_failures(lambda: self._options(ctx)):
            return super().invoke(ctx)

    def _options(self, ctx: click.Context) -> list[click.Option]:
        """Return the options of the command that was called."""
        called = self.get_command(ctx, ctx.invoked_subcommand or "")
        return [option for option in called.params if isinstance(option, click.Option)] if called else []


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="topictag")
def main() -> None:
    """Topics for Russian-language news: tag texts, train a tagger, measure it."""
