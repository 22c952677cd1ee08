"""Vectors as one-byte integers: a quarter of the size, with no measurable difference.

``vector[i, j] ≈ number[i, j] · row_scale[i] · column_scale[j]``. Columns are scaled to the same spread first,
because the later ones, although small, distinguish topics as well as the first ones.
"""

import numpy as np
from numpy.typing import NDArray

_LARGEST = 127


def quantize(
    vectors: NDArray[np.floating],
) -> tuple[NDArray[np.int8], NDArray[np.float32], NDArray[np.float32]]:
    """Return integers of shape (n_terms, n_dimensions), the scales of rows and the scales of columns."""
    columns = np.sqrt((vectors**2).mean(axis=0))
    evened = vectors / np.where(columns > 0, columns, 1.0)
    rows = np.abs(evened).max(axis=1) / _LARGEST
    numbers = np.rint(evened / np.where(rows > 0, rows, 1.0)[:, None]).astype(np.int8)
    return numbers, rows.astype(np.float32), columns.astype(np.float32)


def dequantize(
    numbers: NDArray[np.int8], rows: NDArray[np.float32], columns: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the vectors, float32."""
    vectors: NDArray[np.float32] = numbers.astype(np.float32) * rows[:, None] * columns
    return vectors
