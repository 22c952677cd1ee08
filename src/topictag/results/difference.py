"""What differs between two models: topics, terms, thresholds, settings, data and weights."""

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from topictag.results.contribution import Kind
from topictag.results.description import DataDescription
from topictag.results.quality import Task
from topictag.results.term import TermWeight


class WeightChange(NamedTuple):
    """A term of both models, whose effect on a topic differs.

    Attributes
    ----------
    term : str
    kind : str
    before, after : float
        ``weight * idf`` in each model; see `TermWeight.effect`.
    """

    term: str
    kind: Kind
    before: float
    after: float

    def to_dict(self) -> dict[str, Any]:
        """Return the change as JSON types."""
        return self._asdict()


@dataclass(frozen=True)
class TopicDifference:
    """What differs between two models in one topic.

    Attributes
    ----------
    topic : str
    threshold : tuple of (float, float)
        Before and after.
    correlation : float or None
        Pearson correlation of the effects of the terms that both models have; None if it is not defined.
    changed : tuple of WeightChange
        The terms of both models whose effects differ most.
    only_before, only_after : tuple of TermWeight
        The terms of one model alone that have the greatest effects there, for or against.
    """

    topic: str
    threshold: tuple[float, float]
    correlation: float | None
    changed: tuple[WeightChange, ...]
    only_before: tuple[TermWeight, ...]
    only_after: tuple[TermWeight, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the topic as JSON types."""
        lists = ("changed", "only_before", "only_after")
        terms = {name: [term.to_dict() for term in getattr(self, name)] for name in lists}
        return {**vars(self), "threshold": list(self.threshold), **terms}


@dataclass(frozen=True, repr=False)
class ModelDifference:
    """What differs between two models, from the one ("before") to the other ("after").

    Attributes
    ----------
    before, after : str
        The files of the models; empty for a model in memory.
    task : tuple of (str, str)
        The task of each model, "multi" or "single".
    is_same : bool
        Whether both models have the same digest; nothing differs then.
    topics_removed, topics_added : tuple of str
        Topics of the one model, or of the other, alone.
    topics : tuple of TopicDifference
        Topics of both that were asked for.
    n_terms : dict of str to (int, int)
        Kind of term to number of terms before and after.
    n_common_terms : int
        Number of terms that both models have.
    common_share : float
        Their share of the terms that either has, in [0, 1].
    settings : dict of str to (object, object)
        Settings and versions, where they differ; None where one model lacks it.
    data : dict of str to (DataDescription or None, DataDescription or None)
        Role to the data of each model, where their fingerprints differ.

    Examples
    --------
    >>> import topictag
    >>> tagger = topictag.load()
    >>> tagger.diff(tagger).is_same
    True
    """

    before: str
    after: str
    task: tuple[Task, Task]
    is_same: bool
    topics_removed: tuple[str, ...]
    topics_added: tuple[str, ...]
    topics: tuple[TopicDifference, ...]
    n_terms: dict[Kind, tuple[int, int]]
    n_common_terms: int
    common_share: float
    settings: dict[str, tuple[Any, Any]]
    data: dict[str, tuple[DataDescription | None, DataDescription | None]]

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""

    def __repr__(self) -> str:
        found = "equal models" if self.is_same else f"{self.common_share:.1%} of the terms in common"
        before, after = (path or "a model in memory" for path in (self.before, self.after))
        return f"<{type(self).__name__} from {before} to {after}: {found}>"

    def to_dict(self) -> dict[str, Any]:
        """Return the difference as plain dicts and lists, with types of JSON only.

        The keys are the attributes, with ``"version"``; what is compared stands as ``[before, after]``.
        """
        return {
            "version": self.VERSION,
            **vars(self),
            "task": list(self.task),
            "topics_removed": list(self.topics_removed),
            "topics_added": list(self.topics_added),
            "topics": [topic.to_dict() for topic in self.topics],
            "n_terms": {kind: list(counts) for kind, counts in self.n_terms.items()},
            "settings": {name: list(values) for name, values in self.settings.items()},
            "data": {role: [own and dict(vars(own)) for own in both] for role, both in self.data.items()},
        }
