"""A column of texts, split into checked chunks and processed in order by one thread or several."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import Any, TypeVar

from topictag.columns import Missing, iter_chunks, iter_column

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

# Chosen: large enough that the cost per chunk does not matter, small enough to stream a million texts in a few MB.
# Chunks for threads are larger, because passing one to a thread costs more.
_TEXTS = 512
_TEXTS_FOR_THREADS = 1024
_ITEMS_PER_THREAD = 4  # how far threads run ahead of the caller


def map_chunks(
    function: Callable[[Sequence[str]], _Result], texts: Iterable[Any], n_jobs: int = 1, *, missing: Missing = "raise"
) -> Generator[_Result, None, None]:
    """Call a function on chunks of texts and yield what it returns, in order.

    Parameters
    ----------
    function : callable
        Takes a sequence of str. Several threads call it at the same time if `n_jobs` is not 1.
    texts : iterable
        A column of texts, as for `topictag.columns.iter_column`.
    n_jobs : int, default=1
        Number of threads; -1 for one per core, -2 for one less, as in scikit-learn.
    missing : {"raise", "empty"}
        What to do with a missing text: raise an error, or treat it as an empty text.

    Raises
    ------
    InputTypeError
        `texts` is not a column of texts; or, while yielding, an item is not a str (the message gives its index).
    SettingError
        `n_jobs` is 0 or not a whole number, or `missing` has another value.
    """
    items = iter_column(texts, missing)
    n_threads = 1 if type(n_jobs) is int and n_jobs == 1 else count_threads(n_jobs)
    n_texts = _TEXTS if n_threads == 1 else _TEXTS_FOR_THREADS
    return map_in_threads(function, iter_chunks(items, n_texts, missing), n_threads)


def count_threads(n_jobs: int) -> int:
    """Return the number of threads: -1 stands for one per core, -2 for one less, and so on; at least 1.

    Raises
    ------
    SettingError
        `n_jobs` is 0 or not a whole number.
    """
    from topictag.ranges import check_n_jobs  # a cold start need not wait for it

    n_jobs = check_n_jobs(n_jobs)
    return n_jobs if n_jobs > 0 else max(count_cores() + 1 + n_jobs, 1)


def map_in_threads(
    function: Callable[[_Item], _Result], items: Iterable[_Item], n_threads: int
) -> Generator[_Result, None, None]:
    """Yield what a function returns for each item, in order; one thread is the caller's own, which can be interrupted.

    Several threads are kept busy, with few items in memory. All of them end with the generator, even after an error; an
    interruption waits for the items that have begun.
    """
    if n_threads == 1:
        yield from map(function, items)
        return
    from concurrent.futures import Future, ThreadPoolExecutor  # most callers never need it

    pool, running = ThreadPoolExecutor(n_threads, thread_name_prefix="topictag"), deque[Future[_Result]]()
    try:
        for item in items:
            running.append(pool.submit(function, item))
            while running and (running[0].done() or len(running) == _ITEMS_PER_THREAD * n_threads):
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def count_cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
