"""The inner loops of the fit: in C where they were built, and small enough for it; otherwise by SciPy and NumPy."""

from importlib import import_module
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.training.arrays import Floats, Singles
from topictag.training.fitting import plain


class Kernels(Protocol):
    """The loops; `topictag.training.fitting.plain` says what each writes."""

    def weigh(
        self, bounds: NDArray[Any], columns: NDArray[Any], values: Singles, weights: NDArray[Any], out: NDArray[Any], /
    ) -> None:
        """Write sparse rows times weights."""

    def sum_products(self, values: Singles, curvature: Singles, sums: Floats, /) -> None:
        """Write the sums of products over the lines."""

    def centre(self, means: Singles, curvature: Singles, values: Singles, /) -> None:
        """Subtract means, and multiply by the curvature."""

    def close_product(self, factors: Singles, direction: Singles, product: Singles, sums: Floats, /) -> None:
        """Finish the product of the equation with a direction."""

    def advance(
        self,
        lengths: Singles,
        direction: Singles,
        product: Singles,
        inverse: Singles,
        solution: Singles,
        residual: Singles,
        sums: Floats,
        /,
    ) -> None:
        """Go along a direction."""

    def turn(
        self,
        shares: Singles,
        residual: Singles,
        inverse: Singles,
        factors: Singles,
        direction: Singles,
        weights: Singles,
        /,
    ) -> None:
        """Turn to the next direction."""


def choose_kernels(rows: csr_array) -> Kernels:
    """Return the loops for these rows: those of `plain`, or the same in C.

    C does not read rows with 2³¹ values or more: their indices have 64 bits.
    """
    if rows.indices.dtype != np.int32 or rows.indptr.dtype != np.int32:
        return plain
    try:
        return cast("Kernels", import_module("topictag.training.fitting.native.kernels"))
    except ModuleNotFoundError:  # not built
        return plain
