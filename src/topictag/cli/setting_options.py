"""Options made from settings. Only the settings class defines each option's name, type, default and help."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

import click

from topictag.cli.options import read_figures
from topictag.ranges import FiguresByTopic, OneOf, Range, WholeNumbers
from topictag.training.setting import Setting, Settings

_Command = TypeVar("_Command", bound=Callable[..., Any])


def settings_options(kind: type[Settings], only: Collection[str] = ()) -> Callable[[_Command], _Command]:
    """Return a decorator that adds an option for each setting, or for those in `only`."""

    def add(command: _Command) -> _Command:
        for own in reversed(kind.list_settings()):
            if not only or own.name in only:
                command = _make_option(own)(command)
        return command

    return add


def option_name(setting: str) -> str:
    """Return the option of a setting.

    Examples
    --------
    >>> option_name("n_folds"), option_name("max_pairs"), option_name("C")
    ('--folds', '--max-pairs', '--C')
    """
    return "--" + setting.removeprefix("n_").replace("_", "-")


def _make_option(own: Setting) -> Callable[[_Command], _Command]:
    unset = f" [default: {own.unset}]" if own.default is None else ""
    if isinstance(own.range, FiguresByTopic):
        text = f"{own.help} Write 0.9 for all topics, energy=0.9 for one; can be repeated.{unset}"
        return click.option(
            option_name(own.name), own.name, multiple=True, metavar="[TOPIC=]FIGURE", callback=read_figures, help=text
        )
    return click.option(
        option_name(own.name),
        own.name,
        type=_option_type(own.range),
        default=own.default,
        show_default=own.default is not None,
        help=own.help + unset,
    )


def _option_type(allowed: Range) -> click.ParamType[Any]:
    if isinstance(allowed, OneOf):
        return click.Choice(allowed.values)
    return click.INT if isinstance(allowed, WholeNumbers) else click.FLOAT
