"""A lock that one process at a time holds.

The operating system keeps the lock, not the existence of a file. So it is released when the process ends, however that
happens, and no lock is left over. The file stays: removing it would let two processes lock two files of one name.
The standard library has all that is needed (flock on POSIX, msvcrt on Windows), so the base installation stays small.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EAGAIN, EDEADLK
from pathlib import Path

from topictag.errors import OutputError, RegistryError

_POLL_S = 0.05  # chosen
_IS_HELD = frozenset([EACCES, EAGAIN, EDEADLK])  # what the systems say of a lock that another process holds


@contextmanager
def hold_lock(path: Path, wait_s: float) -> Iterator[None]:
    """Hold a lock.

    Parameters
    ----------
    path : Path
        The file to lock; it is created, and stays.
    wait_s : float
        How long to wait for another process.

    Raises
    ------
    RegistryError
        Another process holds the lock.
    OutputError
        The file cannot be written, or the file system has no locks.
    """
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}). The registry is unchanged.") from error
    try:
        _wait(number, path, time.monotonic() + wait_s)
        yield
    finally:
        os.close(number)  # which releases the lock


def _wait(number: int, path: Path, end: float) -> None:
    while not _try(number, path):
        if time.monotonic() >= end:
            raise RegistryError(
                f"{path.parent}: the registry is locked: another promote or rollback is in progress. Try again when it "
                "has ended. The registry is unchanged."
            )
        time.sleep(_POLL_S)


def _try(number: int, path: Path) -> bool:
    try:
        _lock(number)
    except OSError as error:
        if error.errno in _IS_HELD:
            return False
        raise OutputError(
            f"{path}: cannot be locked ({error.strerror}). Keep the registry on a file system with locks."
        ) from error
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
