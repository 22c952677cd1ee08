"""Markdown that shows names and descriptions as they are, whatever characters they contain."""

import re
from collections.abc import Iterable, Sequence

# What Markdown, or HTML within it, may read as markup: anywhere, and at the beginning of a line.
_MARKUP = re.compile(r"[\\`*\[\]|~<>&$]|(?<!\w)_|_(?!\w)|^[#+=\-]")
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
_SPACE = re.compile(r"\s+")


def escape(text: object) -> str:
    r"""Return a text so that Markdown shows it as it is, on one line.

    Examples
    --------
    >>> escape("a|b <script>")
    'a\\|b \\<script\\>'
    """
    line = _SPACE.sub(" ", str(text)).strip()  # a line break would end a table's row
    return _NUMBERED.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", line))


def make_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are Markdown already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
