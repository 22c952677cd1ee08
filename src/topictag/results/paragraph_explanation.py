"""A paragraph with the explanation of each topic.

The topics become objects when they are asked for, because a long text of many topics has more of them than are read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from topictag.results.contribution import Parts, Unread
from topictag.results.tagging import Silence
from topictag.results.topic_explanation import TopicExplanation, keep_read


@dataclass(frozen=True, eq=False, repr=False)
class ParagraphExplanation:
    """A paragraph with the explanation of each topic.

    Attributes
    ----------
    start, end : int
        ``text[start:end]`` is the paragraph, in the text that was explained.
    silence : str
        Why the paragraph was not read, as in `Coverage`; empty if it was.
    """

    start: int
    end: int
    silence: Silence
    _parts: Parts
    _open: Callable[[], tuple[TopicExplanation, ...]]

    @cached_property
    def topics(self) -> tuple[TopicExplanation, ...]:
        """The topics that were asked for, in the order of the tagger's."""
        return self._open()

    @cached_property
    def unread(self) -> tuple[Unread, ...]:
        """The words that are not read, in the order of the text; the whole paragraph if it is not Russian."""
        return self._parts.unread()

    @property
    def is_read(self) -> bool:
        """Whether the paragraph has a score."""
        return not self.silence

    def to_dict(self, *, top: int | None = None) -> dict[str, Any]:
        """Return the paragraph as in `Explanation.to_dict`."""
        return {
            "start": self.start,
            "end": self.end,
            "read": self.is_read,
            "silence": self.silence,
            "topics": [topic.to_dict(top=top) for topic in self.topics],
        }

    def __getstate__(self) -> dict[str, Any]:
        """Return what copies and pickles hold: the parts as they are, not the model that they are found with."""
        return keep_read(self, ("topics", "unread"), ("_parts", "_open"))

    def __repr__(self) -> str:
        given = ", ".join(own.topic for own in self.topics if own.given) or self.silence or "no topic"
        return f"<{type(self).__name__} of [{self.start}:{self.end}]: {given}>"
