"""Tables of character n-grams, searched in place in a file: numbers of 30 bits, grouped by a hash.

The layout is that of `topictag.model.word_table`: a look-up reads the bounds of one group and the few codes in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from topictag.model.packing import HALF_BITS, hash_halves
from topictag.model.word_table import divide
from topictag.text.grams import pack_gram, unpack_gram

GRAM_ARRAYS = ("codes", "groups")
_GROUPS_PER_GRAM = 2  # at most, and more than one; measured: faster than half as many, and as fast as twice as many


@dataclass(frozen=True, eq=False)
class GramTable:
    """Distinct character n-grams, numbered in the order of their groups.

    Attributes
    ----------
    codes : ndarray of uint32, shape (n_grams,)
        Packed grams (`topictag.text.grams.pack_gram`). Ascending by group, then by value.
    groups : ndarray of uint32, shape (2 ** b + 1,)
        Group ``g`` has the codes from ``groups[g]`` to ``groups[g + 1] - 1``; ``b`` is at least 1.

    Examples
    --------
    >>> table = GramTable.of(["_не", "неф", "ефть_"])
    >>> table.gram(table.find("неф")), table.find("газ")
    ('неф', -1)
    """

    codes: NDArray[np.uint32]
    groups: NDArray[np.uint32]

    @classmethod
    def of(cls, grams: Iterable[str]) -> "GramTable":
        """Lay out distinct grams; their numbers do not depend on the order of `grams`."""
        codes = np.array(sorted({pack_gram(gram) for gram in grams}), dtype=np.uint32)
        group, sizes = divide(as_keys(codes), _GROUPS_PER_GRAM)
        bounds = np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32)
        return cls(codes[np.argsort(group, kind="stable")], bounds)

    def __len__(self) -> int:
        return len(self.codes)

    def find(self, gram: str) -> int:
        """Return the number of a gram, or -1 for a gram that is not in the table."""
        code = pack_gram(gram)
        group = hash_halves(0, code) >> (HALF_BITS - self.n_bits)
        first, end = int(self.groups[group]), int(self.groups[group + 1])
        found = np.flatnonzero(self.codes[first:end] == code)
        return first + int(found[0]) if found.size else -1

    def gram(self, number: int) -> str:
        """Return the gram with a number."""
        return unpack_gram(int(self.codes[number]))

    def grams(self) -> list[str]:
        """Return all grams in the order of their numbers."""
        return [unpack_gram(code) for code in self.codes.tolist()]

    @property
    def n_bits(self) -> int:
        """Number of bits of the hash that give the group."""
        return len(self.groups).bit_length() - 1


def as_keys(codes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return codes as keys of packed words, whose high half is 0, for the functions that group words by their hash."""
    return np.column_stack([np.zeros_like(codes), codes]).astype(np.uint64)
