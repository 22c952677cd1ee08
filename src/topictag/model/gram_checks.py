"""Checks of a table of grams, because look-ups read wherever its groups point."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from topictag.model.gram_table import GramTable, as_keys
from topictag.model.limits import MAX_TERMS
from topictag.model.word_checks import bound_problems
from topictag.model.word_table import group_numbers
from topictag.text.grams import BITS_PER_CHARACTER, LENGTHS, MAX_CHARACTER


def gram_problems(table: GramTable) -> Iterator[str]:
    """Yield what is wrong with a model's grams. Stop at the first problem: each check relies on those before it.

    Parameters
    ----------
    table : GramTable
        Arrays of the right types.
    """
    codes = table.codes
    if codes.ndim != 1 or len(codes) > MAX_TERMS:
        yield f"grams.codes has shape {codes.shape}, not one dimension of at most {MAX_TERMS:,}"
    yield from bound_problems("grams", "codes", table.groups, len(codes))
    if not _are_grams(codes):
        yield f"grams.codes contains numbers that are not {LENGTHS[0]} to {LENGTHS[-1]} characters"
    own = group_numbers(as_keys(codes), table.n_bits).astype(np.intp)
    numbers = np.arange(len(codes))
    if ((table.groups[own] > numbers) | (table.groups[own + 1] <= numbers)).any():
        yield "grams.codes contains grams outside the groups that grams.groups gives"
    if not ((codes[1:] > codes[:-1]) | (own[1:] != own[:-1])).all():
        yield "grams.codes contains a gram twice, or out of order"


def _are_grams(codes: NDArray[np.uint32]) -> bool:
    if (codes >> np.uint32(BITS_PER_CHARACTER * LENGTHS[-1])).any():
        return False
    for place in range(LENGTHS[-1]):
        rest = codes >> np.uint32(BITS_PER_CHARACTER * place)
        character = rest & np.uint32((1 << BITS_PER_CHARACTER) - 1)
        is_needed = (rest > 0) | (place < LENGTHS[0])
        if ((is_needed & (character == 0)) | (character > MAX_CHARACTER)).any():
            return False
    return True
