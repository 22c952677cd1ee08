"""Folds on several cores, in threads: what takes time in a fit releases the interpreter lock.

Results come in order and do not depend on the number of threads.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from joblib import cpu_count
from tqdm import tqdm

_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Workers:
    """What computes the folds.

    Attributes
    ----------
    n_jobs : int
        Number of threads; -1 for one per core.
    shows_progress : bool
        Whether to show progress bars on standard error.
    """

    n_jobs: int = 1
    shows_progress: bool = False

    @property
    def n_threads(self) -> int:
        """Number of threads."""
        return int(cpu_count()) if self.n_jobs < 0 else self.n_jobs

    def announce(self, task: str, duration_s: float) -> None:
        """Say how long a task takes, given its duration in one thread; nothing unless progress is shown."""
        if self.shows_progress:
            tqdm.write(f"{task}: about {max(duration_s / self.n_threads, 1):.0f} s", file=sys.stderr)

    def map(self, function: Callable[..., _Result], tasks: Sequence[tuple[Any, ...]], name: str) -> Iterator[_Result]:
        """Call a function with the arguments of each task; yield what it returns, in order.

        Parameters
        ----------
        function : callable
        tasks : sequence of tuple
            The arguments of each call.
        name : str
            The label of the progress bar.
        """
        pool = ThreadPoolExecutor(self.n_threads)
        try:
            results = pool.map(lambda own: function(*own), tasks)
            yield from tqdm(results, name, len(tasks), unit=" folds", disable=not self.shows_progress)
        finally:  # an interruption does not wait for folds that have not begun
            pool.shutdown(cancel_futures=True)
