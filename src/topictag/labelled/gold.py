"""The tags of examples as the rows of an array, in a model's order of topics."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from topictag.errors import DataError
from topictag.labelled.example import Example


def gold_rows(examples: Sequence[Example], topics: Sequence[str]) -> NDArray[np.bool_]:
    """Return which example carries which topic, shape (n_examples, n_topics).

    Raises
    ------
    DataError
        An example carries a topic that is not among `topics`.
    """
    known = frozenset(topics)
    for example in examples:
        if foreign := sorted(example.tags - known):
            raise DataError(
                f"{example.place or example.id}: the tag {foreign[0]!r} is no topic of this model, which knows "
                f"{', '.join(topics)}. Rename the tag, or train a model that knows it."
            )
    return np.array([[topic in example.tags for topic in topics] for example in examples])
