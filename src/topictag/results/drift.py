"""What has changed between the texts of a reference and new ones, without labels."""

from dataclasses import asdict, dataclass
from typing import Any

from topictag.results.quality import Estimate


@dataclass(frozen=True)
class Change:
    """A share in the new texts and in the reference.

    Attributes
    ----------
    new, reference : Estimate
        In [0, 1], with 95 % intervals over articles.
    p_value : float
        Probability of at least this difference if nothing has changed, corrected for the number of comparisons (Holm).
    smallest_found : float
        Change that samples of this size show in four of five cases.
    has_changed : bool
        Whether the difference is significant and reaches the bound.
    """

    new: Estimate
    reference: Estimate
    p_value: float
    smallest_found: float
    has_changed: bool

    @property
    def difference(self) -> float:
        """New share minus that of the reference."""
        return (self.new.value or 0.0) - (self.reference.value or 0.0)


@dataclass(frozen=True)
class ScoreChange:
    """The probabilities of a topic in the new texts and in the reference.

    Attributes
    ----------
    distance : float
        Maximum difference of the two cumulative distributions (Kolmogorov and Smirnov), in [0, 1].
    at : float
        The probability where it is reached.
    p_value : float
        As for `Change`.
    has_changed : bool
    edges : tuple of float
        Probabilities between the cells of the histograms, ascending.
    new, reference : tuple of float
        Share of the paragraphs in each cell, one more than there are edges.
    """

    distance: float
    at: float
    p_value: float
    has_changed: bool
    edges: tuple[float, ...]
    new: tuple[float, ...]
    reference: tuple[float, ...]


@dataclass(frozen=True)
class TopicDrift:
    """What has changed about one topic.

    Attributes
    ----------
    topic : str
    tagged : Change
        Share of the paragraphs that get the tag, of those that are read.
    scores : ScoreChange
    prevalence, reference_prevalence : Estimate or None
        Share of the paragraphs that have the topic, by the model's own probabilities (Saerens et al., 2002). None where
        the model's record does not say what they were fitted to.
    """

    topic: str
    tagged: Change
    scores: ScoreChange
    prevalence: Estimate | None = None
    reference_prevalence: Estimate | None = None

    @property
    def has_changed(self) -> bool:
        """Whether the share of the tag or the probabilities have changed."""
        return self.tagged.has_changed or self.scores.has_changed


@dataclass(frozen=True)
class NewWord:
    """A word that the model does not know and that has become frequent.

    Attributes
    ----------
    word : str
        Normalised.
    share : float
        Share of the new articles with it.
    reference_share : float
        Share of the articles of the reference with it, or the most that it can be.
    is_bound : bool
        Whether it is the most that it can be, because the profile leaves rare words out.
    """

    word: str
    share: float
    reference_share: float
    is_bound: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times as frequent the word is, at least; None if the reference does not have it."""
        return self.share / self.reference_share if self.reference_share else None


@dataclass(frozen=True)
class Drift:
    """What has changed between a reference and new texts.

    Attributes
    ----------
    n_articles, n_paragraphs, n_reference_articles, n_reference_paragraphs : int
    topics : tuple of TopicDrift
        In the tagger's order of topics.
    unread : Change
        Share of the paragraphs that are not read: not Russian, or without a known word.
    unknown_words : Change
        Share of the words that the model does not know, of the words of Russian paragraphs.
    new_words : tuple of NewWord
        Those whose frequency has grown most.
    alpha, bound, score_bound : float
        The options of `topictag.drift`.
    summary : str
        What has changed and what to do, in words.
    """

    n_articles: int
    n_paragraphs: int
    n_reference_articles: int
    n_reference_paragraphs: int
    topics: tuple[TopicDrift, ...]
    unread: Change
    unknown_words: Change
    new_words: tuple[NewWord, ...]
    alpha: float
    bound: float
    score_bound: float
    summary: str

    @property
    def has_drifted(self) -> bool:
        """Whether anything has changed by more than its bound."""
        return self.unread.has_changed or self.unknown_words.has_changed or bool(self.changed_topics)

    @property
    def changed_topics(self) -> tuple[str, ...]:
        """The topics that have changed."""
        return tuple(own.topic for own in self.topics if own.has_changed)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts and lists, with types of JSON only."""
        fields = asdict(self)
        topics = [{**own, "scores": _with_lists(own["scores"])} for own in fields["topics"]]
        words = list(fields["new_words"])
        return {"has_drifted": self.has_drifted, **fields, "topics": topics, "new_words": words}


def _with_lists(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}
