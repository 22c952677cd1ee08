"""Latin letters inside Cyrillic words: «Нeфть» with a Latin e is read as the Russian word.

Typing errors, OCR and attempts to evade filters mix the two alphabets. A word with letters of both is read as Cyrillic
when each Latin letter looks like a Cyrillic one. Any other word is unchanged: a mixed one (``iPhoneов``), and one that
is all Latin.
"""

import re

from topictag.text.characters import CYRILLIC

LATIN_TWINS = dict(zip("aceopxykmhtbë", "асеорхукмнтве", strict=True))
_LATIN, _TWINS = "".join(LATIN_TWINS), str.maketrans(LATIN_TWINS)
_HAS_LATIN, _HAS_CYRILLIC = re.compile(f"[{_LATIN}]"), re.compile(f"[{CYRILLIC}]")
_NOTHING_ELSE = re.compile(f"[{_LATIN}{CYRILLIC}]+")


def read_lookalikes(form: str) -> str:
    """Return a normalised word; one that mixes both alphabets becomes Cyrillic, if each Latin letter allows it.

    Examples
    --------
    >>> read_lookalikes("нeфть") == "нефть", read_lookalikes("brent"), read_lookalikes("iphoneов")
    (True, 'brent', 'iphoneов')
    """
    if _HAS_LATIN.search(form) and _HAS_CYRILLIC.search(form) and _NOTHING_ELSE.fullmatch(form):
        return form.translate(_TWINS)
    return form
