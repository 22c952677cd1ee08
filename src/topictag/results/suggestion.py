"""Texts that are worth a label, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Self, TypeAlias

Reason: TypeAlias = Literal["uncertain", "rare topic", "new topic", "audit"]
"""Why a text was suggested: for its nearness to a decision, for that about a rare topic, because it is like examples of
a topic that the model does not know yet, or at random."""


@dataclass(frozen=True)
class Suggestion:
    """A text whose label would teach much, or a random one for the audit.

    Attributes
    ----------
    id : str
        Its id in the unlabelled texts; made from the text where there is none.
    text : str
    rank : int
        From 1, the best first; audit texts stand among the others, evenly spread.
    reason : {"uncertain", "rare topic", "new topic", "audit"}
    topic : str
        The topic that the text would teach most about; empty for the audit.
    probabilities : mapping of str to float
        Of all topics of the model.
    tags : tuple of str
        What the model would give.
    fields : mapping
        What else the record of the text says, such as its article.
    """

    id: str
    text: str
    rank: int
    reason: Reason
    topic: str
    probabilities: Mapping[str, float]
    tags: tuple[str, ...]
    fields: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    VERSION: ClassVar[int] = 1
    """Version of the shape that `to_dict` returns."""

    @property
    def is_audit(self) -> bool:
        """Whether the text was drawn at random, so that what is measured on such texts is unbiased."""
        return self.reason == "audit"

    @property
    def note(self) -> str:
        """The reason as a sentence for the annotator."""
        if self.is_audit:
            return "drawn at random, to measure the model"
        if self.reason == "new topic":
            return f"a new topic, {self.topic}: like its examples"
        name, own = self.topic, self.probabilities[self.topic]
        what = "a rare topic, " if self.reason == "rare topic" else ""
        return f"{what}{name}: {own:.0%}, near the decision"

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts and lists, with types of JSON only: ``{"version": 1, "id", …}``."""
        return {
            "version": self.VERSION,
            **vars(self),
            "probabilities": dict(self.probabilities),
            "tags": list(self.tags),
            "fields": dict(self.fields),
            "is_audit": self.is_audit,
            "note": self.note,
        }


@dataclass(frozen=True)
class Outlook:
    """What further labels would change, judging by the tags of two successive models.

    Attributes
    ----------
    n_labels : int
        How many labels the newer model has more than the older one, and how many more the outlook is for.
    change : float
        One minus the mean over topics of the F1 of the older model's tags against the newer model's on the unlabelled
        texts, in [0, 1]: macro-F1 hardly changed by more.
    gain : float
        What macro-F1 gains by as many labels again, as a rule.
    is_worthwhile : bool
        Whether that is more than can be noticed.
    """

    n_labels: int
    change: float
    gain: float
    is_worthwhile: bool

    def __str__(self) -> str:
        more = f"{self.n_labels:,} more labels"
        changed = f"The last {self.n_labels:,} labels changed the tags of the unlabelled texts by {self.change:.0%}"
        if self.is_worthwhile:
            return f"{changed}; {more} would raise macro-F1 by about {self.gain:.3f}."
        return f"{changed}; {more} would hardly help. Stop, or add labels of another kind."


class Suggestions(tuple[Suggestion, ...]):  # noqa: SLOT001 (a tuple with slots can have no attribute)
    """Suggestions, the best first, and what further labels would change.

    Attributes
    ----------
    outlook : Outlook or None
        None without an older model to compare with.
    """

    outlook: Outlook | None

    def __new__(cls, suggestions: Iterable[Suggestion] = (), outlook: Outlook | None = None) -> Self:
        """Make a tuple that has an outlook."""
        made = super().__new__(cls, suggestions)
        made.outlook = outlook
        return made
