"""Escaping data before it is printed, so that a name or a text cannot control a terminal.

Messages and names are always escaped and stay on one line. Text and JSON are escaped only where the output is a
terminal: pipes and files get them unchanged.
"""

import re
from os import PathLike, fsdecode

from topictag.names import is_printable_at

# Control characters apart from tabs and line breaks, and those that change the direction of text.
_ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def printable(text: str | PathLike[str]) -> str:
    r"""Return a name or message with an escape in place of each character that cannot be printed.

    Examples
    --------
    >>> printable("новости\n.txt")
    'новости\\n.txt'
    """
    own = fsdecode(text)
    return "".join(c if is_printable_at(place, own) else ascii(c)[1:-1] for place, c in enumerate(own))


def escape_text(text: str) -> str:
    r"""Return a text with an escape in place of each character that can control a terminal; line breaks stay.

    Examples
    --------
    >>> escape_text("\x1b[31mНефть\n")
    '\\x1b[31mНефть\n'
    """
    return _ACTIVE.sub(lambda found: ascii(found.group())[1:-1], text.replace("\r\n", "\n"))


def escape_json(text: str) -> str:
    r"""Return JSON of the same value with an escape in place of each character that can control a terminal.

    Examples
    --------
    >>> escape_json('"\x9b31m"')
    '"\\u009b31m"'
    """
    return _ACTIVE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
