"""The tags of examples as the rows of an array, in a model's order of topics."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from topictag.errors import DataError
from topictag.labelled.example import Example
from topictag.labelled.quotes import quote


def gold_rows(examples: Sequence[Example], topics: Sequence[str]) -> NDArray[np.bool_]:
    """Return which example has which topic, shape (n_examples, n_topics).

    Raises
    ------
    DataError
        An example has a tag that is not among `topics`.
    """
    known = frozenset(topics)
    for example in examples:
        if foreign := sorted(example.tags - known):
            raise DataError(
                f"{example.where}: the tag {quote(foreign[0])} is not a topic of this model, which knows "
                f"{', '.join(topics)}. Rename the tag, or train a model that knows it."
            )
    return np.array([[topic in example.tags for topic in topics] for example in examples])
