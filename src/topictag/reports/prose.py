"""Parts of a text as people read them: prose without markup, and without characters that nobody sees."""

import re

from topictag.reports.escapes import printable
from topictag.results.explanation import Explanation
from topictag.text.characters import INVISIBLE

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_BLANKS = re.compile("[ \t\r\n\u00a0]+")


def read_prose(explanation: Explanation, start: int, end: int) -> str:
    """Return the prose at a place of the text, with single spaces."""
    return clean(explanation.prose[start:end])


def clean(text: str) -> str:
    """Return a text without invisible characters, and with single spaces."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text))


def shorten_text(text: str, n: int) -> str:
    """Return the beginning of a text on one line, with an ellipsis where something is left out."""
    line = " ".join(clean(text[: 4 * n]).split())
    if len(line) <= n and len(text) <= 4 * n:
        return printable(line)
    return printable(line[:n].rsplit(" ", 1)[0]) + "…"
