"""Writes ``constants.h``: the letters, language rules and hashes of the native scan, as Python defines them.

It runs at build time, like `topictag.model.native.folding`, and imports nothing that needs NumPy.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from unicodedata import normalize as compose

from topictag.model.beside_scale import BESIDE_SCALE, LEAST_NORM
from topictag.model.native.folding import LOWEST_LETTER, CharacterClass, write_if_changed
from topictag.model.packing import BITS_PER_LETTER, HASH_FACTORS, LETTERS, MAX_PACKED_LETTERS, pack
from topictag.text.characters import CYRILLIC
from topictag.text.function_words import NEGATION_WINDOW
from topictag.text.grams import BITS_PER_CHARACTER, LENGTHS, character_codes
from topictag.text.language import CONSONANTS, CYRILLIC_SHARE, FOREIGN_PER_WORD, FOREIGN_WORDS
from topictag.text.lookalikes import LATIN_TWINS
from topictag.text.markup import OLD_ENTITIES
from topictag.text.normalization import ACUTE_STRESS, GRAVE_STRESS, normalize
from topictag.text.wrapping import INDENT

_HARD_SIGN, _SHORT_I, _YO = "ъ", "й", "ё"
_N_CHARACTERS = 0x110000


def write_constants(path: Path) -> None:
    """Write the header, unless it is up to date."""
    parts = (_classes(), _letters(), _words(), _grams(), _norms(), _functions())
    lines = ["/* Written by constants.py. */", *(line for part in parts for line in part)]
    write_if_changed(path, "\n".join([*lines, ""]))


def _classes() -> Iterator[str]:
    names = ", ".join(f"{own.name} = {int(own)}" for own in CharacterClass)
    yield f"enum {{ {names}, FIRST_LETTER = {LOWEST_LETTER:#x} }};"


def _letters() -> Iterator[str]:
    first, _, last = CYRILLIC.partition("-")
    base_of_short_i, base_of_yo = (compose("NFD", letter)[0] for letter in (_SHORT_I, _YO))
    codes = {
        "FIRST_RUSSIAN": LETTERS[0],
        "FIRST_CAPITAL": LETTERS[0].upper(),
        "FIRST_CYRILLIC": first,
        "SMALL_YO": _YO,
        "CAPITAL_YO": _YO.upper(),
        "SMALL_I": base_of_short_i,
        "CAPITAL_I": base_of_short_i.upper(),
        "SMALL_IE": base_of_yo,
        "CAPITAL_IE": base_of_yo.upper(),
        "SMALL_ER": "р",
        "SMALL_EF": "ф",
    }
    yield from _macros({name: f"{ord(letter):#x}u" for name, letter in codes.items()})
    yield from _macros({"N_RUSSIAN": f"{len(LETTERS)}u", "N_CYRILLIC": f"{ord(last) - ord(first) + 1}u"})
    yield from _macros({"SHORT_I": LETTERS.index(_SHORT_I), "HARD_SIGN": LETTERS.index(_HARD_SIGN)})
    yield from _macros({"CONSONANTS": _mask(CONSONANTS), "MAY_BE_STRESSED": _mask(filter(_may_be_stressed, LETTERS))})


def _may_be_stressed(letter: str) -> bool:
    """Return whether a stress mark leaves a letter unchanged in both cases; it does not leave к, which becomes ќ."""
    letters, marks = (letter, letter.upper()), (ACUTE_STRESS, GRAVE_STRESS)
    return all(normalize(own + mark) == letter for own in letters for mark in marks)


def _words() -> Iterator[str]:
    yield from _macros({"MAX_PACKED": f"{MAX_PACKED_LETTERS}u", "BITS_PER_LETTER": BITS_PER_LETTER})
    yield from _macros(
        {f"HASH_{half}": f"UINT64_C({factor:#x})" for half, factor in zip(("HIGH", "LOW"), HASH_FACTORS, strict=True)}
    )
    yield from _macros({"NEGATION_WINDOW": f"{NEGATION_WINDOW}u"})
    yield from _macros({"FOREIGN_PER_WORD": FOREIGN_PER_WORD, "CYRILLIC_SHARE": CYRILLIC_SHARE})
    keys = [f"((low) == {_low_half(word):#x}u)" for word in sorted(FOREIGN_WORDS)]
    yield f"#define IS_FOREIGN_WORD(low) ({' | '.join(keys)})"
    beginnings = dict.fromkeys(name[:2] for name in OLD_ENTITIES.split("|"))
    yield f'#define OLD_ENTITIES "{"".join(beginnings)}" /* the first two letters of each */'


def _grams() -> Iterator[str]:
    yield from _macros({f"GRAM_{name}": f"{code}u" for name, code in character_codes().items()})
    yield from _macros({"GRAM_BITS": BITS_PER_CHARACTER, "N_GRAM_LENGTHS": len(LENGTHS), "LONGEST_GRAM": LENGTHS[-1]})
    yield f"#define FOR_GRAM_LENGTHS(DO) {' '.join(f'DO({length})' for length in LENGTHS)}"


def _norms() -> Iterator[str]:
    yield from _macros({"BESIDE_SCALE": BESIDE_SCALE.hex(), "LEAST_NORM": LEAST_NORM.hex()})


def _low_half(word: str) -> int:
    high, low = pack(word)
    if high:
        raise ValueError(f"{word} does not fit into the low half of a key.")
    return low


def _functions() -> Iterator[str]:
    yield _condition("is_space", (code for code in range(_N_CHARACTERS) if chr(code).isspace()))
    yield _condition("is_indent", sorted(map(ord, INDENT)))
    cases = " ".join(f"case {ord(latin):#x}: return {ord(twin):#x};" for latin, twin in LATIN_TWINS.items())
    yield f"static inline uint32_t twin_of(uint32_t c) {{ switch (c) {{ {cases} default: return 0; }} }}"


def _condition(name: str, codes: Iterable[int]) -> str:
    """Return a function that says whether a character is one of those with the ascending codes."""
    runs = [[code for _, code in run] for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0])]
    tests = " || ".join(f"c - {run[0]:#x}u < {len(run)}" for run in runs)
    return f"static inline int {name}(uint32_t c) {{ return {tests}; }}"


def _macros(values: Mapping[str, object]) -> Iterator[str]:
    yield from (f"#define {name} {value}" for name, value in values.items())


def _mask(letters: Iterable[str]) -> str:
    """Return a number with a bit for each letter."""
    return f"{sum(1 << LETTERS.index(letter) for letter in letters):#x}u"
