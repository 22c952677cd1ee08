"""Paragraphs of a text: the pieces between line breaks, with offsets."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# A paragraph begins and ends with a character other than white space, and contains no line break.
_PARAGRAPH = re.compile(r"[^\s](?:[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*[^\s])?")


class Span(NamedTuple):
    """A piece of a text and its place: ``whole[start:end] == text``, offsets in characters."""

    text: str
    start: int
    end: int


def iter_paragraphs(text: str) -> Iterator[Span]:
    r"""Yield the paragraphs of a text, without the white space around them; blank lines yield nothing.

    Parameters
    ----------
    text : str
        Any text. Line breaks are those of `str.splitlines`.

    Yields
    ------
    Span
        In order; spans never overlap.

    Examples
    --------
    >>> list(iter_paragraphs("Первый.\n\n  Второй."))
    [Span(text='Первый.', start=0, end=7), Span(text='Второй.', start=11, end=18)]
    """
    for match in _PARAGRAPH.finditer(text):
        yield Span(match.group(), match.start(), match.end())
