"""Folds on several cores, in processes: fitting spends most of its time where Python's threads wait for each other.

A process takes a second or two to start, so the first fold is done here, and the others are handed on only when they
will take longer than that. Results come in order and do not depend on where they were computed: each
process uses one thread for its sums.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from joblib import Parallel, delayed, parallel_config
from tqdm import tqdm

_Result = TypeVar("_Result")

_WORTH_S = 5.0  # chosen: twice what starting processes costs


def map_folds(
    function: Callable[..., _Result],
    tasks: Sequence[tuple[Any, ...]],
    n_jobs: int,
    name: str,
    *,
    progress: bool = False,
) -> Iterator[_Result]:
    """Call a function with the arguments of each task; yield what it returns, in order.

    Parameters
    ----------
    function : callable
        Of a module, so that processes find it.
    tasks : sequence of tuple
        Its arguments; large arrays in them are shared, not copied.
    n_jobs : int
        Processes; -1 for one a core.
    name : str
        What the progress bar says.
    progress : bool, default=False
    """
    bar = tqdm(total=len(tasks), desc=name, unit=" folds", disable=not progress)
    with bar:
        for number, result in enumerate(_results(function, tasks, n_jobs), 1):
            bar.update(number - bar.n)
            yield result


def _results(function: Callable[..., _Result], tasks: Sequence[tuple[Any, ...]], n_jobs: int) -> Iterator[_Result]:
    start = time.perf_counter()
    for first in tasks[:1]:
        yield function(*first)
    rest = tasks[1:]
    if n_jobs == 1 or (time.perf_counter() - start) * len(rest) < _WORTH_S:
        yield from (function(*task) for task in rest)
        return
    with parallel_config(backend="loky", inner_max_num_threads=1):
        yield from Parallel(n_jobs=n_jobs, return_as="generator")(delayed(function)(*task) for task in rest)
