"""Texts that are worth a label, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

Reason: TypeAlias = Literal["uncertain", "rare topic", "audit"]
"""Why a text was suggested: for its nearness to a decision, for that about a rare topic, or at random."""


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
    reason : {"uncertain", "rare topic", "audit"}
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

    @property
    def is_audit(self) -> bool:
        """Whether the text was drawn at random, so that what is measured on such texts is unbiased."""
        return self.reason == "audit"

    @property
    def note(self) -> str:
        """The reason as a sentence for the annotator."""
        if self.is_audit:
            return "drawn at random, to measure the model"
        name, own = self.topic, self.probabilities[self.topic]
        what = "a rare topic, " if self.reason == "rare topic" else ""
        return f"{what}{name}: {own:.0%}, near the decision"

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts and lists, with types of JSON only."""
        return {
            **vars(self),
            "probabilities": dict(self.probabilities),
            "tags": list(self.tags),
            "fields": dict(self.fields),
            "is_audit": self.is_audit,
            "note": self.note,
        }
