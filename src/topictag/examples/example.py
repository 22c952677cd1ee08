"""The example: a text with the topics that somebody gave to it."""

from dataclasses import dataclass, field


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
    place : str
        Where the example stands, as in ``file:line``; for messages.
    """

    id: str
    text: str
    tags: frozenset[str]
    article: str
    place: str = field(default="", compare=False)
