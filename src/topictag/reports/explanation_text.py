"""An explanation as plain text; the strongest words carry what they contribute in brackets."""

from collections.abc import Iterator
from textwrap import fill

from topictag.reports.escapes import escape_text
from topictag.reports.explanation_sections import Excerpt, Section, choose_sections
from topictag.reports.explanation_sentences import (
    OVERVIEW_HEADING,
    list_overview,
    say_excerpt,
    say_left_out,
    say_reasons,
    say_tags,
    say_title,
)
from topictag.reports.marked_text import Piece
from topictag.reports.table import format_table
from topictag.reports.term_rows import HEADING, list_terms
from topictag.reports.unread_parts import list_unread
from topictag.reports.weighed_words import write_signed
from topictag.results.explanation import Explanation

_WIDTH = 100  # characters; tables may be wider
_INDENT = "  "
_N_NAMES = 3  # columns of words in the table of terms


def write_explanation(explanation: Explanation, top: int = 10) -> str:
    """Return an explanation as plain text without a line break at its end.

    Parameters
    ----------
    explanation : Explanation
    top : int, default=10
        Number of terms in the table of each topic.
    """
    return "\n\n".join(part for part in _iter_parts(explanation, top) if part)


def write_legend() -> str:
    """Return what the marks in the text mean."""
    return "In the text, a number in brackets is what the word before it contributes to the score."


def _iter_parts(explanation: Explanation, top: int) -> Iterator[str]:
    yield say_tags(explanation)
    rows, rest = list_overview(explanation)
    if len(rows) > 1:
        yield format_table(rows, OVERVIEW_HEADING)
        yield rest
    sections = list(choose_sections(explanation))
    if sections:
        yield write_legend()
    for section in sections:
        yield from _write_section(explanation, section, top)
    unread = list_unread(explanation)
    if unread:
        yield "Not read\n" + "\n".join(_wrap(f"{own}.") for own in unread)


def _write_section(explanation: Explanation, section: Section, top: int) -> Iterator[str]:
    title = say_title(explanation, section)
    yield f"{title}\n{'-' * len(title)}"
    yield _wrap(say_reasons(explanation, section))
    if not section.is_open:
        return
    yield _wrap(say_left_out(section))
    for excerpt in section.excerpts:
        yield _wrap(say_excerpt(explanation, excerpt)) + "\n" + _wrap(_write_excerpt(excerpt), _INDENT * 2)
    number = f" of paragraph {section.number}" if len(explanation.paragraphs) > 1 else ""
    rows = [row.cells for row in list_terms(explanation.text, section.own, top)]
    yield f"{_INDENT}Terms{number}\n" + format_table(rows, HEADING, left=range(_N_NAMES))


def _write_excerpt(excerpt: Excerpt) -> str:
    shown = "".join(_write_piece(piece) for piece in excerpt.pieces)
    return ("… " if excerpt.n_before else "") + shown + (" …" if excerpt.n_after else "")


def _write_piece(piece: Piece) -> str:
    mark = f"[{write_signed(piece.total)}]" if piece.level else ""
    return escape_text(piece.text) + mark


def _wrap(text: str, indent: str = _INDENT) -> str:
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
