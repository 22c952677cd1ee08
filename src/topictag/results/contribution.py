"""The parts of an explanation: what a term and a word contribute to a score, and what is not read."""

from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

Kind: TypeAlias = Literal["lemma", "family", "pair", "function word", "negation", "n-gram", "hints"]
"""What a term is. A family is the beginning that related words share; a negation is *не* or *без* with a lemma; the
term of a kind "hints" is a list of hints, which counts as one further term."""

Reason: TypeAlias = Literal["unknown word", "function word", "short word", "not Russian", "address", "markup", "code"]
"""Why a part of a text is not read. "address" is a link, a host, an e-mail address, a mention or a file name;
"code" a hash, an identifier, an encoded word or an escape of a program."""

Place: TypeAlias = tuple[int, int]  # text[start:end] in the text that was explained, in characters


class Contribution(NamedTuple):
    """A term's part in the score of a topic.

    Attributes
    ----------
    term : str
        A lemma, or lemmas with a space between them; a family ends with ``*``, a function word begins with ``=``.
    kind : str
        See `Kind`.
    weight : float
        The model's weight of the term for the topic.
    value : float
        What the term counts in this paragraph, positive: TF-IDF, divided by the norm of its kind.
    contribution : float
        ``weight * value``, in units of the score.
    places : tuple of (int, int)
        The words that the term comes from, as they are written in the text. Of a pair or a negation, each occurrence
        has two places, one after the other: first word, second word.
    lemmas : tuple of str
        The lemmas of these words, each once. A family of a word that the model does not know has none.
    """

    term: str
    kind: Kind
    weight: float
    value: float
    contribution: float
    places: tuple[Place, ...]
    lemmas: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the contribution as JSON types."""
        return {**self._asdict(), "places": [list(place) for place in self.places], "lemmas": list(self.lemmas)}


class WordTotal(NamedTuple):
    """A word's part in the score of a topic: all that its lemma, its family and its pairs contribute.

    What a term contributes is divided equally among its occurrences, and that of a pair equally between its two words.
    So the totals of a paragraph's words and the intercept sum to the score, too.

    Attributes
    ----------
    start, end : int
        ``text[start:end]`` is the word as written.
    form : str
        The word as it is looked up.
    lemma : str
        Empty for a word that is known by its family or its parts alone.
    total : float
        In units of the score.
    """

    start: int
    end: int
    form: str
    lemma: str
    total: float


class Unread(NamedTuple):
    """A part of a text that is not read, and why.

    Attributes
    ----------
    start, end : int
        ``text[start:end]`` is the part.
    reason : str
        See `Reason`.
    """

    start: int
    end: int
    reason: Reason


class Parts(Protocol):
    """The parts of a paragraph's scores; they become objects when they are asked for."""

    def contributions(self, topic: int) -> tuple[Contribution, ...]:
        """Return the contributions to the score of a topic, the strongest first."""

    def word_totals(self, topic: int) -> tuple[WordTotal, ...]:
        """Return the words that contribute to the score of a topic, in the order of the text."""

    def unread(self) -> tuple[Unread, ...]:
        """Return the words that are not read."""
