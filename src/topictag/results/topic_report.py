"""What a report says of one topic: figures by threshold, curves, reliability, scores, terms, confusions."""

from dataclasses import dataclass

from topictag.results.quality import TopicQuality
from topictag.results.tagging import Silence
from topictag.results.term import TermWeight


@dataclass(frozen=True)
class Curve:
    """Precision by recall, from the highest threshold to the lowest.

    Attributes
    ----------
    name : str
        What was measured, such as ``this model``.
    recall, precision : tuple of float
        In [0, 1], at most 101 points; empty where no example has the topic.
    average_precision : float or None
        In (0, 1]: how well the probabilities rank all examples; None where no example has the topic.
    """

    name: str
    recall: tuple[float, ...]
    precision: tuple[float, ...]
    average_precision: float | None


@dataclass(frozen=True)
class ThresholdPoint:
    """What a threshold gives.

    Attributes
    ----------
    threshold : float
        Minimum probability, in [0, 1].
    precision, recall : float or None
        In [0, 1]; None where nothing is tagged, or no example has the topic.
    n_tagged : int
        Number of examples that would get the topic.
    f1 : float or None
        In [0, 1]; None where nothing is tagged and no example has the topic.
    """

    threshold: float
    precision: float | None
    recall: float | None
    n_tagged: int
    f1: float | None = None


@dataclass(frozen=True)
class ReliabilityBin:
    """Examples whose probabilities are similar, and how many of them have the topic.

    Attributes
    ----------
    low, high : float
        The probabilities, in [0, 1]; `high` is excluded, except for the last bin.
    n : int
        Number of examples.
    mean_probability, share : float or None
        Mean probability, and share of the examples that have the topic; None for an empty bin. Calibrated
        probabilities have similar figures.
    share_low, share_high : float or None
        95 % interval of the share (Wilson, 1927). It takes the examples for independent, so it is somewhat too narrow
        where articles have several paragraphs.
    """

    low: float
    high: float
    n: int
    mean_probability: float | None = None
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None


@dataclass(frozen=True)
class ScoreHistogram:
    """Scores of the examples with the topic and without it.

    Attributes
    ----------
    edges : tuple of float
        Bounds of the bins, one more than there are bins; empty where no example has a score.
    with_topic, without_topic : tuple of int
        Number of examples in each bin.
    unread : dict of str to int
        Why examples have no score, as in `Coverage.silence`, to number of such examples.
    needed : float or None
        The score at the threshold; None where topics compete.
    """

    edges: tuple[float, ...]
    with_topic: tuple[int, ...]
    without_topic: tuple[int, ...]
    unread: dict[Silence, int]
    needed: float | None


@dataclass(frozen=True)
class TopicErrors:
    """How often a topic is given rightly, and what it is taken for.

    Attributes
    ----------
    n_right : int
        Number of examples that have the topic and got it.
    n_missed, n_missed_untagged : int
        Number of examples that have the topic and did not get it, and number of these that got no topic at all.
    given_instead : dict of str to int
        Topic to number of the missed examples that got it, rightly or not; the most frequent first.
    n_wrong, n_wrong_tagless : int
        Number of examples that got the topic wrongly, and number of these that have no topic at all.
    right_instead : dict of str to int
        Topic to number of the wrongly tagged examples that have it; the most frequent first.
    """

    n_right: int
    n_missed: int
    n_missed_untagged: int
    given_instead: dict[str, int]
    n_wrong: int
    n_wrong_tagless: int
    right_instead: dict[str, int]


@dataclass(frozen=True)
class TopicReport:
    """All that a report says of one topic.

    Attributes
    ----------
    topic : str
    quality : TopicQuality
        Support, precision, recall, F1 with its interval, reliability.
    at_threshold : ThresholdPoint
        What the model's threshold gives. In cross-validation, each fold had a threshold of its own, so `quality` can
        differ a little.
    by_threshold : tuple of ThresholdPoint
        The same for the thresholds 0, 0.01, …, 1.
    best : ThresholdPoint or None
        The one of these whose F1 is highest, the lowest threshold among equals; None where no example has the topic.
        Chosen on the examples that measure it, so its F1 is somewhat too good.
    curves : tuple of Curve
        That of the tagger first; then, if there are any, those of held-out groups and of the other tagger.
    reliability : tuple of ReliabilityBin
    scores : ScoreHistogram
    errors : TopicErrors
    terms_for, terms_against : tuple of TermWeight
        The strongest first.
    """

    topic: str
    quality: TopicQuality
    at_threshold: ThresholdPoint
    by_threshold: tuple[ThresholdPoint, ...]
    best: ThresholdPoint | None
    curves: tuple[Curve, ...]
    reliability: tuple[ReliabilityBin, ...]
    scores: ScoreHistogram
    errors: TopicErrors
    terms_for: tuple[TermWeight, ...]
    terms_against: tuple[TermWeight, ...]

    @property
    def is_measured(self) -> bool:
        """Whether an example has the topic or got it."""
        return bool(self.quality.support or self.quality.n_tagged)


@dataclass(frozen=True)
class Averages:
    """Precision, recall and average precision over all topics; all in [0, 1].

    Attributes
    ----------
    macro_precision, macro_recall, macro_average_precision : float or None
        Mean over the topics that occur in the examples. The precision of a topic that no example got counts as 0. None
        where no topic occurs.
    micro_precision, micro_recall : float or None
        Over all decisions together; None where no tag was given, or no topic occurs.
    """

    macro_precision: float | None
    macro_recall: float | None
    micro_precision: float | None
    micro_recall: float | None
    macro_average_precision: float | None
