"""Progress bars: shown to somebody who sits at a terminal, and to nobody else."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def shows_progress(quiet: bool) -> bool:
    """Return whether bars are wanted: standard error is a terminal, and the user did not ask for quiet."""
    return not quiet and sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def bytes_bar(paths: Iterable[Path], shown: bool) -> Iterator[Callable[[int], object] | None]:
    """Show how much of the regular files among some paths has been read.

    Yields
    ------
    callable or None
        Takes how many more bytes have been read; None where nothing is shown.
    """
    total = sum(path.stat().st_size for path in paths if path.is_file()) if shown else 0
    if not total:
        yield None
        return
    from tqdm import tqdm  # a cold start need not wait for it

    with tqdm(total=total, desc="tagging", unit="B", unit_scale=True) as bar:
        yield bar.update
