"""Plain text, piece by piece, so that tags appear while a text of any length is still being read.

A text of up to 64 KB is one piece, so that the answer is that of the Python API. Standard input is one piece only if no
line is too long to be wrapped. The first 64 KB of a longer text decide whether it is hard-wrapped from end to end. If
so, a piece is the text between two blank lines; otherwise it is a line. Markup may run over lines, so a text that
begins with ``<`` or has the name of a page is read whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from topictag.text.wrapping import WIDEST, ParagraphMode, join_lines

_SAMPLE = 1 << 16  # characters
_MAX_BLOCK = 1 << 20  # chosen: characters of a paragraph; a longer one is cut, to save memory


@dataclass(frozen=True, slots=True)
class Piece:
    """Paragraphs of a text, the position of the first in characters, and what ends a paragraph."""

    text: str
    start: int
    mode: ParagraphMode


def iter_pieces(lines: Iterable[str], mode: ParagraphMode, *, is_page: bool, is_live: bool = False) -> Iterator[Piece]:
    """Cut a text into pieces.

    Parameters
    ----------
    lines : iterable of str
        A long line may come in parts.
    mode : {"auto", "lines", "blank"}
    is_page : bool
        Whether the text is markup, which is one piece.
    is_live : bool
        Whether each paragraph needs an answer as it arrives: then the sample ends at the first line that is too long to
        be wrapped.

    Yields
    ------
    Piece
        In order; together they make up the text.
    """
    if is_page:
        yield Piece("".join(lines), 0, mode)
        return
    lines = iter(lines)
    if mode == "auto":
        head, is_whole = _read_sample(lines, WIDEST if is_live else _SAMPLE)
        if is_whole:
            yield Piece("".join(head), 0, mode)
            return
        mode = _tell_mode("".join(head))
        lines = chain(head, lines)
    start = 0
    for text in lines if mode == "lines" else _iter_blocks(lines):
        yield Piece(text, start, mode)
        start += len(text)


def _read_sample(lines: Iterator[str], longest: int) -> tuple[list[str], bool]:
    """Return the first lines, up to one longer than `longest`, and whether these are all lines."""
    head, n = [], 0
    for line in lines:
        head.append(line)
        n += len(line)
        if n >= _SAMPLE or len(line.strip()) > longest:
            return head, False
    return head, True


def _tell_mode(sample: str) -> ParagraphMode:
    joined = join_lines(sample, "blank")
    return "blank" if joined != sample and joined == join_lines(sample, "auto") else "lines"


def _iter_blocks(lines: Iterable[str]) -> Iterator[str]:
    """Yield blocks of lines, each up to a blank line."""
    block, n = [], 0
    for line in lines:
        block.append(line)
        n += len(line)
        if not line.strip() or n >= _MAX_BLOCK:
            yield "".join(block)
            block, n = [], 0
    if block:
        yield "".join(block)
