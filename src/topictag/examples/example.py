"""The example: a text with the topics that somebody gave to it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text.

    Attributes
    ----------
    id : str
        Unique in a data set.
    text : str
        The paragraph; never empty.
    tags : frozenset of str
        Topics; empty when the text has none.
    article : str
        Examples of one article share it, so that no article is split between training and testing.
    """

    id: str
    text: str
    tags: frozenset[str]
    article: str
