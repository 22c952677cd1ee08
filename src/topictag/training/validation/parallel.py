"""Folds on several cores, in processes: threads would wait for each other during most of a fit.

A process takes a second or two to start, so this process computes the first fold, and passes the others on only when
they will take longer than that. Results come in order and do not depend on where they are computed: each process uses
one thread for its sums.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from joblib import Parallel, cpu_count, delayed, parallel_config
from tqdm import tqdm

_Result = TypeVar("_Result")

_WORTH_S = 5.0  # chosen: about twice the time to start processes


@dataclass(frozen=True)
class Workers:
    """What computes the folds.

    Attributes
    ----------
    n_jobs : int
        Number of processes; -1 for one per core.
    shows_progress : bool
        Whether to show progress bars on standard error.
    """

    n_jobs: int = 1
    shows_progress: bool = False

    def announce(self, task: str, duration_s: float) -> None:
        """Say how long a task takes, given its duration in one process; nothing unless progress is shown."""
        if self.shows_progress:
            n_processes = cpu_count() if self.n_jobs < 0 else self.n_jobs
            tqdm.write(f"{task}: about {max(duration_s / n_processes, 1):.0f} s", file=sys.stderr)

    def map(self, function: Callable[..., _Result], tasks: Sequence[tuple[Any, ...]], name: str) -> Iterator[_Result]:
        """Call a function with the arguments of each task; yield what it returns, in order.

        Parameters
        ----------
        function : callable
            Defined in a module, so that processes can import it.
        tasks : sequence of tuple
            The arguments of each call; processes share large arrays in them without copying.
        name : str
            The label of the progress bar.
        """
        with tqdm(total=len(tasks), desc=name, unit=" folds", disable=not self.shows_progress) as bar:
            for number, result in enumerate(self._results(function, tasks), 1):
                bar.update(number - bar.n)
                yield result

    def _results(self, function: Callable[..., _Result], tasks: Sequence[tuple[Any, ...]]) -> Iterator[_Result]:
        start = time.perf_counter()
        for first in tasks[:1]:
            yield function(*first)
        rest = tasks[1:]
        if self.n_jobs == 1 or (time.perf_counter() - start) * len(rest) < _WORTH_S:
            yield from (function(*task) for task in rest)
            return
        with parallel_config(backend="loky", inner_max_num_threads=1):
            yield from Parallel(n_jobs=self.n_jobs, return_as="generator")(delayed(function)(*task) for task in rest)
