"""Words of a text, with offsets into the text as it was given.

A word is a maximal run of letters. Stress marks, other combining marks and soft hyphens stay inside it; digits,
numerals, apostrophes and hyphens separate, so ``военно-морской`` is two words and ``Су-57`` is one.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from topictag.text.normalization import normalize

# Superscripts, fractions, Roman and circled numerals: `re` takes them for letters.
_NUMERALS = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070\u2074-\u2079\u2080-\u2089"
    "\u2150-\u2182\u2185-\u218b\u2460-\u249b\u24ea-\u24ff"
)
_LETTER = rf"[^\W\d_{_NUMERALS}]"
_MARK = re.compile("[\u0300-\u036f]")
_WORD = re.compile(rf"{_LETTER}(?:[\u00ad\u0300-\u036f]*{_LETTER})*[\u0300-\u036f]*")


class Word(NamedTuple):
    """A word and its place: ``text[start:end]`` is the word as written, `form` its normalised spelling."""

    form: str
    start: int
    end: int


def iter_words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order.

    Parameters
    ----------
    text : str
        Any text, in any Unicode normal form.

    Yields
    ------
    Word
        Offsets are in characters of `text` itself, `end` exclusive.

    Examples
    --------
    >>> [word.form for word in iter_words("Нефть Brent — 71,4 доллара")]
    ['нефть', 'brent', 'доллара']
    """
    for match in _WORD.finditer(text):
        yield Word(normalize(match.group()), match.start(), match.end())


def word_forms(text: str) -> list[str]:
    """Return the normalised spellings alone: what tagging needs, without the cost of offsets."""
    if unicodedata.is_normalized("NFC", text) and not _MARK.search(text):
        # Without combining marks, normalising cannot change where words begin and end: take the text at one go.
        return _WORD.findall(normalize(text))
    return [normalize(written) for written in _WORD.findall(text)]
