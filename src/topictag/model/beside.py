"""Terms beside the norm: what an update adds to a model without a change to the scores that it gives already.

The value of a word is divided by the norm of all words of the paragraph that are terms, so a further term would change
the weight of every other word. A term beside the norm has the idf of any term times `BESIDE_SCALE`, and its weight is
divided by it. Both are exact, because the scale is a power of two: the product of weight and value is that of any
term, while the square of its value vanishes in the sum of the others' squares.

A paragraph with no other term has a norm below `LEAST_NORM`. It is divided by the scale too, so that such terms alone
count like any others alone.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from topictag.model.beside_scale import BESIDE_SCALE, LEAST_NORM


def is_beside(idf: NDArray[np.floating[Any]]) -> NDArray[np.bool_]:
    """Return which terms are beside the norm, given their idf as a model stores it."""
    beside: NDArray[np.bool_] = idf < LEAST_NORM
    return beside


def beside_scales(idf: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return what the idf of each term as a model stores it is scaled by: 1, or `BESIDE_SCALE`.

    Examples
    --------
    >>> beside_scales(np.array([2.5, 2.5 * BESIDE_SCALE])).tolist() == [1.0, BESIDE_SCALE]
    True
    """
    return np.where(is_beside(idf), BESIDE_SCALE, 1.0)


def whole_norms(norms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the norms of paragraphs' words, with those of paragraphs that have only terms beside the norm raised."""
    return np.where(norms < LEAST_NORM, norms / BESIDE_SCALE, norms)
