"""Hard-wrapped text: which line breaks end a paragraph, and which end only a line.

E-mail, PDF and old archives break lines at a fixed width; blank lines then separate the paragraphs. A line break looks
like a wrap when the line has at most 120 characters and ends within a sentence, and the first word of the next line did
not fit on it or a hyphen breaks a word there. A text counts as wrapped when at least half of its single line breaks
look like wraps, and at least a quarter come before a small letter, which is rare in lists. Where the whole text does
not count as wrapped, a block between blank lines may: a mail has a header, a wrapped letter and a list of addresses.
``benchmarks.quality.wrapping`` measures how often this is wrong.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from topictag.text.characters import JOINER, LINE_BREAKS, PARAGRAPH_END, SPACE

ParagraphMode = Literal["auto", "lines", "blank"]

_BREAK = re.compile(rf"\r\n|[{LINE_BREAKS}\x1c-\x1e{PARAGRAPH_END}]")
_LINE_BREAKS = frozenset(["\r\n", *LINE_BREAKS])  # all others end a paragraph
# Lines of quoted mail begin with marks, the first line of a page with a form feed.
INDENT = " \t\f>|\u00a0" + JOINER
_HYPHENS = frozenset("-\u2010\u00ad")
_SENTENCE_ENDS = frozenset('.!?…:;»”")]')
_SMALL = re.compile("[а-яё]|[a-z]++(?![A-Z.])")  # not iPhone, not news.ru
_LETTER = re.compile("[а-яёa-z]", re.IGNORECASE)
_SMALL_BEGINNING = re.compile(rf"[{LINE_BREAKS}][{INDENT}]*+[а-яёa-z]")
_FIRST_WORD = re.compile(r"\S{0,120}")

# Chosen on articles, original and wrapped at 36 to 100 characters: printed pages and mail are not wider, and lists of
# words are narrower.
WIDEST, _NARROWEST = 120, 32
_LEAST_FOR_ONE = 50  # chosen: characters of a line whose break is the only evidence
_LEAST_INDENT = 2  # chosen: a single extra space is an accident
_WRAPS, _SMALL_BEGINNINGS = 2, 4  # at least one break in two looks like a wrap, and one in four precedes a small letter
_SLACK = 10  # chosen, about a word: an unbroken line this much wider than the broken ones speaks against wrapping
_LONG_ENDS = 4  # fewer than one block in four may end with such a line


class _Line(NamedTuple):
    """Where the words of a line begin and end, its indentation, and whether a line break ends it, not a paragraph."""

    start: int
    end: int
    indent: int
    is_broken: bool


def join_lines(text: str, paragraphs: ParagraphMode = "auto") -> str:
    r"""Return the text with spaces in place of the line breaks that end no paragraph.

    A word that a hyphen breaks at the end of a line becomes whole. An indented line after the end of a sentence begins
    a paragraph.

    Parameters
    ----------
    text : str
    paragraphs : {"auto", "lines", "blank"}
        What ends a paragraph: "lines", every line break; "blank", blank lines; "auto", blank lines where the text is
        hard-wrapped, and line breaks elsewhere.

    Returns
    -------
    str
        The same length as `text`.

    Examples
    --------
    >>> join_lines("Нефть подорожала\nна торгах.\n\nГаз тоже.", "blank")
    'Нефть подорожала на торгах.\n\nГаз тоже.'
    """
    if paragraphs == "lines" or not (_BREAK if paragraphs == "blank" else _SMALL_BEGINNING).search(text):
        return text
    pieces, done = [], 0
    blocks = list(_iter_blocks(text))
    join_all = paragraphs == "blank" or _are_wrapped(text, blocks)
    for block in blocks:
        if not join_all and not _are_wrapped(text, [block]):
            continue
        for line, after in block:
            if _is_indented(text, line, after):
                continue
            start, filling = line.end, SPACE
            if _breaks_word(text, line, after):
                start, filling = line.end - 1, JOINER
            pieces += [text[done:start], filling * (after.start - start)]
            done = after.start
    return "".join([*pieces, text[done:]])


def _iter_blocks(text: str) -> Iterator[list[tuple[_Line, _Line]]]:
    """Yield each block between blank lines, as pairs of neighbouring lines; single lines yield nothing."""
    neighbours = pairwise(_iter_lines(text))
    for is_single, block in groupby(neighbours, lambda pair: _is_single(*pair)):
        if is_single:
            yield list(block)


def _iter_lines(text: str) -> Iterator[_Line]:
    start = 0
    for found in _BREAK.finditer(text):
        yield _trim(text, start, found.start(), is_broken=found.group() in _LINE_BREAKS)
        start = found.end()
    yield _trim(text, start, len(text), is_broken=False)


def _trim(text: str, start: int, end: int, *, is_broken: bool) -> _Line:
    line = text[start:end].lstrip(INDENT)
    first = end - len(line)
    return _Line(first, first + len(line.rstrip()), len(text[start:first].expandtabs()), is_broken)


def _is_single(line: _Line, after: _Line) -> bool:
    """Return whether a line break separates the words of two lines, without a blank line."""
    return line.is_broken and line.start < line.end and after.start < after.end


def _are_wrapped(text: str, blocks: Sequence[list[tuple[_Line, _Line]]]) -> bool:
    pairs = [pair for block in blocks for pair in block]
    width = max((own for line, _ in pairs if (own := line.end - line.start) <= WIDEST), default=0)
    if width < _NARROWEST or (len(pairs) == 1 and width < _LEAST_FOR_ONE and not _breaks_word(text, *pairs[0])):
        return False
    n_small = sum(_SMALL.match(text, after.start) is not None for _, after in pairs)
    n_wraps = sum(_looks_wrapped(text, line, after, width) for line, after in pairs)
    last = [block[-1][1] for block in blocks]  # no line break follows these
    n_long = sum(line.end - line.start > width + _SLACK for line in last)
    enough = _WRAPS * n_wraps >= len(pairs) and _SMALL_BEGINNINGS * n_small >= len(pairs)
    return enough and _LONG_ENDS * n_long < len(blocks)


def _looks_wrapped(text: str, line: _Line, after: _Line, width: int) -> bool:
    own = line.end - line.start
    if own > WIDEST or text[line.end - 1] in _SENTENCE_ENDS:
        return False
    return own + 1 + _first_width(text, after) > width or _breaks_word(text, line, after)


def _is_indented(text: str, line: _Line, after: _Line) -> bool:
    """Return whether the second line begins a paragraph by its indentation, without a blank line."""
    return after.indent >= line.indent + _LEAST_INDENT and text[line.end - 1] in _SENTENCE_ENDS


def _first_width(text: str, line: _Line) -> int:
    found = _FIRST_WORD.match(text, line.start, line.end)
    return 0 if found is None else found.end() - found.start()


def _breaks_word(text: str, line: _Line, after: _Line) -> bool:
    return (
        line.end - line.start > 1
        and text[line.end - 1] in _HYPHENS
        and _LETTER.match(text, line.end - 2) is not None
        and _SMALL.match(text, after.start) is not None
    )
