"""Types of the arrays in training."""

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
