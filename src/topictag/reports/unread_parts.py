"""What of a text is not read, by reason."""

from collections.abc import Iterable
from typing import NamedTuple

from topictag.reports.prose import read_prose, shorten_text
from topictag.results.contribution import Unread
from topictag.results.explanation import Explanation

_MAX_SHOWN = 12  # chosen: examples of each reason
_LONGEST = 60  # characters of an example
_PLURALS = {
    "unknown word": "unknown words",
    "function word": "function words",
    "short word": "short words",
    "not Russian": "paragraphs that are not Russian",
    "address": "addresses",
    "markup": "pieces of markup",
    "code": "pieces of code",
}


class UnreadParts(NamedTuple):
    """The parts of a text that are not read for one reason.

    Attributes
    ----------
    n : int
        Number of parts.
    n_distinct : int
        Number of different ones, as they are written.
    name : str
        What they are, in the plural.
    examples : tuple of str
        The first of them, each once, shortened and printable.
    """

    n: int
    n_distinct: int
    name: str
    examples: tuple[str, ...]

    @property
    def is_cut(self) -> bool:
        """Whether there are more."""
        return self.n_distinct > len(self.examples)

    @property
    def title(self) -> str:
        """The name with the number of what is listed, and how often it occurs if this is more."""
        times = f", {self.n:,} occurrences" if self.n > self.n_distinct else ""
        return f"{self.name} ({self.n_distinct:,}{times})"

    def __str__(self) -> str:
        return f"{self.title}: {', '.join(self.examples)}{', …' if self.is_cut else ''}"


def list_unread(explanation: Explanation) -> list[UnreadParts]:
    """Return what is not read, in the order of the table above, without reasons that do not occur."""
    parts = dict[str, list[Unread]]()
    for own in explanation.unread:
        parts.setdefault(own.reason, []).append(own)
    return [_collect(explanation, name, parts[reason]) for reason, name in _PLURALS.items() if reason in parts]


def _collect(explanation: Explanation, name: str, parts: Iterable[Unread]) -> UnreadParts:
    found = [_write(explanation, own) for own in parts]
    distinct = list(dict.fromkeys(found))
    examples = tuple(shorten_text(own, _LONGEST) for own in distinct[:_MAX_SHOWN])
    return UnreadParts(len(found), len(distinct), name, examples)


def _write(explanation: Explanation, own: Unread) -> str:
    """Return a part as it is written, or, if it is a word or a paragraph, as it was read."""
    is_dress = own.reason in ("address", "markup", "code")
    return explanation.text[own.start : own.end] if is_dress else read_prose(explanation, own.start, own.end)
