"""Words of a text, with offsets into the original text.

A word is a maximal run of letters. Stress marks, other combining marks, soft hyphens and invisible characters may
occur inside it. Digits, numerals, apostrophes and hyphens separate words, so ``военно-морской`` is two words and
``Су-57`` is one. In a hashtag, a capital letter may also begin a word: ``#НовостиЭнергетики``, ``#МИДРоссии``.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from topictag.text.characters import INVISIBLE, MARKS
from topictag.text.lookalikes import read_lookalikes
from topictag.text.normalization import cap_marks, normalize

# Superscripts, fractions, Roman and circled numerals: `re` treats them as letters.
_NUMERALS = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070\u2074-\u2079\u2080-\u2089"
    "\u2150-\u2182\u2185-\u218b\u2460-\u249b\u24ea-\u24ff"
)
_LETTER = rf"[^\W\d_{_NUMERALS}]"
_MARK = re.compile(f"[{MARKS}]")
_MOVING = re.compile(f"[{INVISIBLE}{MARKS}]")  # what normalising removes or joins to its neighbour
# Possessive, so that a word of any length takes no memory to match.
_WORD = re.compile(rf"{_LETTER}++(?:[{INVISIBLE}{MARKS}]++{_LETTER}++)*+[{MARKS}]*+")
_LETTERS = re.compile(f"{_LETTER}++")  # a word of a text that has been normalised, and contains no combining mark
_LATIN = re.compile("[a-zë]")
_HASHTAG = re.compile(rf"#(?:{_LETTER}|[0-9_{INVISIBLE}{MARKS}])++")
_SMALL, _CAPITAL = "[а-яёa-z]", "[А-ЯЁA-Z]"
# МИДРоссии is МИД and России; НовостиДня is Новости and Дня.
_HASHTAG_WORD = re.compile(rf".+?(?:(?<={_SMALL})(?={_CAPITAL})|(?<={_CAPITAL})(?={_CAPITAL}{_SMALL})|$)", re.DOTALL)


class Word(NamedTuple):
    """A word and its place: ``text[start:end]`` is the word as written, `form` its spelling for look-up."""

    form: str
    start: int
    end: int


def iter_words(text: str, offset: int = 0) -> Iterator[Word]:
    """Yield the words of a text in order.

    Parameters
    ----------
    text : str
        Any text, in any Unicode normal form.
    offset : int, default=0
        Where `text` begins in a longer one; added to the places.

    Yields
    ------
    Word
        Offsets are in characters of `text` itself, plus `offset`; `end` is exclusive.

    Examples
    --------
    >>> [word.form for word in iter_words("Нефть Brent — 71,4 доллара")]
    ['нефть', 'brent', 'доллара']
    """
    text = cap_marks(text)
    if "#" not in text and (normal := _normalize_in_place(text)) is not None:
        spell = read_lookalikes if _LATIN.search(normal) else str
        for found in _LETTERS.finditer(normal):
            start, end = found.span()
            yield Word(spell(found.group()), start + offset, end + offset)
        return
    hashtags = [found.span() for found in _HASHTAG.finditer(text)][::-1]
    for found in _WORD.finditer(text):
        start, end = found.span()
        while hashtags and hashtags[-1][1] <= start:
            hashtags.pop()
        pieces = [(start, end)]
        if hashtags and hashtags[-1][0] < start:
            pieces = [(start + own.start(), start + own.end()) for own in _HASHTAG_WORD.finditer(found.group())]
        yield from (Word(_form(text[first:last]), first + offset, last + offset) for first, last in pieces)


def word_forms(text: str) -> list[str]:
    """Return only the normalised spellings: what tagging needs, without the cost of offsets."""
    if "#" in text:
        return [word.form for word in iter_words(text)]
    text = cap_marks(text)
    if unicodedata.is_normalized("NFC", text) and not _MARK.search(text):
        # Without combining marks, normalising cannot change where words begin and end: normalise the whole text.
        normal = normalize(text)
        forms: list[str] = (_WORD if _MARK.search(normal) else _LETTERS).findall(normal)  # İ folds to i and a mark
        return list(map(read_lookalikes, forms)) if _LATIN.search(normal) else forms
    return [_form(written) for written in _WORD.findall(text)]


def _normalize_in_place(text: str) -> str | None:
    """Return the text normalised if each character remains where it is; None if that is not certain."""
    if _MOVING.search(text) or not unicodedata.is_normalized("NFC", text):
        return None
    normal = normalize(text)
    return normal if len(normal) == len(text) else None  # folding lengthens some letters, and shortens none


def _form(written: str) -> str:
    return read_lookalikes(normalize(written))
