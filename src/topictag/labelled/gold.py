"""The tags of examples as the rows of an array, in a model's order of topics; and which of them are known."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from topictag.errors import DataError
from topictag.labelled.example import Example
from topictag.labelled.quotes import quote

_WAY_OUT = "Rename the tag, or train a model that knows it."


def gold_rows(examples: Sequence[Example], topics: Sequence[str], *, way_out: str = _WAY_OUT) -> NDArray[np.bool_]:
    """Return which example has which topic, shape (n_examples, n_topics).

    False where the example lacks the topic, and where it is unknown; `known_rows` tells the two apart.

    Parameters
    ----------
    examples : sequence of Example
    topics : sequence of str
    way_out : str, optional
        What to do about a topic that is not among them, for the message.

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
                f"{', '.join(topics)}. {way_out}"
            )
    return tag_rows(examples, topics)


def tag_rows(examples: Sequence[Example], topics: Sequence[str]) -> NDArray[np.bool_]:
    """Return what `gold_rows` does, for some topics of the examples; others do not matter."""
    return _mark([example.tags for example in examples], topics)


def known_rows(examples: Sequence[Example], topics: Sequence[str]) -> NDArray[np.bool_]:
    """Return for which example and topic it is known whether the example has it, shape (n_examples, n_topics).

    Examples
    --------
    >>> example = Example("a1", "Нефть дорожает.", frozenset({"energy"}), article="a", unknown=frozenset({"sport"}))
    >>> known_rows([example], ["energy", "sport"]).tolist()
    [[True, False]]
    """
    known = ~_mark([example.unknown for example in examples], topics)
    for row, example in enumerate(examples):
        if example.known is not None:
            known[row] &= [example.is_known(topic) for topic in topics]
    return known


def _mark(names: Sequence[Collection[str]], topics: Sequence[str]) -> NDArray[np.bool_]:
    """Return which collection contains which topic; a name that is no topic is skipped."""
    columns = {topic: column for column, topic in enumerate(topics)}
    marks = np.zeros((len(names), len(topics)), dtype=bool)
    for row, own in enumerate(names):
        marks[row, [columns[name] for name in own if name in columns]] = True
    return marks


def without_other_topics(
    examples: Sequence[Example], topics: Sequence[str], *, keep_tagless: bool = True
) -> tuple[list[Example], Mapping[str, int]]:
    """Return the examples with the topics of a model alone, and how often each other topic was a tag.

    Parameters
    ----------
    examples : sequence of Example
    topics : sequence of str
    keep_tagless : bool, default=True
        Whether to keep examples all of whose tags were other topics; they have no topic then.

    Raises
    ------
    DataError
        No example is left.

    Examples
    --------
    >>> example = Example("a1", "Нефть дорожает.", frozenset({"energy", "sport"}), article="a")
    >>> (example,), ignored = without_other_topics([example], ["energy"])
    >>> example.tags, dict(ignored)
    (frozenset({'energy'}), {'sport': 1})
    """
    own = frozenset(topics)
    ignored = Counter(topic for example in examples for topic in example.tags - own)
    kept = [one for one in examples if keep_tagless or not one.tags or one.tags & own]
    if not kept:
        raise DataError(f"No example has a topic of this model, which knows {', '.join(topics)}. Give others.")
    return [replace(one, tags=one.tags & own, unknown=one.unknown & own) for one in kept], ignored
