"""Function words as terms, in models that choose them: который, не, мы, each as it is written.

They carry a mark in front, so that no lemma equals one and so that they come first among sorted terms. A word near a
*negator*, не or без, makes a further term with it, a negation: не + платить. It is written like a pair.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from topictag.text.pairs import is_pair

FUNCTION_MARK = "="  # sorts before letters
NEGATORS = frozenset({"=не", "=без"})
NEGATION_WINDOW = 2  # chosen: reaches both words of без горячей воды; 1 and 3 measured no better

_Negator = TypeVar("_Negator", str, int)
_Lemma = TypeVar("_Lemma", str, int)


def is_function_word(term: str) -> bool:
    """Return whether a term is a function word, or a negation, which begins with one."""
    return term.startswith(FUNCTION_MARK)


def is_negation(term: str) -> bool:
    """Return whether a term is a negator with a lemma."""
    return is_function_word(term) and is_pair(term)


def iter_negations(
    negators: Sequence[tuple[int, _Negator]], lemmas: Sequence[tuple[int, _Lemma]], window: int
) -> Iterator[tuple[_Negator, _Lemma]]:
    """Yield each negator with each lemma that follows it.

    Parameters
    ----------
    negators, lemmas : sequence of (int, term)
        Positions, counted in words of any kind, with strings or numbers.
    window : int
        Maximum distance of a pair. A lemma follows at most this many words after its negator, and at most
        `NEGATION_WINDOW`.

    Yields
    ------
    (negator, lemma)
        Repeated as often as it occurs.

    Examples
    --------
    >>> list(iter_negations([(0, "=без")], [(1, "горячий"), (2, "вода"), (3, "день")], 8))
    [('=без', 'горячий'), ('=без', 'вода')]
    """
    places = dict(lemmas)
    for place, negator in negators:
        for distance in range(1, min(window, NEGATION_WINDOW) + 1):
            if place + distance in places:
                yield negator, places[place + distance]
