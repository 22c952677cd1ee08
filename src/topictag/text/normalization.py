"""One spelling for each word, whatever the newsroom's habits.

The steps are few, and after composition each looks at one character alone. So the result is the same for a whole text
and for a word, here and in the native scan over bytes. That is why case is folded and not lowered: `str.lower` spells a
Greek sigma by its neighbours.
"""

import re
import unicodedata

from topictag.text.characters import INVISIBLE, JOINER

ACUTE_STRESS = "\u0301"
GRAVE_STRESS = "\u0300"  # secondary stress in dictionaries and encyclopedias

_NORMAL = re.compile("[а-я]*")
_REMOVED = re.compile(f"[{INVISIBLE}{ACUTE_STRESS}{GRAVE_STRESS}]")
# Python sorts combining marks by insertion, in quadratic time. No language needs more than thirty in a row (UAX #15,
# Stream-Safe Text Format).
_MOST_MARKS = 30
_MANY_MARKS = re.compile(rf"[^\x00-\u02ff\w\s]{{{_MOST_MARKS + 1},}}")


def normalize(word: str) -> str:
    """Return the spelling under which a word is looked up.

    Parameters
    ----------
    word : str
        A word, or any text, without long runs of combining marks (`cap_marks`).

    Returns
    -------
    str
        NFC, case-folded, ``ё`` as ``е``, without U+0301, U+0300, soft hyphens and other invisible characters.

    Examples
    --------
    >>> normalize("Зелёный")
    'зеленый'
    >>> normalize("перегово\u0301ры")
    'переговоры'
    """
    if _NORMAL.fullmatch(word):  # the usual case
        return word
    folded = _REMOVED.sub("", unicodedata.normalize("NFC", word).casefold()).replace("ё", "е")
    # NFC has joined the grave accent to these two vowels, for which it has letters.
    return folded.replace("ѐ", "е").replace("ѝ", "и")


def cap_marks(text: str) -> str:
    """Return the text with at most thirty combining marks in a row; joiners replace the others.

    Examples
    --------
    >>> cap_marks("а" + "\u0301" * 40).count("\u0301")
    30
    """
    return _MANY_MARKS.sub(_cap, text)


def _cap(found: re.Match[str]) -> str:
    n_marks, capped = 0, []
    for character in found.group():
        n_marks = n_marks + 1 if unicodedata.combining(character) else 0
        capped.append(character if n_marks <= _MOST_MARKS else JOINER)
    return "".join(capped)
