"""Why a text gets its tags, and why not others: exact contributions of its terms, with their places in the text.

A model has one weight per term and topic, so a paragraph's score is a sum: ``score = intercept + Σ weight · value``
over the terms of the paragraph. An explanation lists the parts of this sum. Nothing is estimated.
"""

from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from itertools import chain
from typing import Any, ClassVar, Literal, NamedTuple, Protocol, TypeAlias

from topictag.errors import SettingError
from topictag.names import check_topic
from topictag.ranges import WholeNumbers
from topictag.results.quality import Task
from topictag.results.tagging import Silence

Kind: TypeAlias = Literal["lemma", "family", "pair", "function word", "negation", "n-gram", "hints"]
"""What a term is. A family is the beginning that related words share; a negation is *не* or *без* with a lemma; the
term of a kind "hints" is a list of hints, which counts as one further term."""

Reason: TypeAlias = Literal["unknown word", "function word", "short word", "not Russian", "address", "markup", "code"]
"""Why a part of a text does not count. "address" is a link, a host, an e-mail address, a mention or a file name;
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
    """A part of a text that does not count, and why.

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
        """Return the words that do not count."""


@dataclass(frozen=True, eq=False)
class TopicExplanation:
    """Why a paragraph has, or lacks, a topic.

    Attributes
    ----------
    topic : str
    score : float or None
        The score that `Tagger.scores` gives for the paragraph; None if the paragraph was not read.
    probability : float
        The probability that `Tagger.probabilities` gives for the paragraph, in [0, 1]; 0 if it was not read.
    threshold : float
        Minimum probability of a tag, positive.
    distance : float or None
        In units of the score: how far the score is above what the tag needs. Negative if the score is too low; None if
        the paragraph was not read. With the task "single", the score also has to exceed those of the other topics.
    given : bool
        Whether the paragraph has the topic as a tag.
    intercept : float
        The score of a paragraph whose terms all weigh nothing. It and the contributions sum to the score.
    """

    topic: str
    score: float | None
    probability: float
    threshold: float
    distance: float | None
    given: bool
    intercept: float
    _parts: Parts = field(repr=False)
    _number: int = field(repr=False)

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        """The terms that the model knows of this paragraph, the strongest first, for or against the topic."""
        return self._parts.contributions(self._number)

    @cached_property
    def words(self) -> tuple[WordTotal, ...]:
        """The words that contribute, in the order of the text; see `WordTotal`."""
        return self._parts.word_totals(self._number)

    def to_dict(self, top: int | None = None) -> dict[str, Any]:
        """Return the explanation of the topic as in `Explanation.to_dict`."""
        kept = self.contributions[:top]
        rest = self.contributions[len(kept) :]
        return {
            "topic": self.topic,
            "score": self.score,
            "probability": self.probability,
            "threshold": self.threshold,
            "distance": self.distance,
            "given": self.given,
            "intercept": self.intercept,
            "contributions": [_write_contribution(own) for own in kept],
            "rest": {"n": len(rest), "contribution": sum((own.contribution for own in rest), 0.0)},
        }


