"""Which lemmas are near a topic in the background: the cosine of their vectors with the direction of its own lemmas."""

from collections.abc import Mapping, Sequence

import numpy as np

from topictag.text.pairs import is_pair
from topictag.training.arrays import Floats
from topictag.training.features.hints import HintGroups


def scale_to_one(vectors: Floats) -> Floats:
    """Return the rows, each divided by its length; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Floats = vectors / np.where(lengths > 0, lengths, 1.0)
    return scaled


def find_directions(hinted: Sequence[Mapping[str, float]], columns: Mapping[str, int], vectors: Floats) -> Floats:
    """Return the direction of each topic: the mean of its lemmas' vectors by strength, with length 1.

    Parameters
    ----------
    hinted : sequence of mapping of str to float
        For each topic, lemma to strength. Lemmas without a column do not matter.
    columns : mapping of str to int
        Lemma to its row in `vectors`.
    vectors : ndarray of float64, shape (n_terms, n_dimensions)
        Of length 1, or 0.

    Returns
    -------
    ndarray of float64, shape (n_topics, n_dimensions)
        Zeros for a topic of which no lemma has a vector.
    """
    sums = np.zeros((len(hinted), vectors.shape[1]))
    for topic, own in enumerate(hinted):
        for lemma, strength in own.items():
            if lemma in columns:
                sums[topic] += strength * vectors[columns[lemma]]
    return scale_to_one(sums)


def list_hinted(hints: HintGroups, n_topics: int) -> list[dict[str, float]]:
    """Return the strength of each hinted lemma, for each of the first topics; pairs are left out."""
    hinted: list[dict[str, float]] = [{} for _ in range(n_topics)]
    for term, groups in hints.members.items():
        for topic, strength in (hints.keys[group] for group in groups):
            if topic < n_topics and not is_pair(term):
                hinted[topic][term] = strength
    return hinted
