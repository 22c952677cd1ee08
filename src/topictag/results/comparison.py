"""Two taggers side by side, on the same examples."""

from dataclasses import dataclass

from topictag.results.quality import Difference


@dataclass(frozen=True)
class MetricComparison:
    """A metric over the shared topics, in two taggers.

    Attributes
    ----------
    value, other_value : float or None
        That of this tagger, and that of the other one; None where there is nothing to measure.
    difference : Difference
        ``value - other_value``, with the interval of a paired bootstrap.
    """

    value: float | None
    other_value: float | None
    difference: Difference


@dataclass(frozen=True)
class TopicComparison:
    """A topic in two taggers, on the same examples.

    Attributes
    ----------
    topic : str
    f1, other_f1 : float or None
    difference : Difference
        ``f1 - other_f1``, with the interval of a paired bootstrap.
    n_only_this_right, n_only_this_wrong : int
        Number of examples that only this tagger gives the topic: those that have it, and those that do not.
    n_only_other_right, n_only_other_wrong : int
        The same for the topics that only the other tagger gives.
    """

    topic: str
    f1: float | None
    other_f1: float | None
    difference: Difference
    n_only_this_right: int
    n_only_this_wrong: int
    n_only_other_right: int
    n_only_other_wrong: int


@dataclass(frozen=True)
class Disagreement:
    """An example that only one of two taggers gives a topic.

    Attributes
    ----------
    id, topic : str
    labelled : bool
        Whether the example has the topic.
    given : bool
        Whether this tagger gives it; the other one decides otherwise.
    probability, other_probability : float
        In [0, 1]: that of this tagger, and that of the other one.
    """

    id: str
    topic: str
    labelled: bool
    given: bool
    probability: float
    other_probability: float


@dataclass(frozen=True)
class Comparison:
    """The tagger beside another one, on the topics that both know.

    Attributes
    ----------
    name : str
        The other tagger.
    overall : dict of str to MetricComparison
        Metric to figures of both taggers, over the shared topics.
    topics : tuple of TopicComparison
    topics_only_this, topics_only_other : tuple of str
        Topics that only one of the two knows; they are not compared.
    n_disagreements : int
        Number of pairs of an example and a topic on which the two decide differently.
    disagreements : tuple of Disagreement
        Those whose probabilities differ most, at most 200.
    """

    name: str
    overall: dict[str, MetricComparison]
    topics: tuple[TopicComparison, ...]
    topics_only_this: tuple[str, ...] = ()
    topics_only_other: tuple[str, ...] = ()
    n_disagreements: int = 0
    disagreements: tuple[Disagreement, ...] = ()
