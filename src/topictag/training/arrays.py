"""Types of the arrays in training."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Bools = NDArray[np.bool_]
Groups = NDArray[np.intp]
"""Each example's group number, from 0. A group contains the examples of one article or of one text."""


def all_known() -> Bools:
    """Return what broadcasts to an array in which every tag is known."""
    return np.ones((1, 1), dtype=bool)


def smallest_index(*sizes: int) -> type[np.signedinteger[Any]]:
    """Return the type of indices that suffices for these sizes: SciPy would keep 64 bits where it is given some."""
    return np.int32 if max(sizes) <= np.iinfo(np.int32).max else np.int64
