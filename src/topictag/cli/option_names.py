"""Messages with the names of the command line: ``--jobs`` in place of the Python API's ``n_jobs``."""

import re
from collections.abc import Iterable

import click


def use_option_names(message: str, options: Iterable[click.Option]) -> str:
    """Replace names of parameters in a message with those of options.

    A name is replaced only where it cannot be an ordinary word: at the beginning of the message, or if it has an
    underscore.

    Parameters
    ----------
    message : str
    options : iterable of click.Option
        Options of the command that was called.

    Examples
    --------
    >>> use_option_names("n_jobs must not be 0.", [click.Option(["--jobs", "n_jobs"])])
    '--jobs must not be 0.'
    """
    names = {option.name: max(option.opts, key=len) for option in options if option.name}

    def replace(found: re.Match[str]) -> str:
        name = found.group()
        is_parameter = name in names and ("_" in name or found.start() == 0)
        return names[name] if is_parameter else name

    return re.sub(r"""(?<!['"\w./-])[A-Za-z_]+(?!['"\w/-]|\.\w)""", replace, message)
