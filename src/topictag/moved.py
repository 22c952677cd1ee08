"""Names of version 0.1 that now live elsewhere. They work until the next version, with a `DeprecationWarning`."""

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from topictag.caution import warn_caller


def find_moved(module: str, places: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a module whose names have moved.

    Parameters
    ----------
    module : str
        Name of the module.
    places : mapping of str to str
        Name to the module that has it now.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings(action="ignore"):
    ...     find_moved("topictag.old", {"DataError": "topictag.errors"})("DataError").__module__
    'topictag.errors'
    """

    def find(name: str) -> Any:
        if name not in places:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        _warn(f"{module}.{name}", f"{places[name]}.{name}")
        return getattr(import_module(places[name]), name)

    return find


def alias_modules(old: str, new: str, names: Iterable[str]) -> None:
    """Let ``import old.name`` give the module ``new.name``, and warn that the package has moved."""
    _warn(old, new)
    for name in names:
        module = sys.modules[f"{old}.{name}"] = import_module(f"{new}.{name}")
        setattr(sys.modules[old], name, module)


def _warn(old: str, new: str) -> None:
    warn_caller(f"{old} is deprecated and will be removed in the next version. Use {new}.", DeprecationWarning)
