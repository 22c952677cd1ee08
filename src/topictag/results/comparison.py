"""Two taggers side by side, on the same examples."""

from dataclasses import dataclass

from topictag.results.quality import Difference


@dataclass(frozen=True)
class TopicComparison:
    """A topic in two taggers, on the same examples.

    Attributes
    ----------
    topic : str
    f1, other_f1 : float or None
    difference : Difference
        ``f1 - other_f1``, with the interval of a paired bootstrap.
    n_gained, n_gained_rightly : int
        Number of examples that only this tagger gives the topic, and number of these that have it.
    n_lost, n_lost_rightly : int
        Number of examples that only the other tagger gives the topic, and number of these that do not have it.
    """

    topic: str
    f1: float | None
    other_f1: float | None
    difference: Difference
    n_gained: int
    n_gained_rightly: int
    n_lost: int
    n_lost_rightly: int


@dataclass(frozen=True)
class Comparison:
    """The tagger beside another one, on the topics that both know.

    Attributes
    ----------
    name : str
        The other tagger.
    overall : dict of str to Difference
        Metric to difference from the other tagger, over the shared topics.
    topics : tuple of TopicComparison
    only_here, only_there : tuple of str
        Topics that only one of the two knows; they are not compared.
    """

    name: str
    overall: dict[str, Difference]
    topics: tuple[TopicComparison, ...]
    only_here: tuple[str, ...] = ()
    only_there: tuple[str, ...] = ()
