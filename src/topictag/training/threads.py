"""Work on several cores, in threads: for functions that release the interpreter lock most of the time."""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


def map_in_threads(
    function: Callable[[_Task], _Result], tasks: Sequence[_Task], n_threads: int
) -> Generator[_Result, None, None]:
    """Yield what a function returns for each task, in order; one thread is the caller's own, which can be interrupted.

    With several, an interruption waits for the tasks that have begun.
    """
    if n_threads == 1:
        yield from map(function, tasks)
        return
    pool = ThreadPoolExecutor(n_threads)
    try:
        yield from pool.map(function, tasks)
    finally:
        pool.shutdown(cancel_futures=True)
