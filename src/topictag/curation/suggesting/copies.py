"""Near copies among suggestions: two versions of one report teach hardly more than one.

The rule is that of training (`topictag.text.copies`): a Jaccard index of the sets of words of at least 0.6. Here texts
come one after another, and only those that share one of their eight words with the lowest hashes are compared.
The lowest hash of two texts' words together is that of a shared word with a probability equal to the index, so all
eight fail with a probability of 0.4⁸ = 0.0007.
"""

from collections import defaultdict
from collections.abc import Iterable
from zlib import crc32

from topictag.text.copies import MIN_LETTERS, MIN_SIMILARITY, MIN_WORDS

_N_LOWEST = 8


class CopyIndex:
    """The texts so far."""

    def __init__(self) -> None:
        self._texts: list[frozenset[str]] = []
        self._equal: set[tuple[str, ...]] = set()
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, words: Iterable[str]) -> None:
        """Add a text, given by its normalised words."""
        own = tuple(words)
        self._equal.add(own)
        long = _long_words(own)
        if len(long) < MIN_WORDS:
            return
        for word in _lowest(long):
            self._by_word[word].append(len(self._texts))
        self._texts.append(long)

    def has_copy(self, words: Iterable[str]) -> bool:
        """Return whether a text with the same words, or a near copy, has been added.

        Examples
        --------
        >>> index, report = CopyIndex(), "совет директоров завода вчера утвердил новый план выпуска тракторов".split()
        >>> index.add(report)
        >>> index.has_copy([*report[:-1], "комбайнов"]), index.has_copy(report[:3])
        (True, False)
        """
        own = tuple(words)
        if own in self._equal:
            return True
        long = _long_words(own)
        if len(long) < MIN_WORDS:
            return False
        numbers = {number for word in _lowest(long) for number in self._by_word.get(word, ())}
        return any(_jaccard(long, self._texts[number]) >= MIN_SIMILARITY for number in numbers)


def _long_words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) >= MIN_LETTERS)


def _lowest(words: frozenset[str]) -> list[str]:
    return sorted(words, key=lambda word: (crc32(word.encode()), word))[:_N_LOWEST]


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)
