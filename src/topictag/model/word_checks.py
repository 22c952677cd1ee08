"""Checks of a table of words, because look-ups read wherever its groups and lines point."""

from collections.abc import Iterator
from itertools import islice
from operator import lt

import numpy as np
from numpy.typing import NDArray

from topictag.model.limits import (
    MAX_GROUP_WORDS,
    MAX_GROUPS_PER_WORD,
    MAX_OTHER_WORDS,
    MAX_PACKED_WORDS,
    MAX_STRING_BYTES,
    MAX_WORD_BYTES,
)
from topictag.model.strings import count_strings, line_bounds
from topictag.model.word_table import WordTable, group_numbers

_BLOCK = 16_384  # chosen: the results for this many words fit into the processor's cache


def string_problems(name: str, blob: NDArray[np.uint8]) -> Iterator[str]:
    """Yield what is wrong with strings as lines of UTF-8, whatever their order."""
    if blob.ndim != 1 or blob.nbytes > MAX_STRING_BYTES:
        yield f"{name} has shape {blob.shape}, not one dimension of at most {MAX_STRING_BYTES:,} bytes"
    try:
        text = blob.tobytes().decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"{name} is not UTF-8 ({error.reason} at byte {error.start})"
    else:
        if text and ("\n\n" in text or "\n" in (text[0], text[-1])):
            yield f"{name} contains an empty entry"


def word_problems(name: str, table: WordTable) -> Iterator[str]:
    """Yield what is wrong with a table. Stop at the first problem: each check relies on those before it.

    Parameters
    ----------
    name : str
        What the table is called in its model.
    table : WordTable
        Arrays of the right types.
    """
    yield from _other_problems(f"{name}.others", table.others)
    keys, groups = table.keys, table.groups
    if keys.ndim != 2 or keys.shape[1] != 2 or len(keys) > MAX_PACKED_WORDS:
        yield f"{name}.keys has shape {keys.shape}, not (n, 2) with n up to {MAX_PACKED_WORDS:,}"
    yield from bound_problems(name, "keys", groups, len(keys))
    for first in range(0, len(keys), _BLOCK):
        block = slice(first, first + _BLOCK + 1)  # one more, to compare the last one with
        own = group_numbers(keys[block], table.n_bits).astype(np.intp)
        yield from _key_problems(name, keys[block], own, groups, first)


def bound_problems(name: str, keys: str, groups: NDArray[np.uint32], n_words: int) -> Iterator[str]:
    """Yield what is wrong with the bounds of the groups that a hash divides words or grams into."""
    n_groups = len(groups) - 1 if groups.ndim == 1 else 0
    if n_groups < 2 or n_groups & (n_groups - 1) or n_groups > MAX_GROUPS_PER_WORD * max(n_words, 1):
        yield (
            f"{name}.groups has shape {groups.shape}, not one more than a power of two from 2 up to "
            f"{MAX_GROUPS_PER_WORD} for each word"
        )
    if groups[0] != 0 or groups[-1] != n_words or (groups[1:] < groups[:-1]).any():
        yield f"{name}.groups does not divide the {n_words} rows of {name}.{keys}"
    if (largest := int((groups[1:] - groups[:-1]).max())) > MAX_GROUP_WORDS:
        yield f"{name}.groups has a group of {largest} words, more than {MAX_GROUP_WORDS}"


def _other_problems(name: str, blob: NDArray[np.uint8]) -> Iterator[str]:
    yield from string_problems(name, blob)
    if count_strings(blob) > MAX_OTHER_WORDS:
        yield f"{name} contains {count_strings(blob):,} words, more than {MAX_OTHER_WORDS:,}"
    longest = int(np.diff(line_bounds(blob)).max(initial=1)) - 1
    if longest > MAX_WORD_BYTES:
        yield f"{name} contains a word of {longest:,} bytes, more than {MAX_WORD_BYTES:,}"
    lines = blob.tobytes().split(b"\n")
    if not all(map(lt, lines, islice(lines, 1, None))):
        yield f"{name} contains an entry twice, or out of order"


def _key_problems(
    name: str, keys: NDArray[np.uint64], group: NDArray[np.intp], groups: NDArray[np.uint32], first: int
) -> Iterator[str]:
    """Yield what is wrong with some of a table's keys, the first of which has the number `first`.

    `group` is the group of each, by its hash.
    """
    numbers = np.arange(first, first + len(keys))
    if ((groups[group] > numbers) | (groups[group + 1] <= numbers)).any():
        yield f"{name}.keys contains words outside the groups that {name}.groups gives"
    high, low = keys[:, 0], keys[:, 1]
    rises = (low[1:] > low[:-1]) & (high[1:] == high[:-1]) | (high[1:] > high[:-1]) | (group[1:] != group[:-1])
    if not rises.all():
        yield f"{name}.keys contains a word twice, or out of order"
