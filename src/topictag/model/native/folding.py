"""Writes ``folding_table.h``: the class or the folded letter of each character, taken from the analysis itself.

It runs at build time, under the Python that the extension is built for, because another Python knows other characters.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import islice
from pathlib import Path

from topictag.text.characters import INVISIBLE
from topictag.text.normalization import ACUTE_STRESS, GRAVE_STRESS, normalize
from topictag.text.paragraphs import iter_paragraphs
from topictag.text.words import word_forms

LOWEST_LETTER = 0x61


class CharacterClass(IntEnum):
    """The class of a character that is not a letter. The entry of a letter is its folded form, a larger number."""

    SEPARATOR = 0
    BREAK = 1  # ends a line
    LOOK = 2  # separates words, and may begin something that is not prose
    SKIPPED = 3
    STRESS = 4
    BREVE = 5
    DIAERESIS = 6
    UNUSUAL = 7


_CLASSES = {
    **dict.fromkeys("#<&@_.]\\", CharacterClass.LOOK),
    ACUTE_STRESS: CharacterClass.STRESS,
    GRAVE_STRESS: CharacterClass.STRESS,
    "\u0306": CharacterClass.BREVE,
    "\u0308": CharacterClass.DIAERESIS,
}
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_BLOCK = 256
_N_CHARACTERS = 0x110000
_HANGUL_VOWELS_AND_FINALS = range(0x1161, 0x11C3)
_WITHOUT_CHARACTER = frozenset(["Cn", "Co"])  # not assigned, private use: nine code points in ten, all alike


def write_table(path: Path) -> None:
    """Write the header, unless it is up to date."""
    entries = _entries()
    blocks: dict[tuple[int, ...], int] = {}
    numbers = [
        blocks.setdefault(tuple(entries[start : start + _BLOCK]), len(blocks))
        for start in range(0, _N_CHARACTERS, _BLOCK)
    ]
    text = "\n".join(
        [
            "/* Written by folding.py. */",
            f"static const uint16_t fold_block[{len(numbers)}] = {{{_join(numbers)}}};",
            f"static const uint16_t fold_entry[{len(blocks)}][{_BLOCK}] = {{",
            *(f"{{{_join(block)}}}," for block in blocks),
            "};\n",
        ]
    )
    write_if_changed(path, text)


def write_if_changed(path: Path, text: str) -> None:
    """Write a header, unless it is up to date, so that nothing is built again without need."""
    if not path.exists() or path.read_text(encoding="ascii") != text:
        path.write_text(text, encoding="ascii")


def _join(numbers: Iterable[int]) -> str:
    return ",\n".join(",".join(map(str, line)) for line in _lines(map(int, numbers), 32))


def _lines(numbers: Iterable[int], n: int) -> Iterator[list[int]]:
    """Yield lists of n, the last one may be shorter."""
    rest = iter(numbers)
    while part := list(islice(rest, n)):
        yield part


def _entries() -> list[int]:
    composing = _second_in_compositions()
    common = {category: _entry(_first_of(category), composes=False) for category in _WITHOUT_CHARACTER}
    categories = (unicodedata.category(chr(code)) for code in range(_N_CHARACTERS))
    return [
        common[category] if category in common else _entry(chr(code), chr(code) in composing)
        for code, category in enumerate(categories)
    ]


def _first_of(category: str) -> str:
    return next(chr(code) for code in range(_N_CHARACTERS) if unicodedata.category(chr(code)) == category)


def _entry(character: str, composes: bool) -> int:
    """Return the class of a character, or its folded letter.

    A character is unusual if its neighbours change it, or if it becomes several characters: Python reads a paragraph
    that contains one. Letters beyond the first 65,536 characters are unusual too, because news does not use them.
    """
    if character in _CLASSES:
        return _CLASSES[character]
    if _INVISIBLE.match(character):
        return CharacterClass.SKIPPED
    normal = unicodedata.normalize("NFC", character) == character
    if composes or not normal or unicodedata.combining(character):
        return CharacterClass.UNUSUAL
    if not word_forms(character):
        if len(word_forms(f"а{character}а")) == 1:
            return CharacterClass.UNUSUAL
        return CharacterClass.BREAK if _breaks(character) else CharacterClass.SEPARATOR
    folded = normalize(character)
    if len(folded) != 1 or word_forms(folded) != [folded] or not LOWEST_LETTER <= ord(folded) < 1 << 16:
        return CharacterClass.UNUSUAL
    return ord(folded)


def _breaks(character: str) -> bool:
    return len(list(iter_paragraphs(f"-{character}-"))) > 1


def _second_in_compositions() -> frozenset[str]:
    """Return the characters that may join the one before them."""
    pairs = (unicodedata.decomposition(chr(code)) for code in range(_N_CHARACTERS))
    parts = (pair.split() for pair in pairs if pair and not pair.startswith("<"))
    return frozenset([*(chr(int(own[1], 16)) for own in parts if len(own) > 1), *map(chr, _HANGUL_VOWELS_AND_FINALS)])
