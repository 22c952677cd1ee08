"""The tags of examples as the rows of an array, in a model's order of topics; and which of them are known."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from topictag.errors import DataError
from topictag.labelled.example import Example
from topictag.labelled.quotes import quote


def gold_rows(examples: Sequence[Example], topics: Sequence[str]) -> NDArray[np.bool_]:
    """Return which example has which topic, shape (n_examples, n_topics).

    False where the example lacks the topic, and where it is unknown; `known_rows` tells the two apart.

    Raises
    ------
    DataError
        An example names a topic that is not among `topics`.
    """
    own = frozenset(topics)
    for example in examples:
        if foreign := sorted((example.tags | example.unknown) - own):
            raise DataError(
                f"{example.where}: the tag {quote(foreign[0])} is not a topic of this model, which knows "
                f"{', '.join(topics)}. Rename the tag, or train a model that knows it."
            )
    return np.array([[topic in example.tags for topic in topics] for example in examples])


def known_rows(examples: Sequence[Example], topics: Sequence[str]) -> NDArray[np.bool_]:
    """Return for which example and topic it is known whether the example has it, shape (n_examples, n_topics).

    Examples
    --------
    >>> example = Example("a1", "Нефть дорожает.", frozenset({"energy"}), article="a", unknown=frozenset({"sport"}))
    >>> known_rows([example], ["energy", "sport"]).tolist()
    [[True, False]]
    """
    return np.array([[topic not in example.unknown for topic in topics] for example in examples])
