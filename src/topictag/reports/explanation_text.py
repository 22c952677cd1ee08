"""An explanation as plain text; the strongest words carry what they contribute in brackets."""

from collections.abc import Iterator
from textwrap import fill

from topictag.reports.decided_figures import write_signed
from topictag.reports.escapes import escape_text
from topictag.reports.explanation_sections import Excerpt, Section, choose_sections
from topictag.reports.explanation_sentences import (
    OVERVIEW_HEADING,
    list_overview,
    say_excerpt,
    say_kinds,
    say_left_out,
    say_reasons,
    say_tags,
    say_title,
    say_unnumbered,
)
from topictag.reports.marked_text import Piece
from topictag.reports.table import format_table
from topictag.reports.term_rows import HEADING, list_terms
from topictag.reports.unread_parts import list_unread
from topictag.results.explanation import Explanation

_LEGEND = "In the text, a number in brackets is what the word before it contributes to the score."
_LEAST_LEVEL = 1  # from which words have numbers
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


def _iter_parts(explanation: Explanation, top: int) -> Iterator[str]:
    yield say_tags(explanation)
    rows, rest = list_overview(explanation)
    if len(rows) > 1:
        yield format_table(rows, OVERVIEW_HEADING)
        yield rest
    sections = list(choose_sections(explanation))
    if sections:
        yield "\n".join(_wrap(line, "") for line in (_LEGEND, *say_kinds(explanation)))
    for section in sections:
        yield from _write_section(explanation, section, top)
    unread = list_unread(explanation)
    if unread:
        yield "Not read\n" + "\n".join(_wrap(f"{own}.") for own in unread)


def _write_section(explanation: Explanation, section: Section, top: int) -> Iterator[str]:
    title = say_title(section)
    yield f"{title}\n{'-' * len(title)}"
    yield _wrap(say_reasons(explanation, section))
    if not section.is_open:
        return
    yield _wrap(say_left_out(explanation, section))
    for excerpt in section.excerpts:
        said = say_excerpt(explanation, excerpt), _write_excerpt(excerpt), say_unnumbered(excerpt, _LEAST_LEVEL)
        yield "\n".join(_wrap(line, _INDENT * indent) for line, indent in zip(said, (1, 2, 1), strict=True) if line)
    number = f" of paragraph {section.number}" if len(explanation.paragraphs) > 1 else ""
    rows = [row.cells for row in list_terms(explanation, section.own.topic, top)]
    yield f"{_INDENT}Terms{number}\n" + format_table(rows, HEADING, left=range(_N_NAMES))


def _write_excerpt(excerpt: Excerpt) -> str:
    shown = "".join(_write_piece(piece) for piece in excerpt.pieces)
    return ("… " if excerpt.n_before else "") + shown + (" …" if excerpt.n_after else "")


def _write_piece(piece: Piece) -> str:
    mark = f"[{write_signed(piece.total)}]" if abs(piece.level) >= _LEAST_LEVEL else ""
    return escape_text(piece.shown) + mark


def _wrap(text: str, indent: str = _INDENT) -> str:
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
