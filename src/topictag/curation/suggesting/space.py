"""Where texts are near each other: latent semantic analysis of their words.

Two texts about one thing share few words, so that the cosine of their words says little; on the news it made no better
suggestions. Latent semantic analysis (Deerwester et al., 1990) joins words that occur in the same texts. It is learnt
from the unlabelled texts themselves: a model of few examples knows few of their words.
"""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd

from topictag.curation.suggesting.closeness import Floats
from topictag.text.function_words import is_function_word

_N_DIMENSIONS = 100  # chosen
_BEGINNING, _MIN_LETTERS = 5, 3  # letters of a word that count, and of a word that counts at all; as for families
# Chosen: what the cosine with a topic's examples is worth, in log-odds. It exceeds the cost of being like chosen texts.
_LIKENESS = 5.0


class LatentSpace:
    """Texts as vectors of length 1.

    Parameters
    ----------
    vectors : ndarray of float64, shape (n_texts, n_dimensions)
    """

    def __init__(self, vectors: Floats) -> None:
        self._vectors = vectors

    def similarities(self, number: int) -> Floats:
        """Return the cosine of one text with each, shape (n_texts,)."""
        found: Floats = self._vectors @ self._vectors[number]
        return found


def learn_vectors(texts: Sequence[Sequence[str]]) -> Floats:
    """Return vectors of length 1, or 0 for a text without words, shape (n_texts, n_dimensions).

    Parameters
    ----------
    texts : sequence of sequence of str
        Their normalised words.
    """
    beginnings = [[word[:_BEGINNING] for word in own if _counts(word)] for own in texts]
    if not any(beginnings):
        return np.zeros((len(texts), 1))
    rows = TfidfVectorizer(analyzer=list, sublinear_tf=True).fit_transform(beginnings)
    n_dimensions = min(_N_DIMENSIONS, *rows.shape)
    left, sizes, _ = randomized_svd(rows, n_dimensions, random_state=0)
    vectors = left * sizes
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.where(lengths > 0, lengths, 1.0)
    return unit


def find_unlikeness(vectors: Floats, examples: Floats) -> Floats:
    """Return how far texts are from the most similar example of a topic, comparable with distances in log-odds.

    Parameters
    ----------
    vectors : ndarray of float64, shape (n_texts, n_dimensions)
    examples : ndarray of float64, shape (n_examples, n_dimensions)

    Returns
    -------
    ndarray of float64, shape (n_texts,)
    """
    unlike: Floats = _LIKENESS * (1 - (vectors @ examples.T).max(axis=1))
    return unlike


def _counts(word: str) -> bool:
    return len(word) >= _MIN_LETTERS and not is_function_word(word)
