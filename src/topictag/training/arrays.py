"""The types of arrays that training computes with."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Groups = NDArray[np.intp]
"""The number of each example's group, from 0: examples of one article, or of one text."""
