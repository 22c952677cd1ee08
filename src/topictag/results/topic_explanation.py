"""What was decided about a topic, in a whole text and in a paragraph, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any, NamedTuple

from topictag.results.contribution import Contribution, Parts, WordTotal


class TopicDecision(NamedTuple):
    """What was decided about a whole text and a topic.

    Attributes
    ----------
    topic : str
    score : float or None
        The score that `Tagger.scores` gives for the text: the highest among its paragraphs; None if none was read.
    probability : float
        The probability that `Tagger.probabilities` gives for the text, in [0, 1]; 0 if no paragraph was read.
    threshold : float
        Minimum probability of a tag, positive.
    distance : float or None
        In units of the score: how far the score is above what the tag needs. Negative if the score is too low; None if
        no paragraph was read. With the task "single", the score also has to exceed those of the other topics, as far as
        these stay as they are.
    given : bool
        Whether the text has the topic as a tag.
    """

    topic: str
    score: float | None
    probability: float
    threshold: float
    distance: float | None
    given: bool


@dataclass(frozen=True, eq=False, repr=False)
class TopicExplanation:
    """Why a paragraph, by itself, has a topic or lacks it.

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
        As in `TopicDecision`, for the paragraph by itself.
    given : bool
        Whether `Tagger.tag_paragraphs` gives the topic to the paragraph.
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
    _parts: Parts
    _number: int

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        """The terms that the model knows of this paragraph, the strongest first, for or against the topic."""
        return self._parts.contributions(self._number)

    @cached_property
    def words(self) -> tuple[WordTotal, ...]:
        """The words that contribute, in the order of the text; see `WordTotal`."""
        return self._parts.word_totals(self._number)

    def to_dict(self, *, top: int | None = None) -> dict[str, Any]:
        """Return the explanation of the topic as in `Explanation.to_dict`."""
        kept, strongest = self.contributions[:top], sorted(self.words, key=lambda own: -abs(own.total))
        rest, other_words = self.contributions[len(kept) :], strongest[len(strongest[:top]) :]
        return {
            "topic": self.topic,
            "score": self.score,
            "probability": self.probability,
            "threshold": self.threshold,
            "distance": self.distance,
            "given": self.given,
            "intercept": self.intercept,
            "contributions": [own.to_dict() for own in kept],
            "rest": {"n": len(rest), "contribution": sum((own.contribution for own in rest), 0.0)},
            "words": [[own.start, own.end, own.total] for own in sorted(strongest[:top])],
            "rest_of_words": {"n": len(other_words), "total": sum((own.total for own in other_words), 0.0)},
        }

    def __getstate__(self) -> dict[str, Any]:
        """Return what copies and pickles hold: the parts as they are, not the model that they are found with."""
        return keep_read(self, ("contributions", "words"), ("_parts",))

    def __repr__(self) -> str:
        score = "not read" if self.score is None else f"score {self.score:.2f}"
        given = "given" if self.given else "not given"
        probability = write_probability(self.probability)
        return f"<{type(self).__name__}: {self.topic}, {given}, {score}, probability {probability}>"


def keep_read(owner: object, read: Iterable[str], dropped: Iterable[str]) -> dict[str, Any]:
    """Return the state of an object, with attributes that are read first, and without those that they came from."""
    known = {name: getattr(owner, name) for name in read}
    left = set(dropped)
    return {name: value for name, value in vars(owner).items() if name not in left} | known


def write_probability(probability: float) -> str:
    """Return a probability as the views show it."""
    # By name, because reports import results.
    written: str = import_module("topictag.reports.decided_figures").write_probability(probability)
    return written
