"""Pairs of lemmas near each other: мирный + договор, in either order and with any words between them.

A pair says what neither word says alone, and it needs no parser: only the distance in words counts.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

_Lemma = TypeVar("_Lemma", str, int)

_BETWEEN = " "  # no lemma contains one


def iter_pairs(lemmas: Sequence[tuple[int, _Lemma]], window: int) -> Iterator[tuple[_Lemma, _Lemma]]:
    """Yield each pair of different lemmas that are at most `window` words apart, the smaller lemma first.

    Parameters
    ----------
    lemmas : sequence of (int, lemma)
        Positions in ascending order, counted in words of any kind, with their lemmas: strings, or numbers in the same
        order.
    window : int
        Maximum distance, in words of any kind.

    Yields
    ------
    (lemma, lemma)
        Repeated as often as it occurs.

    Examples
    --------
    >>> list(iter_pairs([(0, "мирный"), (2, "договор"), (9, "мирный")], 5))
    [('договор', 'мирный')]
    """
    for number, (place, lemma) in enumerate(lemmas):
        for before in range(number - 1, -1, -1):
            earlier, other = lemmas[before]
            if place - earlier > window:
                break
            if other != lemma:
                yield (other, lemma) if other < lemma else (lemma, other)


def join_pair(first: str, second: str) -> str:
    """Return the term of a pair."""
    return first + _BETWEEN + second


def is_pair(term: str) -> bool:
    """Return whether a term is a pair."""
    return _BETWEEN in term


def split_pair(term: str) -> tuple[str, str]:
    """Return the two lemmas of a pair."""
    first, _, second = term.partition(_BETWEEN)
    return first, second
