"""An iterable of texts, cut into checked lists of bounded size and worked on by one thread or several, in order."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import islice
from operator import index
from typing import TypeVar

from topictag.errors import InputTypeError, SettingError

_Result = TypeVar("_Result")

# Chosen: enough for what a chunk costs beside its texts to vanish, little enough that a million texts stream through a
# few MB. Threads take larger ones, because handing one over costs more.
_TEXTS = 512
_TEXTS_FOR_THREADS = 1024
_CHUNKS_A_THREAD = 4  # how far threads run ahead of whoever takes the results


def require_text(value: object, name: str) -> None:
    """Raise `InputTypeError` unless the value is a str."""
    if isinstance(value, str):
        return
    way_out = " Decode it first, for example value.decode('utf-8')." if isinstance(value, bytes | bytearray) else ""
    raise InputTypeError(f"{name} must be a str, not {type(value).__name__}.{way_out}")


def map_chunks(
    function: Callable[[Sequence[str]], _Result], texts: Iterable[str], n_jobs: int = 1
) -> Generator[_Result, None, None]:
    """Call a function on chunks of texts and yield what it returns, in order.

    Parameters
    ----------
    function : callable
        Of a sequence of str; called from several threads at a time when `n_jobs` is not 1.
    texts : iterable of str
    n_jobs : int, default=1
        Threads; -1 for one a core, -2 for one less, as scikit-learn counts.

    Raises
    ------
    InputTypeError
        `texts` is a str or no iterable; while yielding: an item is not a str, with its index.
    SettingError
        `n_jobs` is 0 or no whole number.
    """
    if isinstance(texts, str | bytes | bytearray) or not isinstance(texts, Iterable):
        raise InputTypeError(
            f"texts must be an iterable of str, not {type(texts).__name__}. Put a single text into a list: [text]."
        )
    try:
        n_jobs = index(n_jobs)
    except TypeError as error:
        raise SettingError(f"n_jobs must be a whole number, not {n_jobs!r}.") from error
    if n_jobs == 0:
        raise SettingError("n_jobs must not be 0. Give the number of threads, or -1 for one a core.")
    n_threads = n_jobs if n_jobs > 0 else max(count_cores() + 1 + n_jobs, 1)
    if n_threads == 1:
        return (function(chunk) for chunk in _iter_chunks(iter(texts), _TEXTS))
    return _map_in_threads(function, _iter_chunks(iter(texts), _TEXTS_FOR_THREADS), n_threads)


def _iter_chunks(texts: Iterator[str], size: int) -> Iterator[list[str]]:
    first = 0
    while chunk := list(islice(texts, size)):
        if set(map(type, chunk)) != {str}:
            for number, text in enumerate(chunk, first):
                require_text(text, f"texts[{number}]")
        yield chunk
        first += len(chunk)


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
