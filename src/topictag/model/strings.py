"""Looking strings up in a sorted blob: no table is built of them, and a word costs a binary search."""

import numpy as np
from numpy.typing import NDArray

_LINE_FEED = 0x0A


class SortedStrings:
    """A blob of UTF-8 lines in ascending order, as `pack_strings` makes it of sorted strings.

    Parameters
    ----------
    blob : ndarray of uint8

    Examples
    --------
    >>> from topictag.model.tables import pack_strings
    >>> strings = SortedStrings(pack_strings(["газ", "газа", "нефть"]))
    >>> strings.find("газа"), strings.find("нет")
    (1, -1)
    """

    def __init__(self, blob: NDArray[np.uint8]) -> None:
        self._lines = np.ascontiguousarray(blob).data
        breaks = np.flatnonzero(blob == _LINE_FEED)
        # Line i stands between bounds i and i + 1, less the line feed before the latter.
        self._bounds = np.concatenate([[0], breaks + 1, [len(blob) + 1]])

    def __len__(self) -> int:
        return len(self._bounds) - 1 if self._lines.nbytes else 0

    def find(self, string: str) -> int:
        """Return the number of a string, or -1 where it is not among them."""
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

    def _line(self, number: int) -> bytes:
        return bytes(self._lines[self._bounds[number] : self._bounds[number + 1] - 1])
