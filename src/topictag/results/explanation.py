"""Why a text gets its tags, and why not others: exact contributions of its terms, with their places in the text.

A model has one weight per term and topic, so a paragraph's score is a sum: ``score = intercept + Σ weight · value``
over the terms of the paragraph. An explanation lists the parts of this sum. Nothing is estimated.
"""

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from itertools import chain
from typing import Any, ClassVar

from topictag.errors import SettingError
from topictag.names import check_topic
from topictag.ranges import WholeNumbers
from topictag.results.contribution import Unread
from topictag.results.paragraph_explanation import ParagraphExplanation
from topictag.results.quality import Task
from topictag.results.topic_explanation import TopicDecision, TopicExplanation, write_probability


@dataclass(frozen=True, eq=False, repr=False)
class Explanation:
    """Why a text has its tags, and why it lacks others.

    Attributes
    ----------
    text : str
    tags : dict of str to float
        What `Tagger.tag` gives for the text: all its tags, whatever topics were asked for.
    probabilities : dict of str to float
        What `Tagger.probabilities` gives for the text, for all topics of the tagger.
    decisions : tuple of TopicDecision
        What was decided about the whole text, for the topics that were asked for, in the order of the tagger's.
    paragraphs : tuple of ParagraphExplanation
        In the order of the text, without those that show nothing. The score of a text for a topic is that of its best
        paragraph. With the task "single", these scores compete, so that the topic of a text may differ from those that
        its paragraphs have by themselves.
    task : {"multi", "single"}
    prose : str
        The text as it was read, of the same length: with spaces and invisible characters in place of what is not prose.
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
    probabilities: dict[str, float]
    decisions: tuple[TopicDecision, ...]
    paragraphs: tuple[ParagraphExplanation, ...]
    task: Task
    prose: str
    dress: tuple[Unread, ...]
    _silent: tuple[TopicExplanation, ...]  # the topics of a text without paragraphs
    _best: tuple[int, ...]  # for each topic, the paragraph with the highest score, the first among equals

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topics that are explained."""
        return tuple(own.topic for own in self.decisions)

    @cached_property
    def unread(self) -> tuple[Unread, ...]:
        """Everything that is not read, in the order of the text: `dress`, and words of the paragraphs."""
        found = chain(self.dress, *(paragraph.unread for paragraph in self.paragraphs))
        return tuple(sorted(found, key=lambda own: (own.start, own.end)))

    def decision(self, topic: str) -> TopicDecision:
        """Return what was decided about the whole text and a topic; raises what `topic` raises."""
        return self.decisions[self._number(topic)]

    def topic(self, topic: str) -> TopicExplanation:
        """Return the explanation of a topic in the paragraph where its score is highest.

        A text without paragraphs has one without a score.

        Raises
        ------
        SettingError
            The topic is not one of those that are explained.
        """
        number = self._number(topic)
        return self.paragraph(topic).topics[number] if self.paragraphs else self._silent[number]

    def paragraph(self, topic: str) -> ParagraphExplanation:
        """Return the paragraph where the score of a topic is highest.

        Raises
        ------
        SettingError
            The topic is not one of those that are explained, or the text has no paragraph.
        """
        number = self._number(topic)
        if not self.paragraphs:
            raise SettingError(f"The text has no paragraph, so none has the highest score for {topic!r}.")
        return self.paragraphs[self._best[number]]

    def to_dict(self, *, top: int | None = None, max_paragraphs: int | None = None) -> dict[str, Any]:
        """Return the explanation as plain dicts and lists, with types of JSON only.

        Parameters
        ----------
        top : int, optional
            Number of contributions, and of words, per paragraph and topic, the strongest; all by default. "rest" and
            "rest_of_words" sum up the others, so that they, the intercept, and what is listed sum to the score.
        max_paragraphs : int, optional
            Maximum number of paragraphs: for each topic the best, then those that come closest to a tag, or exceed most
            what it needs. All by default.

        Returns
        -------
        dict
            ``{"version": 1, "task", "tags", "topics": [{"topic", "score", "probability", "threshold", "distance",
            "given"}], "paragraphs": [{"start", "end", "read", "silence", "topics": [{"topic", "score", "probability",
            "threshold", "distance", "given", "intercept", "contributions": [{"term", "kind", "weight", "value",
            "contribution", "places": [[start, end], …], "lemmas"}], "rest": {"n", "contribution"}, "words": [[start,
            end, total], …], "rest_of_words": {"n", "total"}}]}], "paragraphs_left_out": 0, "unread": [{"start", "end",
            "reason"}]}``. The outer "topics" are decisions about the whole text. "unread" leaves out what is in no
            listed paragraph, if paragraphs are left out. A later version of this shape has a higher number; keys may
            be added within a version.

        Raises
        ------
        SettingError
            `top` or `max_paragraphs` is not a whole number of at least 0.
        """
        for name, value in (("top", top), ("max_paragraphs", max_paragraphs)):
            if value is not None:
                _check_count(name, value)
        written: dict[str, Any] = import_module("topictag.reports.explanation_dict").write_dict(
            self, top, max_paragraphs
        )
        return written

    # The views are imported by name, because reports import results.

    def why_not(self, topic: str) -> str:
        """Return in words why the text lacks a topic: what is missing, and which words speak for it and against it.

        For a topic that the text has, return why it has it.

        Raises
        ------
        SettingError
            The topic is not one of those that are explained.

        Examples
        --------
        >>> import topictag
        >>> print(topictag.explain("Премьера балета прошла в Кабуле.").why_not("energy").split(":")[0])
        The text does not have the topic energy
        """
        words: str = import_module("topictag.reports.reasons").say_why(self, topic)
        return words

    def to_text(self, *, top: int = 10) -> str:
        """Return the explanation as plain text, with `top` terms in the table of each topic."""
        _check_count("top", top)
        text: str = import_module("topictag.reports.explanation_text").write_explanation(self, top)
        return text

    def to_html(self, *, top: int = 10) -> str:
        """Return the explanation as a self-contained page of HTML, with `top` terms in the table of each topic."""
        _check_count("top", top)
        page: str = import_module("topictag.reports.explanation_html").make_explanation_page(self, top)
        return page

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        tags = (
            ", ".join(f"{topic} {write_probability(probability)}" for topic, probability in self.tags.items())
            or "no tag"
        )
        n = len(self.paragraphs)
        return f"<{type(self).__name__} of {n:,} paragraph{'' if n == 1 else 's'}: {tags}>"

    def _repr_html_(self) -> str:
        fragment: str = import_module("topictag.reports.explanation_html").make_fragment(self)
        return fragment

    def _number(self, topic: str) -> int:
        check_topic(topic, self.topics, "this explanation")
        return self.topics.index(topic)


def _check_count(name: str, value: int) -> None:
    WholeNumbers(least=0).check(name, value)
