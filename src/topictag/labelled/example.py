"""The example: a text with the topics that somebody gave to it; and the label, which names its text only."""

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

    @property
    def has_own_article(self) -> bool:
        """Whether the article is its owner's name, and not made of the place for want of one."""
        return not self.place.startswith(self.article)

    @property
    def has_own_id(self) -> bool:
        """Whether the id is its owner's, and not made of the place for want of one."""
        return not self.place.startswith(self.id.partition("#")[0])


@dataclass(frozen=True, slots=True)
class Label:
    """The tags of a text that lies in a corpus.

    Attributes
    ----------
    id : str
        Of the text, in the corpus and among all examples.
    sha256 : str
        Of the text's UTF-8, in hexadecimal digits.
    tags : frozenset of str
    article : str
        As of an `Example`.
    place : str
        Where the label stands, as in ``file:line``.
    """

    id: str
    sha256: str
    tags: frozenset[str]
    article: str
    place: str
