"""Strings as one blob of UTF-8, one per line: plain bytes in a file, searchable in place if they are sorted."""

import numpy as np
from numpy.typing import NDArray

_LINE_FEED = 0x0A


def pack_strings(strings: list[str]) -> NDArray[np.uint8]:
    """Lay strings out as UTF-8 lines; the inverse of `unpack_strings`."""
    return np.frombuffer("\n".join(strings).encode("utf-8"), dtype=np.uint8)


def unpack_strings(blob: NDArray[np.uint8]) -> list[str]:
    """Return the strings of a blob, in order.

    Raises
    ------
    UnicodeDecodeError
        The blob is not UTF-8.
    """
    text = blob.tobytes().decode("utf-8")
    return text.split("\n") if text else []


def count_strings(blob: NDArray[np.uint8]) -> int:
    """Return the number of strings in a blob."""
    return int(np.count_nonzero(blob == _LINE_FEED)) + 1 if blob.size else 0


def line_bounds(blob: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return where lines begin: line ``i`` is ``blob[bounds[i] : bounds[i + 1] - 1]``."""
    if not blob.size:
        return np.zeros(1, dtype=np.int64)
    return np.concatenate([[0], np.flatnonzero(blob == _LINE_FEED) + 1, [len(blob) + 1]])


class SortedStrings:
    """A blob of UTF-8 lines in ascending order: what `pack_strings` makes of sorted strings.

    Parameters
    ----------
    blob : ndarray of uint8

    Examples
    --------
    >>> strings = SortedStrings(pack_strings(["газ", "газа", "нефть"]))
    >>> strings.find("газа"), strings.find("нет")
    (1, -1)
    """

    def __init__(self, blob: NDArray[np.uint8]) -> None:
        self._blob = blob
        self._bounds = line_bounds(blob)

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def find(self, string: str) -> int:
        """Return the number of a string, or -1 for a string that is not in the blob."""
        wanted = string.encode("utf-8", "surrogatepass")
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            line = self._line(middle)
            if line == wanted:
                return middle
            if line < wanted:
                low = middle + 1
            else:
                high = middle
        return -1

    def string(self, number: int) -> str:
        """Return the string with a number."""
        return self._line(number).decode("utf-8")

    def _line(self, number: int) -> bytes:
        return self._blob[self._bounds[number] : self._bounds[number + 1] - 1].tobytes()
