"""The inner loops of the fit: in C where they were built, and small enough for it; otherwise by SciPy and NumPy."""

from importlib import import_module
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from topictag.training.fitting import plain


def choose_kernels(rows: csr_array) -> Any:
    """Return the module with the inner loops for these rows: `plain`, or the same functions in C.

    C does not read rows with 2³¹ values or more: their indices have 64 bits.
    """
    if rows.indices.dtype != np.int32 or rows.indptr.dtype != np.int32:
        return plain
    try:
        return import_module("topictag.training.fitting.native.kernels")
    except ModuleNotFoundError:  # not built
        return plain
