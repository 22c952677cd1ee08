"""The inner loops of the fit by SciPy and NumPy: what `topictag.training.fitting.native` does, up to twice as slow.

Every function writes into arrays that it is given. Blocks have a line per feature or example, and a column per topic.
"""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.training.arrays import Floats, Singles

_Precision = TypeVar("_Precision", np.float32, np.float64)
_Indices = NDArray[np.integer[Any]]


def weigh(
    bounds: _Indices, columns: _Indices, values: Singles, weights: NDArray[_Precision], out: NDArray[_Precision]
) -> None:
    """Write sparse rows times weights: ``out = X weights``."""
    out[:] = csr_array((values, columns, bounds), shape=(len(out), len(weights))) @ weights


def sum_products(values: Singles, curvature: Singles, sums: Floats) -> None:
    """Write ``sums = Σ values · curvature`` over the lines."""
    sums[:] = (values * curvature).sum(axis=0, dtype=np.float64)


def centre(means: Singles, curvature: Singles, values: Singles) -> None:
    """Turn values into ``(values - means) · curvature``."""
    values -= means
    values *= curvature


def close_product(factors: Singles, direction: Singles, product: Singles, sums: Floats) -> None:
    """Turn the product into ``product · factors + direction``; write ``sums = Σ direction · product``.

    The factors of lines beyond the last are 1.
    """
    product[: len(factors)] *= factors
    product += direction
    sum_products(direction, product, sums)


def advance(
    lengths: Singles,
    direction: Singles,
    product: Singles,
    inverse: Singles,
    solution: Singles,
    residual: Singles,
    sums: Floats,
) -> None:
    """Go along a direction: ``solution += lengths · direction``, ``residual -= lengths · product``.

    Writes ``sums = Σ residual² · inverse``, with the inverse of the preconditioner.
    """
    solution += lengths * direction
    residual -= lengths * product
    sum_products(residual * residual, inverse, sums)


def turn(
    shares: Singles, residual: Singles, inverse: Singles, factors: Singles, direction: Singles, weights: Singles
) -> None:
    """Turn the direction into ``shares · direction + residual · inverse``; write ``weights = direction · factors``.

    The factors of lines beyond the last are 1.
    """
    direction *= shares
    direction += residual * inverse
    weights[:] = direction
    weights[: len(factors)] *= factors
