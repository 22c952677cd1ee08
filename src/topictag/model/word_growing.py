"""Adding words to a table of words, and finding words by their beginning, without unpacking the words of the table."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from topictag.model.packing import BITS_PER_LETTER, HALF_BITS, MAX_PACKED_LETTERS, is_packable, pack
from topictag.model.strings import pack_strings, unpack_strings
from topictag.model.word_table import WordTable, divide


def add_words(table: WordTable, words: Sequence[str]) -> tuple[WordTable, NDArray[np.intp]]:
    """Return a table with further words.

    Parameters
    ----------
    table : WordTable
    words : sequence of str
        Distinct, and not in the table.

    Returns
    -------
    WordTable
        What `WordTable.of` makes of all words.
    ndarray of int, shape (n_words + n_further,)
        The number that each word of the table has now, and that of each further word.

    Raises
    ------
    TrainingError
        As `WordTable.of`.

    Examples
    --------
    >>> table, places = add_words(WordTable.of(["газ", "opec"]), ["нефть"])
    >>> places.tolist() == [table.find(word) for word in ["газ", "opec", "нефть"]]
    True
    """
    packable = [number for number, word in enumerate(words) if is_packable(word)]
    lines = [number for number, word in enumerate(words) if not is_packable(word)]
    more = np.array([pack(words[number]) for number in packable], dtype=np.uint64).reshape(-1, 2)
    keys = np.concatenate([table.keys, more])
    group, sizes = divide(keys)
    order = np.lexsort((keys[:, 1], keys[:, 0], group))
    others = [*unpack_strings(table.others), *(words[number] for number in lines)]
    order_of_others = sorted(range(len(others)), key=others.__getitem__)
    place = np.empty(len(keys) + len(others), np.intp)
    place[np.concatenate([order, len(keys) + np.array(order_of_others, np.intp)])] = np.arange(len(place))
    n_packed, n_lines = len(table.keys), len(others) - len(lines)
    places = np.empty(len(table) + len(words), np.intp)
    places[:n_packed] = place[:n_packed]
    places[n_packed : len(table)] = place[len(keys) : len(keys) + n_lines]
    places[len(table) + np.array(packable, np.intp)] = place[n_packed : len(keys)]
    places[len(table) + np.array(lines, np.intp)] = place[len(keys) + n_lines :]
    bounds = np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32)
    packed = pack_strings([others[number] for number in order_of_others])
    return WordTable(np.ascontiguousarray(keys[order]), bounds, packed), places


def find_by_beginning(table: WordTable, beginnings: Sequence[str], least_letters: int) -> list[tuple[int, str]]:
    """Return the words of a table that begin in one of some ways, as their numbers with their beginnings.

    Parameters
    ----------
    table : WordTable
    beginnings : sequence of str
        All of the same length.
    least_letters : int
        Minimum length of a word; at least that of the beginnings.

    Examples
    --------
    >>> table = WordTable.of(["газета", "газеты", "газ"])
    >>> sorted(table.word(number) for number, _ in find_by_beginning(table, ["газе"], 6))
    ['газета', 'газеты']
    """
    wanted, first_line = frozenset(beginnings), len(table.keys)
    n_letters = len(beginnings[0]) if beginnings else 0
    lines = enumerate(unpack_strings(table.others), first_line)
    long = [(own, line[:n_letters]) for own, line in lines if len(line) >= least_letters]
    found = [(own, beginning) for own, beginning in long if beginning in wanted]
    packed = {pack(own)[1]: own for own in beginnings if is_packable(own)}
    if n_letters * BITS_PER_LETTER >= HALF_BITS:  # no setting that anybody uses
        words = enumerate(table.words()[:first_line])
        long = [(own, word[:n_letters]) for own, word in words if len(word) >= least_letters]
        return [*((own, beginning) for own, beginning in long if beginning in wanted), *found]
    keys = np.array(sorted(packed), np.uint64)
    for numbers, beginning in _iter_beginnings(table.keys, n_letters, least_letters):
        is_wanted = np.isin(beginning, keys)
        taken = zip(numbers[is_wanted].tolist(), beginning[is_wanted].tolist(), strict=True)
        found += [(number, packed[key]) for number, key in taken]
    return found


def _iter_beginnings(
    keys: NDArray[np.uint64], n_letters: int, least_letters: int
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.uint64]]]:
    """Yield for each length of words their numbers and the keys of their first letters."""
    high, low = keys.T
    for length in range(least_letters, MAX_PACKED_LETTERS + 1):
        top, shift = BITS_PER_LETTER * length, BITS_PER_LETTER * (length - n_letters)
        if top < HALF_BITS:
            numbers = np.flatnonzero((high == 0) & (low >> np.uint64(top) == 1))
        else:
            numbers = np.flatnonzero(high >> np.uint64(top - HALF_BITS) == 1)
        one, two = high[numbers], low[numbers]
        if shift == 0:
            yield numbers, two
        elif shift < HALF_BITS:
            yield numbers, two >> np.uint64(shift) | one << np.uint64(HALF_BITS - shift)
        else:
            yield numbers, one >> np.uint64(shift - HALF_BITS)
