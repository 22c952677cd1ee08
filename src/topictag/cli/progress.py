"""Progress bars: only on a terminal, and only where tqdm is installed."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def shows_progress(quiet: bool) -> bool:
    """Return whether to show bars: standard error is a terminal, and the user did not ask for quiet."""
    return not quiet and sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def bytes_bar(paths: Iterable[Path], shown: bool) -> Iterator[Callable[[int], object] | None]:
    """Show how much of the regular files has been read.

    Yields
    ------
    callable or None
        Takes the number of bytes that have been read since the last call; None where there is no bar.
    """
    total = sum(path.stat().st_size for path in paths if path.is_file()) if shown else 0
    if not total:
        yield None
        return
    try:
        from tqdm import tqdm  # late: importing it costs time at the start
    except ImportError:  # the base installation has no tqdm
        yield None
        return
    with tqdm(total=total, desc="tagging", unit="B", unit_scale=True) as bar:
        yield bar.update
