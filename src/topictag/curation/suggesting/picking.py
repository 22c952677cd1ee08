"""Picking texts among candidates: near the decision about a topic, or like the examples of a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from topictag.curation.suggesting.candidates import Candidates
from topictag.curation.suggesting.choosing import choose
from topictag.curation.suggesting.closeness import Floats, measure_distances
from topictag.curation.suggesting.copies import CopyIndex
from topictag.curation.suggesting.space import LatentSpace, find_unlikeness, learn_vectors
from topictag.model.compiled import Model
from topictag.text.reading import text_forms


@dataclass(frozen=True, eq=False)
class Picked:
    """Picked texts, the best first.

    Attributes
    ----------
    candidates : Candidates
    topics : sequence of int
        The topic whose turn each was: of the model, then of the new ones.
    """

    candidates: Candidates
    topics: Sequence[int]


def pick(
    model: Model,
    candidates: Candidates,
    turns: Sequence[int],
    *,
    sample: Sequence[str],
    new: Mapping[str, Sequence[str]],
    index: CopyIndex,
) -> Picked:
    """Pick a candidate for each turn, or fewer if the others are copies.

    Parameters
    ----------
    model : Model
    candidates : Candidates
        Texts that can be read.
    turns : sequence of int
        Numbers of topics: of the model, then of the new ones.
    sample : sequence of str
        Other texts of the same kind, from which to learn what texts are alike.
    new : mapping of str to sequence of str
        Topics that the model does not know, and examples of each.
    index : CopyIndex
        What is known; picked texts are added.
    """
    if not candidates.texts or not turns:
        return Picked(candidates.take(np.zeros(0, np.intp)), [])
    words = [text_forms(own.text) for own in candidates.texts]
    parts = [words, *([*map(text_forms, texts)] for texts in (sample, *new.values()))]
    vectors = learn_vectors([own for part in parts for own in part])
    own, _, *examples = (vectors[start:end] for start, end in pairwise(np.cumsum([0, *map(len, parts)])))
    distances: Floats = np.column_stack(
        [measure_distances(model, candidates.scores), *(find_unlikeness(own, texts) for texts in examples)]
    )

    def is_copy(number: int) -> bool:
        if index.has_copy(words[number]):
            return True
        index.add(words[number])
        return False

    chosen = choose(distances, turns, LatentSpace(own), is_copy=is_copy)
    return Picked(candidates.take(np.array([one.number for one in chosen], np.intp)), [one.topic for one in chosen])
