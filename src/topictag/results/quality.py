"""Quality on labelled examples."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self, TypeAlias

Task: TypeAlias = Literal["multi", "single"]
"""How many topics a text has: any number, or exactly one."""


@dataclass(frozen=True)
class Estimate:
    """A measured figure with its 95 % bootstrap interval; all in [0, 1], None where there is nothing to measure."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class TopicQuality:
    """How well one topic is tagged.

    Attributes
    ----------
    topic : str
    support : int
        Number of examples that carry the topic.
    n_tagged : int
        Number of examples that the model tagged with it, without those of which it is unknown whether they have it.
    precision, recall : float or None
        In [0, 1]; None when no example was tagged with the topic, or none carries it, respectively.
    f1 : Estimate
    calibration_error : float or None
        Expected calibration error, in [0, 1]: the distance of the topic's probabilities from the observed shares, over
        ten bins. None without probabilities.
    brier_score : float or None
        Mean squared difference between probability and truth, in [0, 1]; lower is better.
    """

    topic: str
    support: int
    n_tagged: int
    precision: float | None
    recall: float | None
    f1: Estimate
    calibration_error: float | None = None
    brier_score: float | None = None


@dataclass(frozen=True)
class Difference:
    """A system's figure minus the reference's figure.

    Attributes
    ----------
    value : float or None
        In [-1, 1]; None where one of the two has no figure.
    low, high : float or None
        95 % interval; None with fewer than ten articles, or without a value.
    p_value : float or None
        One-sided p-value in the observed direction, in [0, 1]: the share of resamples in which the difference is 0 or
        has the other sign. Double it if you did not expect the direction beforehand. None where there is no interval.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None


@dataclass(frozen=True)
class Confusion:
    """A cell of a confusion table: how many examples of a topic got which topic.

    Attributes
    ----------
    topic : str
        The topic that is right.
    given : str
        The topic that was given; empty where none was.
    n : int
        Positive.
    """

    topic: str
    given: str
    n: int


@dataclass(frozen=True)
class Evaluation:
    """Quality of a tagger on labelled examples.

    Attributes
    ----------
    n_examples, n_tagless : int
        Number of all examples, and of those without a topic.
    topics : tuple of TopicQuality
        In the tagger's order of topics.
    macro_f1 : Estimate
        Mean of F1 over the topics that occur in the examples.
    micro_f1 : Estimate
        F1 over all decisions together.
    samples_f1 : Estimate
        Mean of F1 over examples; 1 for an example that has no tags and gets none.
    false_tag_rate : Estimate
        Share of the tagless examples that get a tag.
    method : str
        How the quality was measured; empty if the tagger's own thresholds decided.
    task : {"multi", "single"}
        With "single", each example has exactly one topic, and a text gets at most one.
    accuracy : Estimate or None
        Share of examples that got their topic; None unless the task is "single".
    confusion : tuple of Confusion or None
        The cells of the confusion table that are not 0, in the order of `topics`; None unless the task is "single".
    n_unknown : int
        Number of pairs of an example and a topic of which nobody said whether they belong together; no figure counts
        them. An example with one of these is not tagless.
    """

    n_examples: int
    n_tagless: int
    topics: tuple[TopicQuality, ...]
    macro_f1: Estimate
    micro_f1: Estimate
    samples_f1: Estimate
    false_tag_rate: Estimate
    method: str = ""
    task: Task = "multi"
    accuracy: Estimate | None = None
    confusion: tuple[Confusion, ...] | None = None
    n_unknown: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts and lists, with types of JSON only."""
        fields = asdict(self)
        confusion = None if self.confusion is None else list(fields["confusion"])
        return {**fields, "topics": list(fields["topics"]), "confusion": confusion}

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Self:
        """Return the evaluation from the output of `to_dict`.

        Raises
        ------
        KeyError, TypeError
            A field is missing, or is not a mapping where one is expected.
        """
        topics = tuple(TopicQuality(**{**topic, "f1": Estimate(**topic["f1"])}) for topic in fields["topics"])
        names = ("macro_f1", "micro_f1", "samples_f1", "false_tag_rate")
        overall = {name: Estimate(**fields[name]) for name in names}
        accuracy, confusion = fields.get("accuracy"), fields.get("confusion")  # absent from older records
        return cls(
            fields["n_examples"],
            fields["n_tagless"],
            topics,
            **overall,
            method=fields.get("method", ""),
            task=fields.get("task", "multi"),
            accuracy=None if accuracy is None else Estimate(**accuracy),
            confusion=None if confusion is None else tuple(Confusion(**cell) for cell in confusion),
            n_unknown=fields.get("n_unknown", 0),
        )
