"""What of a text does not count, by reason."""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from topictag.reports.reasons import shorten_text
from topictag.results.explanation import Explanation, Unread

_MAX_SHOWN = 12  # chosen: examples of each reason
_LONGEST = 60  # characters of an example
_PLURALS = {
    "unknown word": "words that the model does not know",
    "function word": "function words",
    "short word": "short words",
    "not Russian": "paragraphs that are not Russian",
    "address": "addresses",
    "markup": "pieces of markup",
    "code": "pieces of code",
}


class UnreadParts(NamedTuple):
    """The parts of a text that do not count for one reason.

    Attributes
    ----------
    n : int
        Number of parts.
    name : str
        What they are, in the plural.
    examples : tuple of str
        The first of them, each once, shortened and printable.
    is_cut : bool
        Whether there are more.
    """

    n: int
    name: str
    examples: tuple[str, ...]
    is_cut: bool

    def __str__(self) -> str:
        return f"{self.name} ({self.n:,}): {', '.join(self.examples)}{', …' if self.is_cut else ''}"


def list_unread(explanation: Explanation) -> list[UnreadParts]:
    """Return what does not count, in the order of the table above, without reasons that do not occur."""
    parts = dict[str, list[Unread]]()
    for own in explanation.unread:
        parts.setdefault(own.reason, []).append(own)
    return [_collect(explanation.text, name, parts[reason]) for reason, name in _PLURALS.items() if reason in parts]


def _collect(text: str, name: str, parts: list[Unread]) -> UnreadParts:
    examples = tuple(islice(_each_once(text, parts), _MAX_SHOWN + 1))
    return UnreadParts(len(parts), name, examples[:_MAX_SHOWN], len(examples) > _MAX_SHOWN)


def _each_once(text: str, parts: Iterable[Unread]) -> Iterable[str]:
    seen = set()
    for own in parts:
        shown = shorten_text(text[own.start : min(own.end, own.start + 4 * _LONGEST)], _LONGEST)
        if shown not in seen:
            seen.add(shown)
            yield shown
