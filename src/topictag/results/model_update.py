"""What an update has changed in a model."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from topictag.names import check_topic
from topictag.results.difference import WeightChange
from topictag.results.quality import Estimate

if TYPE_CHECKING:
    from topictag.results.model_comparison import ModelComparison

Standing: TypeAlias = Literal["updated", "added", "kept"]


@dataclass(frozen=True)
class TopicUpdate:
    """What an update has changed in one topic.

    Attributes
    ----------
    topic : str
    standing : {"updated", "added", "kept"}
        Whether the topic was learnt further, is new, or is as it was.
    reason : str
        Why it was kept; else empty.
    n_with, n_without : int
        Number of new examples that have the topic, and of those known to lack it.
    n_replay_with, n_replay_without : int
        The same for kept examples.
    threshold : float
        In [0, 1]. That of a topic that was learnt further is as before.
    moved : tuple of WeightChange
        The terms whose effect has changed most; a new term had the effect 0.
    f1 : Estimate or None
        F1 of a new topic by cross-validation on the new and the kept examples; None for others.
    """

    topic: str
    standing: Standing
    reason: str
    n_with: int
    n_without: int
    n_replay_with: int
    n_replay_without: int
    threshold: float
    moved: tuple[WeightChange, ...] = ()
    f1: Estimate | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the topic as JSON types."""
        return {
            **vars(self),
            "moved": [own.to_dict() for own in self.moved],
            "f1": None if self.f1 is None else dict(vars(self.f1)),
        }


@dataclass(frozen=True)
class TagChanges:
    """What an update changes in the tags of unlabelled texts.

    Attributes
    ----------
    n_texts : int
    n_changed : int
        Number of texts that get other tags.
    gained, lost : mapping of str to int
        Topic to the number of texts that get it now, or no longer; only topics with some.
    """

    n_texts: int
    n_changed: int
    gained: Mapping[str, int]
    lost: Mapping[str, int]

    @property
    def share(self) -> float:
        """Share of the texts that get other tags, in [0, 1]."""
        return self.n_changed / self.n_texts if self.n_texts else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return the changes as JSON types."""
        return {**vars(self), "gained": dict(self.gained), "lost": dict(self.lost), "share": self.share}


@dataclass(frozen=True)
class ModelUpdate:
    """What an update has changed.

    Attributes
    ----------
    topics : tuple of TopicUpdate
        In the order of the updated model.
    n_examples, n_replay : int
        Number of new and of kept examples.
    n_new_terms : int
        Number of terms that the new examples have brought.
    comparison : ModelComparison or None
        The model before and after on labelled examples that it has not learnt from; None if it was not checked.
    changes : TagChanges or None
        What changes in the tags of unlabelled texts; None without any.
    baseline : ModelComparison or None
        The model after the update against a further one, if there is one.
    """

    topics: tuple[TopicUpdate, ...]
    n_examples: int
    n_replay: int
    n_new_terms: int
    comparison: "ModelComparison | None" = None
    changes: TagChanges | None = None
    baseline: "ModelComparison | None" = None

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""

    def topic(self, topic: str) -> TopicUpdate:
        """Return what has changed in a topic; raises `SettingError` for an unknown one."""
        by_topic = {own.topic: own for own in self.topics}
        check_topic(topic, [*by_topic], "the updated model", option="topic")
        return by_topic[topic]

    def to_dict(self) -> dict[str, Any]:
        """Return the update as JSON types: ``{"version": 1, "topics", …}``."""
        return {
            "version": self.VERSION,
            "topics": [own.to_dict() for own in self.topics],
            "n_examples": self.n_examples,
            "n_replay": self.n_replay,
            "n_new_terms": self.n_new_terms,
            "comparison": None if self.comparison is None else self.comparison.to_dict(),
            "baseline": None if self.baseline is None else self.baseline.to_dict(),
            "changes": None if self.changes is None else self.changes.to_dict(),
        }
