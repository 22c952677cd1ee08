"""The part of a text that a report shows: around its strongest word, cut between words."""

from collections.abc import Iterable
from typing import NamedTuple

from topictag.results.contribution import Place, WordTotal

_N_CHARACTERS = 600  # chosen: about the length of a paragraph


class Excerpt(NamedTuple):
    """A part of a text; places and words move with it."""

    text: str
    start: int
    end: int
    is_shortened: bool

    def keep_places(self, places: Iterable[Place]) -> tuple[Place, ...]:
        """Return places in the text as places in the excerpt, without those outside of it."""
        kept = (own for own in places if self.start <= own[0] and own[1] <= self.end)
        return tuple((first - self.start, last - self.start) for first, last in kept)

    def keep_words(self, words: Iterable[WordTotal]) -> tuple[WordTotal, ...]:
        """Return words of the text as words of the excerpt, without those outside of it."""
        kept = (own for own in words if self.start <= own.start and own.end <= self.end)
        return tuple(own._replace(start=own.start - self.start, end=own.end - self.start) for own in kept)


def cut_excerpt(text: str, paragraph: Place, middle: int | None = None) -> Excerpt:
    r"""Return a paragraph of a text; of a long one, the part around a place, by default the paragraph's beginning.

    Examples
    --------
    >>> excerpt = cut_excerpt("Заголовок\nНефть дорожает.", (10, 25))
    >>> excerpt.text, excerpt.is_shortened, excerpt.keep_places([(0, 9), (10, 15)])
    ('Нефть дорожает.', True, ((0, 5),))
    """
    start, end = _shorten(text, *paragraph, paragraph[0] if middle is None else middle)
    return Excerpt(text[start:end], start, end, bool(text[:start].strip() or text[end:].strip()))


def _shorten(text: str, start: int, end: int, middle: int) -> Place:
    if end - start <= _N_CHARACTERS:
        return start, end
    first = max(start, min(middle - _N_CHARACTERS // 2, end - _N_CHARACTERS))
    last = min(end, first + _N_CHARACTERS)
    if first > start:
        space = text.find(" ", first, middle)
        first = space + 1 if space >= 0 else first
    if last < end:
        space = text.rfind(" ", middle + 1, last)
        last = space if space >= 0 else last
    return first, last
