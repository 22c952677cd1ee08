"""Character n-grams of documents, counted when they are needed: a text has hundreds, and few are chosen.

A word occurs in many documents, but its n-grams are read once: the counts of n-grams are the product of two sparse
arrays, documents × words and words × n-grams.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.text.grams import ALPHABET, BITS_PER_CHARACTER, LENGTHS, mark_ends, unpack_gram
from topictag.training.features.words import MIN_DF, count_cells

_AT_ONCE = 5000  # documents; bounds the memory
# By code point, what `topictag.text.grams.pack_gram` uses.
_CODES = np.zeros(max(map(ord, ALPHABET)) + 1, np.int64)
_CODES[[*map(ord, ALPHABET)]] = np.arange(1, len(ALPHABET) + 1)


@dataclass(frozen=True, eq=False)
class GramCounts:
    """What the n-grams of documents are counted from.

    Attributes
    ----------
    words : sparse array of float64, shape (n_documents, n_forms)
        How often each word occurs.
    names : tuple of str
        The n-grams that may occur in five documents or more, by their packed numbers.
    of_words : sparse array of float64, shape (n_forms, n_grams)
        How often each n-gram occurs in each word.
    """

    words: csr_array
    names: tuple[str, ...]
    of_words: csr_array

    @classmethod
    def of(cls, forms: Sequence[str], words: csr_array) -> "GramCounts":
        """Read the n-grams of the words of documents, or of paragraphs: no document has more of them."""
        owners, codes = _list_grams(forms)
        distinct, columns = np.unique(codes, return_inverse=True)
        of_words = count_cells(owners, columns, (len(forms), len(distinct)))
        # At most the sum over the words with an n-gram: an exact number would take a product with all n-grams.
        in_documents = np.bincount(words.indices, minlength=len(forms)).astype(np.float64)
        often = np.flatnonzero((of_words > 0).T @ in_documents >= MIN_DF)
        return cls(words, tuple(map(unpack_gram, distinct[often].tolist())), csr_array(of_words[:, often]))

    def take(self, documents: NDArray[np.intp] | Sequence[int]) -> "GramCounts":
        """Return the counts of some documents, given by number."""
        return replace(self, words=self.words[documents])

    def count(self, names: Sequence[str]) -> csr_array:
        """Return how often some n-grams occur, shape (n_documents, n_names)."""
        numbers = {name: number for number, name in enumerate(self.names)}
        counts = csr_array(self.words @ self.of_words[:, [numbers[name] for name in names]])
        counts.sort_indices()
        return counts

    def iter_present(self) -> Iterator[tuple[slice, csr_array]]:
        """Yield some documents at a time, and which of all n-grams each contains: 1.0 where it does."""
        for start in range(0, self.words.shape[0], _AT_ONCE):
            own = slice(start, start + _AT_ONCE)
            present = csr_array(self.words[own] @ self.of_words)
            present.data[:] = 1.0
            yield own, present


def _list_grams(forms: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Return the number of the word and the packed number of every n-gram of the words."""
    marked = [mark_ends(form) for form in forms]
    characters = _CODES[np.frombuffer("".join(marked).encode("utf-32-le"), np.uint32)]
    owner = np.repeat(np.arange(len(marked)), np.fromiter(map(len, marked), np.intp, len(marked)))
    owners, codes, code = [], [], characters
    for length in range(2, LENGTHS[-1] + 1):
        code = code[:-1] << BITS_PER_CHARACTER | characters[length - 1 :]
        if length in LENGTHS:
            is_within = owner[: len(code)] == owner[length - 1 :]
            owners.append(owner[: len(code)][is_within])
            codes.append(code[is_within])
    return np.concatenate(owners), np.concatenate(codes)
