"""Warnings that name the line of your code that called topictag, at whatever depth they are raised."""

import sys
import warnings
from os.path import dirname, join

_OWN_FILES = join(dirname(__file__), "")  # noqa: PTH118, PTH120 (importing pathlib slows a cold start)


def warn_caller(message: str, category: type[Warning]) -> None:
    """Warn, with the file and line of the innermost caller outside topictag.

    Parameters
    ----------
    message : str
    category : type of Warning

    Examples
    --------
    >>> import warnings
    >>> from topictag.errors import DataWarning
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     warn_caller("3 labels are left out.", DataWarning)
    >>> str(caught[0].message)
    '3 labels are left out.'
    """
    if sys.version_info >= (3, 12):
        warnings.warn(message, category, skip_file_prefixes=(_OWN_FILES,))
    else:
        warnings.warn(message, category, stacklevel=_levels_to_caller())


def _levels_to_caller() -> int:
    """Return the `stacklevel` of the innermost caller outside topictag, for use by the function that calls this one."""
    frame, level = sys._getframe(1), 1  # noqa: SLF001 (the documented way to look at the stack without `inspect`)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_OWN_FILES):
        frame, level = frame.f_back, level + 1
    return level
