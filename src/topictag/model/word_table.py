"""Tables of words, searched in place in a file: Russian words packed into 128 bits, all others as sorted lines.

Packed words (`topictag.model.packing`) are compared as numbers. A hash groups them: a look-up reads the bounds of one
group and the one or two words in it. Loading builds nothing, and the native scan reads the same arrays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from topictag.errors import TrainingError
from topictag.model.limits import MAX_GROUP_WORDS, MAX_GROUPS_PER_WORD
from topictag.model.packing import (
    BITS_PER_LETTER,
    HALF_BITS,
    HASH_FACTORS,
    LETTERS,
    MAX_PACKED_LETTERS,
    hash_halves,
    is_packable,
    pack,
    unpack,
)
from topictag.model.strings import SortedStrings, pack_strings, unpack_strings

WORD_ARRAYS = ("keys", "groups", "others")


@dataclass(frozen=True, eq=False)
class WordTable:
    """Distinct words, numbered: first the packed ones in the order of their groups, then the others, sorted.

    Attributes
    ----------
    keys : ndarray of uint64, shape (n_packed, 2)
        High and low half of each packed word: a 1, then five bits per letter. Ascending by group, then by value.
    groups : ndarray of uint32, shape (2 ** b + 1,)
        Group ``g`` has the packed words from ``groups[g]`` to ``groups[g + 1] - 1``; ``b`` is at least 1.
    others : ndarray of uint8
        UTF-8 lines in ascending order.

    Examples
    --------
    >>> table = WordTable.of(["нефть", "газ", "opec"])
    >>> table.word(table.find("газ")), table.find("opec"), table.find("уголь")
    ('газ', 2, -1)
    """

    keys: NDArray[np.uint64]
    groups: NDArray[np.uint32]
    others: NDArray[np.uint8]

    @classmethod
    def of(cls, words: Iterable[str]) -> "WordTable":
        """Lay out distinct words; their numbers do not depend on the order of `words`.

        Raises
        ------
        TrainingError
            Too many words have the same hash, as if they were chosen for it, so that no number of groups divides them.
        """
        distinct = set(words)
        packable = [word for word in distinct if is_packable(word)]
        keys = np.array([pack(word) for word in packable], dtype=np.uint64).reshape(-1, 2)
        group, sizes = divide(keys)  # measured: fewer groups cost more time than they save memory
        order = np.lexsort((keys[:, 1], keys[:, 0], group))
        bounds = np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32)
        return cls(np.ascontiguousarray(keys[order]), bounds, pack_strings(sorted(distinct.difference(packable))))

    def __len__(self) -> int:
        return len(self.keys) + len(self._lines)

    def __reduce__(self) -> tuple[type["WordTable"], tuple[NDArray[Any], ...]]:
        return WordTable, (self.keys, self.groups, self.others)  # without the views, which cannot be pickled

    def find(self, word: str) -> int:
        """Return the number of a word, or -1 for a word that is not in the table."""
        if not is_packable(word):
            line = self._lines.find(word)
            return -1 if line < 0 else len(self.keys) + line
        high, low = pack(word)
        group = hash_halves(high, low) >> (HALF_BITS - self.n_bits)
        keys, groups = self._views
        for number in range(groups[group], groups[group + 1]):
            if keys[2 * number + 1] == low and keys[2 * number] == high:
                return number
        return -1

    def word(self, number: int) -> str:
        """Return the word with a number."""
        if number < len(self.keys):
            return unpack(*self.keys[number].tolist())
        return self._lines.string(number - len(self.keys))

    def words(self) -> list[str]:
        """Return all words in the order of their numbers."""
        return [*_unpack(self.keys), *unpack_strings(self.others)]

    @cached_property
    def _views(self) -> tuple[memoryview, memoryview]:
        """Keys, one half after the other, and groups: a view gives Python's numbers faster than an array."""
        return self.keys.reshape(-1).data, self.groups.data

    @cached_property
    def n_bits(self) -> int:
        """Number of bits of the hash that give the group."""
        return len(self.groups).bit_length() - 1

    @cached_property
    def _lines(self) -> SortedStrings:
        return SortedStrings(self.others)


def divide(keys: NDArray[np.uint64], groups_per_key: int = 1) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Return the group of each key, and the sizes of all groups, none over the limit.

    There are at most `groups_per_key` groups for each key, and more than half as many.

    Raises
    ------
    TrainingError
        No number of groups divides the keys.
    """
    n_bits = max((len(keys) * groups_per_key).bit_length() - 1, 1)
    while 1 << n_bits <= MAX_GROUPS_PER_WORD * max(len(keys), 1):
        group = group_numbers(keys, n_bits)
        sizes = np.bincount(group.astype(np.intp), minlength=1 << n_bits)
        if sizes.max() <= MAX_GROUP_WORDS:
            return group, sizes
        n_bits += 1
    raise TrainingError(
        f"More than {MAX_GROUP_WORDS} words of the vocabulary have the same hash, as if chosen for it. Look for "
        "texts that no newspaper prints, and leave them out."
    )


def group_numbers(keys: NDArray[np.uint64], n_bits: int) -> NDArray[np.uint64]:
    """Return the group of each key, from 0 to ``2 ** n_bits - 1``: the highest bits of its hash."""
    high, low = (np.uint64(factor) for factor in HASH_FACTORS)
    groups: NDArray[np.uint64] = (keys[:, 0] * high + keys[:, 1] * low) >> np.uint64(HALF_BITS - n_bits)
    return groups


def _unpack(keys: NDArray[np.uint64]) -> list[str]:
    """Return the words of which `pack` returns these halves, shape (n, 2)."""
    high, low = keys.T
    letters = np.zeros((len(keys), MAX_PACKED_LETTERS), dtype=np.uint32)
    is_ended = np.zeros(len(keys), dtype=bool)
    for place in reversed(range(MAX_PACKED_LETTERS)):  # from the last letter on, each a shift by five bits
        is_ended |= (high == 0) & (low <= 1)
        digit = (low & np.uint64((1 << BITS_PER_LETTER) - 1)).astype(np.uint32)
        letters[:, place] = np.where(is_ended, 0, ord(LETTERS[0]) + digit)
        low = low >> np.uint64(BITS_PER_LETTER) | high << np.uint64(HALF_BITS - BITS_PER_LETTER)
        high = high >> np.uint64(BITS_PER_LETTER)
    words: list[str] = letters.view(f"<U{MAX_PACKED_LETTERS}")[:, 0].tolist()
    return [word.lstrip("\0") for word in words]
