"""Writes ``folding_table.h``: what the native scan has to know of each character, taken from the analysis itself.

It runs at build time, under the Python that the extension is built for, because another Python knows other characters.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from topictag.text.characters import INVISIBLE
from topictag.text.normalization import ACUTE_STRESS, GRAVE_STRESS, normalize
from topictag.text.paragraphs import iter_paragraphs
from topictag.text.words import word_forms

# Classes of what is no letter; a letter's entry is its folded form, which is never so low.
SEPARATOR, BREAK, LOOK, SKIPPED, STRESS, BREVE, DIAERESIS, UNUSUAL = range(8)
_LOWEST_LETTER = 0x61
_CLASSES = {
    **dict.fromkeys("#<&@_.]\\", LOOK),  # that separate, and may begin what is no prose
    ACUTE_STRESS: STRESS,
    GRAVE_STRESS: STRESS,
    "\u0306": BREVE,
    "\u0308": DIAERESIS,
}
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_BLOCK = 256
_N_CHARACTERS = 0x110000
_HANGUL_VOWELS_AND_FINALS = range(0x1161, 0x11C3)
_WITHOUT_CHARACTER = frozenset(["Cn", "Co"])  # not assigned, private use: nine code points in ten, all alike


def write_table(path: Path) -> None:
    """Write the header, unless it stands there already."""
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
    if not path.exists() or path.read_text(encoding="ascii") != text:
        path.write_text(text, encoding="ascii")


def _join(numbers: Iterable[int]) -> str:
    return ",\n".join(",".join(map(str, line)) for line in _lines(numbers, 32))


def _lines(numbers: Iterable[int], n: int) -> Iterator[list[int]]:
    """Yield lists of n, the last one perhaps shorter."""
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

    Unusual is whatever needs its neighbours, or turns into several characters: a paragraph that holds it is read in
    Python. So are letters beyond the 65,536 first characters, which no newspaper prints.
    """
    if character in _CLASSES:
        return _CLASSES[character]
    if _INVISIBLE.match(character):
        return SKIPPED
    normal = unicodedata.normalize("NFC", character) == character
    if composes or not normal or unicodedata.combining(character):
        return UNUSUAL
    if not word_forms(character):
        joins = len(word_forms(f"а{character}а")) == 1
        return UNUSUAL if joins else BREAK if _breaks(character) else SEPARATOR
    folded = normalize(character)
    if len(folded) != 1 or word_forms(folded) != [folded] or not _LOWEST_LETTER <= ord(folded) < 1 << 16:
        return UNUSUAL
    return ord(folded)


def _breaks(character: str) -> bool:
    return len(list(iter_paragraphs(f"-{character}-"))) > 1


def _second_in_compositions() -> frozenset[str]:
    """Return the characters that may join the one before them."""
    pairs = (unicodedata.decomposition(chr(code)) for code in range(_N_CHARACTERS))
    parts = (pair.split() for pair in pairs if pair and not pair.startswith("<"))
    return frozenset([*(chr(int(own[1], 16)) for own in parts if len(own) > 1), *map(chr, _HANGUL_VOWELS_AND_FINALS)])
