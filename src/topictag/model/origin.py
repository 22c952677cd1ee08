"""The origin of a model, so that another process can map the same file instead of receiving ten megabytes."""

import os
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Origin:
    """The file that a model was read from.

    Attributes
    ----------
    path : str
        Absolute.
    digest : str
        Checksum of the file's contents, as stored in the file.
    stamp : tuple of int, or None
        Size and time of the last change when the file was read; None where these could not be read.
    format_version : int or None
        Of the file; None where nobody noted it.
    """

    path: str
    digest: str
    stamp: tuple[int, int] | None = field(compare=False)
    format_version: int | None = field(default=None, compare=False)

    def is_unchanged(self) -> bool:
        """Return whether the same file is still there."""
        try:
            return read_stamp(self.path) == self.stamp
        except OSError:
            return False


def read_stamp(path: str) -> tuple[int, int]:
    """Return the size of a file and the time of its last change in nanoseconds; raises `OSError`."""
    status = os.stat(path)
    return status.st_size, status.st_mtime_ns