@dataclass(frozen=True, eq=False)
class ParagraphExplanation:
    """A paragraph with the explanation of each topic.

    Attributes
    ----------
    start, end : int
        ``text[start:end]`` is the paragraph, in the text that was explained.
    silence : str
        Why the paragraph was not read, as in `Coverage`; empty if it was.
    topics : tuple of TopicExplanation
        The topics that were asked for, in the order of the tagger's.
    """

    start: int
    end: int
    silence: Silence
    topics: tuple[TopicExplanation, ...]
    _parts: Parts = field(repr=False)

    @cached_property
    def unread(self) -> tuple[Unread, ...]:
        """The words that do not count, in the order of the text; the whole paragraph if it is not Russian."""
        return self._parts.unread()

    @property
    def is_read(self) -> bool:
        """Whether the paragraph has a score."""
        return not self.silence

    def to_dict(self, top: int | None = None) -> dict[str, Any]:
        """Return the paragraph as in `Explanation.to_dict`."""
        return {
            "start": self.start,
            "end": self.end,
            "read": self.is_read,
            "silence": self.silence,
            "topics": [topic.to_dict(top) for topic in self.topics],
        }


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why a text has its tags, and why it lacks others.

    Attributes
    ----------
    text : str
    tags : dict of str to float
        What `Tagger.tag` gives for the text: all its tags, whatever topics were asked for.
    paragraphs : tuple of ParagraphExplanation
        In the order of the text, without those that show nothing. A text has a topic if one of its paragraphs has it;
        with the task "single", the paragraphs' best scores compete.
    task : {"multi", "single"}
    dress : tuple of Unread
        What is not prose: markup, addresses, code.

    Examples
    --------
    >>> import topictag
    >>> explanation = topictag.explain("Нефть дорожает: экспорт сократился.")
    >>> energy = explanation.topic("energy")
    >>> energy.given, energy.contributions[0].term
    (True, 'нефть')
    >>> [explanation.text[start:end] for start, end in energy.contributions[0].places]
    ['Нефть']

    ``print(explanation)`` shows it as text, and notebooks show it in colour.
    """

    text: str
    tags: dict[str, float]
    paragraphs: tuple[ParagraphExplanation, ...]
    task: Task
    dress: tuple[Unread, ...] = ()

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topics that are explained."""
        return tuple(own.topic for own in self.paragraphs[0].topics) if self.paragraphs else ()

    @cached_property
    def unread(self) -> tuple[Unread, ...]:
        """Everything that does not count, in the order of the text: `dress`, and words of the paragraphs."""
        found = chain(self.dress, *(paragraph.unread for paragraph in self.paragraphs))
        return tuple(sorted(found, key=lambda own: (own.start, own.end)))

    def topic(self, topic: str) -> TopicExplanation:
        """Return the explanation of a topic in the paragraph where its score is highest.

        Raises
        ------
        SettingError
            The topic is not one of those that are explained, or the text has no paragraph.
        """
        return self._best(topic)[1]

    def paragraph(self, topic: str) -> ParagraphExplanation:
        """Return the paragraph where the score of a topic is highest; raises what `topic` raises."""
        return self._best(topic)[0]

    def to_dict(self, top: int | None = None) -> dict[str, Any]:
        """Return the explanation as plain dicts and lists, with types of JSON only.

        Parameters
        ----------
        top : int, optional
            Number of contributions per paragraph and topic, the strongest first; all by default. "rest" sums up the
            others, so that the contributions, "rest" and the intercept always sum to the score.

        Returns
        -------
        dict
            ``{"version": 1, "task", "tags", "paragraphs": [{"start", "end", "read", "silence", "topics": [{"topic",
            "score", "probability", "threshold", "distance", "given", "intercept", "contributions": [{"term", "kind",
            "weight", "value", "contribution", "places": [[start, end], …], "lemmas"}], "rest": {"n",
            "contribution"}}]}], "unread": [{"start", "end", "reason"}]}``. A later version of this shape has a higher
            number; keys may be added within a version.
        """
        return {
            "version": self.VERSION,
            "task": self.task,
            "tags": dict(self.tags),
            "paragraphs": [paragraph.to_dict(top) for paragraph in self.paragraphs],
            "unread": [{"start": own.start, "end": own.end, "reason": own.reason} for own in self.unread],
        }

    # The views are imported by name, because reports import results.

    def why_not(self, topic: str) -> str:
        """Return in words why the text lacks a topic: what is missing, and which words speak for it and against it.

        For a topic that the text has, return why it has it.

        Raises
        ------
        SettingError
            The topic is not one of those that are explained, or the text has no paragraph.

        Examples
        --------
        >>> import topictag
        >>> print(topictag.explain("Премьера балета прошла в Кабуле.").why_not("energy").split(":")[0])
        The text does not have the topic energy
        """
        words: str = import_module("topictag.reports.reasons").say_why(self, topic)
        return words

    def to_text(self, top: int = 10) -> str:
        """Return the explanation as plain text, with `top` terms in the table of each topic."""
        _check_top(top)
        text: str = import_module("topictag.reports.explanation_text").write_explanation(self, top)
        return text

    def to_html(self, top: int = 10) -> str:
        """Return the explanation as a self-contained page of HTML, with `top` terms in the table of each topic."""
        _check_top(top)
        page: str = import_module("topictag.reports.explanation_html").make_explanation_page(self, top)
        return page

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        fragment: str = import_module("topictag.reports.explanation_html").make_fragment(self)
        return fragment

    def _best(self, topic: str) -> tuple[ParagraphExplanation, TopicExplanation]:
        if not self.paragraphs:
            raise SettingError(f"The text has no paragraph, so there is nothing to explain about {topic!r}.")
        check_topic(topic, self.topics, "this explanation")
        number = self.topics.index(topic)
        found = max(self.paragraphs, key=lambda own: _rank(own.topics[number]))
        return found, found.topics[number]


def _check_top(top: int) -> None:
    WholeNumbers(least=0).check("top", top)


def _rank(topic: TopicExplanation) -> float:
    return float("-inf") if topic.score is None else topic.score


def _write_contribution(own: Contribution) -> dict[str, Any]:
    return {
        "term": own.term,
        "kind": own.kind,
        "weight": own.weight,
        "value": own.value,
        "contribution": own.contribution,
        "places": [list(place) for place in own.places],
        "lemmas": list(own.lemmas),
    }
