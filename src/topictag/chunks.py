"""A column of texts, cut into checked lists of bounded size and worked on by one thread or several, in order."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from operator import index
from typing import Any, TypeVar

from topictag.columns import Missing, iter_chunks, iter_column
from topictag.errors import SettingError

_Result = TypeVar("_Result")

# Chosen: enough for what a chunk costs beside its texts to vanish, little enough that a million texts stream through a
# few MB. Threads take larger ones, because handing one over costs more.
_TEXTS = 512
_TEXTS_FOR_THREADS = 1024
_CHUNKS_A_THREAD = 4  # how far threads run ahead of whoever takes the results


def map_chunks(
    function: Callable[[Sequence[str]], _Result], texts: Iterable[Any], n_jobs: int = 1, *, missing: Missing = "raise"
) -> Generator[_Result, None, None]:
    """Call a function on chunks of texts and yield what it returns, in order.

    Parameters
    ----------
    function : callable
        Of a sequence of str; called from several threads at a time when `n_jobs` is not 1.
    texts : iterable
        A column of texts, as `topictag.columns.iter_column` takes it.
    n_jobs : int, default=1
        Threads; -1 for one a core, -2 for one less, as scikit-learn counts.
    missing : {"raise", "empty"}
        What becomes of a missing text.

    Raises
    ------
    InputTypeError
        `texts` is no column of texts; while yielding: an item is not a str, with its index.
    SettingError
        `n_jobs` is 0 or no whole number, or `missing` is neither of the two.
    """
    items = iter_column(texts, missing)
    try:
        n_jobs = index(n_jobs)
    except TypeError as error:
        raise SettingError(f"n_jobs must be a whole number, not {n_jobs!r}.") from error
    if n_jobs == 0:
        raise SettingError("n_jobs must not be 0. Give the number of threads, or -1 for one a core.")
    n_threads = n_jobs if n_jobs > 0 else max(count_cores() + 1 + n_jobs, 1)
    if n_threads == 1:
        return (function(chunk) for chunk in iter_chunks(items, _TEXTS, missing))
    return _map_in_threads(function, iter_chunks(items, _TEXTS_FOR_THREADS, missing), n_threads)


def _map_in_threads(
    function: Callable[[list[str]], _Result], chunks: Iterator[list[str]], n_threads: int
) -> Generator[_Result, None, None]:
    """Keep all threads busy, and no more than a few chunks in memory; none is left behind, however it ends."""
    from concurrent.futures import Future, ThreadPoolExecutor  # most callers never need it

    pool, running = ThreadPoolExecutor(n_threads, thread_name_prefix="topictag"), deque[Future[_Result]]()
    try:
        for chunk in chunks:
            running.append(pool.submit(function, chunk))
            while running and (running[0].done() or len(running) == _CHUNKS_A_THREAD * n_threads):
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
