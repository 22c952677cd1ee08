"""Latin letters inside Cyrillic words: «Нeфть» with a Latin e is meant to be read as Russian, and is.

Careless keyboards, recognition of print and evaded filters mix the two. A word that has letters of both is read as
Cyrillic when each Latin one looks like a Cyrillic one; any other stands as it is (``iPhoneов``), and so does a word all
Latin.
"""

import re

from topictag.text.characters import CYRILLIC

LATIN_TWINS = dict(zip("aceopxykmhtbë", "асеорхукмнтве", strict=True))
_LATIN, _TWINS = "".join(LATIN_TWINS), str.maketrans(LATIN_TWINS)
_HAS_LATIN, _HAS_CYRILLIC = re.compile(f"[{_LATIN}]"), re.compile(f"[{CYRILLIC}]")
_NOTHING_ELSE = re.compile(f"[{_LATIN}{CYRILLIC}]+")


def read_lookalikes(form: str) -> str:
    """Return a normalised word as it is meant: one that mixes both alphabets in Cyrillic.

    Examples
    --------
    >>> read_lookalikes("нeфть") == "нефть", read_lookalikes("brent"), read_lookalikes("iphoneов")
    (True, 'brent', 'iphoneов')
    """
    if _HAS_LATIN.search(form) and _HAS_CYRILLIC.search(form) and _NOTHING_ELSE.fullmatch(form):
        return form.translate(_TWINS)
    return form
