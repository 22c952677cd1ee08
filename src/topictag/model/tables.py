"""The model: frozen arrays that say everything tagging needs to know.

Strings stand as one blob of UTF-8, a line each, so that a file is a handful of plain arrays, and sorted, so
that a word can be looked up where it lies. Terms are numbered lemmas first, then families, then pairs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from topictag.text.analysis import Analysis

FUNCTION_WORD = -1  # in `form_terms`: a form that gives no term at all, not even a family


@dataclass(frozen=True, eq=False)
class Model:
    """A compiled tagger.

    Attributes
    ----------
    topics : tuple of str
        Names of the topics; their order is the order of every array below.
    analysis : Analysis
        How words were cut into terms.
    lemmas, families, forms : ndarray of uint8
        UTF-8 strings, one per line, in ascending order. Term ``i`` is lemma ``i``, or family ``i - n_lemmas``, or pair
        ``i - n_lemmas - n_families``.
    pairs : ndarray of int32, shape (n_pairs, 2)
        The two lemmas of each pair, the lesser first; rows in ascending order.
    form_terms : ndarray of int32, shape (n_forms,)
        The lemma of each form as a term number, or `FUNCTION_WORD`.
    idf : ndarray of float32, shape (n_terms,)
        Inverse document frequencies, positive.
    coef : ndarray of float32, shape (n_topics, n_terms)
    intercept : ndarray of float32, shape (n_topics,)
        ``score = coef @ x + intercept`` for a text's TF-IDF row ``x``, divided by the L2 norm of its lemmas and
        families.
    slope, offset : ndarray of float32, shape (n_topics,)
        ``probability = 1 / (1 + exp(-(slope * score + offset)))`` (Platt, 1999); slopes are positive.
    thresholds : ndarray of float32, shape (n_topics,)
        A topic is tagged when its probability is at least this, in [0, 1].
    metadata : mapping
        What the model was made of and how good it measured; JSON types only.
    """

    topics: tuple[str, ...]
    analysis: Analysis
    lemmas: NDArray[np.uint8]
    families: NDArray[np.uint8]
    forms: NDArray[np.uint8]
    pairs: NDArray[np.int32]
    form_terms: NDArray[np.int32]
    idf: NDArray[np.float32]
    coef: NDArray[np.float32]
    intercept: NDArray[np.float32]
    slope: NDArray[np.float32]
    offset: NDArray[np.float32]
    thresholds: NDArray[np.float32]
    metadata: Mapping[str, Any]


ARRAY_TYPES: Mapping[str, type[np.generic]] = {
    "lemmas": np.uint8,
    "families": np.uint8,
    "forms": np.uint8,
    "pairs": np.int32,
    "form_terms": np.int32,
    "idf": np.float32,
    "coef": np.float32,
    "intercept": np.float32,
    "slope": np.float32,
    "offset": np.float32,
    "thresholds": np.float32,
}


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
