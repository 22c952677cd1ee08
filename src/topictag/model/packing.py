"""Russian words as numbers of 128 bits, and their hashes.

Each of the 32 letters of normalised Russian takes five bits, so that a word of up to 25 letters is one number. The
build of the native scan imports this module too, and NumPy may not be installed then.
"""

import re

from topictag.text.characters import RUSSIAN

LETTERS = RUSSIAN
BITS_PER_LETTER = 5
MAX_PACKED_LETTERS = 25
HALF_BITS = 64  # of a packed word, which is stored as two numbers
# Odd numbers without a pattern in their bits: the golden ratio's and the square root of three's.
HASH_FACTORS = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)

_PACKABLE = re.compile(f"[{LETTERS[0]}-{LETTERS[-1]}]{{1,{MAX_PACKED_LETTERS}}}")
_DIGITS = str.maketrans(LETTERS, "0123456789abcdefghijklmnopqrstuv")
_LOW = (1 << HALF_BITS) - 1


def is_packable(word: str) -> bool:
    """Return whether a word is Russian and short enough."""
    return _PACKABLE.fullmatch(word) is not None


def pack(word: str) -> tuple[int, int]:
    """Return the high and the low half of a packable word: a 1, then five bits per letter."""
    number = int("1" + word.translate(_DIGITS), 1 << BITS_PER_LETTER)
    return number >> HALF_BITS, number & _LOW


def unpack(high: int, low: int) -> str:
    """Return the word of which `pack` returns these halves."""
    number, letters = high << HALF_BITS | low, []
    while number > 1:
        number, letter = divmod(number, 1 << BITS_PER_LETTER)
        letters.append(LETTERS[letter])
    return "".join(reversed(letters))


def hash_halves(high: int, low: int) -> int:
    """Return the hash of a packed word; its highest bits give the group of the word."""
    return (high * HASH_FACTORS[0] + low * HASH_FACTORS[1]) & _LOW
