"""The example, a text with its topics; and the label, which names its text by id."""

from dataclasses import dataclass, field

from topictag.errors import DataError, InputTypeError
from topictag.labelled.quotes import quote
from topictag.labelled.tags import check_tags, check_unknown


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
    place : str, optional
        Where the example was read, as in ``file:line``. Only messages use it.
    has_own_id : bool, default=True
        Whether the data gives the id. False for an id made from the place: it does not show whether two data sets share
        an example.
    has_own_article : bool, default=True
        The same for the article. The id of a record without "article" is also the name of its article.
    has_own_text : bool, default=True
        Whether the data contains the text. False for a label by identifier, whose text comes from a corpus.
    unknown : frozenset of str, optional
        Topics of which nobody said whether the text has them. The example does not count for them: neither as one with
        the topic nor as one without it.
    known : frozenset of str or None, optional
        The only topics that were looked for: all others are unknown, whatever they are. None if all were.
    group : str, optional
        What is held out as a whole when a model is also measured on texts of other groups than it learnt from: the
        outlet, for example. Empty if not given.
    split : str, optional
        The part of a split that the example belongs to, such as "test". Empty if not given.

    Raises
    ------
    InputTypeError
        A field has the wrong type.
    DataError
        The id, text or article is empty, a tag is not the name of a topic, or a topic is both a tag and unknown.

    Examples
    --------
    >>> Example("a1", "Нефть дорожает.", frozenset({"energy"}), article="a").where
    "example 'a1'"
    """

    id: str
    text: str
    tags: frozenset[str]
    article: str
    place: str = field(default="", compare=False)
    has_own_id: bool = field(default=True, compare=False, kw_only=True)
    has_own_article: bool = field(default=True, compare=False, kw_only=True)
    has_own_text: bool = field(default=True, compare=False, kw_only=True)
    unknown: frozenset[str] = field(default=frozenset(), kw_only=True)
    known: frozenset[str] | None = field(default=None, compare=False, kw_only=True)
    group: str = field(default="", kw_only=True)
    split: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        strings = ("id", "text", "article", "place", "group", "split")
        for name, value in ((name, getattr(self, name)) for name in strings):
            if not isinstance(value, str):
                raise InputTypeError(f"Example.{name} must be a str, not {type(value).__name__}.")
        for name, topics in (("tags", self.tags), ("unknown", self.unknown)):
            if not isinstance(topics, frozenset):
                raise InputTypeError(f"Example.{name} must be a frozenset of str, not {type(topics).__name__}.")
        for name, value in (("id", self.id), ("text", self.text), ("article", self.article)):
            if not value.strip():
                raise DataError(f'{self.where}: "{name}" is empty. Fill it or remove the record.')
        object.__setattr__(self, "tags", check_tags(self.tags, self.where))
        object.__setattr__(self, "unknown", check_unknown(self.unknown, self.tags, self.where))

    @property
    def is_tagless(self) -> bool:
        """Whether the text is known to have no topic."""
        return not self.tags and not self.unknown

    def is_known(self, topic: str) -> bool:
        """Return whether it is known if the text has a topic.

        Examples
        --------
        >>> example = Example("a1", "Матч.", frozenset({"sport"}), "a", known=frozenset({"sport", "culture"}))
        >>> [example.is_known(topic) for topic in ("sport", "culture", "energy")]
        [True, True, False]
        """
        if topic in self.tags:
            return True
        return topic not in self.unknown and (self.known is None or topic in self.known)

    @property
    def where(self) -> str:
        """Where to find the example: its place, or else its id."""
        return self.place or f"example {quote(self.id)}"


@dataclass(frozen=True, slots=True)
class Label:
    """The tags of a text that is in a corpus. A label always gives an id, and so an article.

    Attributes
    ----------
    id : str
        Id of the text, in the corpus and among all examples.
    sha256 : str
        SHA-256 of the text in UTF-8, in hexadecimal digits.
    tags : frozenset of str
    article : str
        As for an `Example`.
    place : str
        Where the label was read, as in ``file:line``.
    unknown : frozenset of str, optional
    group, split : str, optional
    known : frozenset of str or None, optional
        As for an `Example`.
    """

    id: str
    sha256: str
    tags: frozenset[str]
    article: str
    place: str
    unknown: frozenset[str] = frozenset()
    group: str = ""
    split: str = ""
    known: frozenset[str] | None = None
