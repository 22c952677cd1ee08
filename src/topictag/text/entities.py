"""Characters that are written as names or numbers: HTML entities, and escapes of JSON and of program code."""

import re
from html import unescape

from topictag.text.characters import JOINER, SPACE

_AMPERSANDS = re.compile("&(?:amp;)*")
_LONGEST_NUMBER = 12  # characters, with &# and the semicolon; no real entity is longer
_SURROGATES = range(0xD800, 0xE000)


def replace_entity(entity: str) -> str:
    """Return the character, padded with joiners; an unknown name stays. Feeds escape twice: ``&amp;laquo;``.

    Examples
    --------
    >>> replace_entity("&laquo;")[0], replace_entity("&amp;laquo;")[0], replace_entity("&bogus;")
    ('«', '«', '&bogus;')
    """
    ampersands = _AMPERSANDS.match(entity)
    rest = entity[ampersands.end() :] if ampersands else entity
    escaped = "&" + (rest or "amp;")
    is_absurd = escaped.startswith("&#") and len(escaped) > _LONGEST_NUMBER
    value = "\ufffd" if is_absurd else unescape(escaped)
    if value == escaped:  # unknown
        return "&" + JOINER * (len(entity) - len(rest) - 1) + rest
    return value + JOINER * (len(entity) - len(value))


def replace_escape(escape: str) -> str:
    r"""Return the character of ``\n`` or ``\u041d``, found in dumps of JSON or code, padded to the same length."""
    kind, code = escape[1], escape[2:]
    if not code:
        return ("\t" if kind == "t" else "\n") + SPACE
    value = int(code, 16)
    return (SPACE if value in _SURROGATES else chr(value)) + JOINER * (len(escape) - 1)
