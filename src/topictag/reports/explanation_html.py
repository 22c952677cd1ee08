"""An explanation as HTML: a page, or a fragment for notebooks. It needs neither scripts nor anything from outside.

What colour shows, underlines show too; small numbers say what the strong words contribute.
"""

import re
from collections.abc import Iterator

from topictag.reports.decided_figures import write_signed
from topictag.reports.escapes import printable
from topictag.reports.explanation_sections import Excerpt, Section, choose_sections
from topictag.reports.explanation_sentences import (
    OVERVIEW_HEADING,
    list_overview,
    say_excerpt,
    say_kinds,
    say_left_out,
    say_levels,
    say_reasons,
    say_tags,
    say_title,
    say_unnumbered,
)
from topictag.reports.marked_text import Piece
from topictag.reports.page import escape, make_page, make_table, read_asset
from topictag.reports.term_rows import HEADING, TermRow, list_terms
from topictag.reports.unread_parts import list_unread
from topictag.results.explanation import Explanation

_STYLE = "explanation.css"
_LEAST_LEVEL = 2  # from which words have numbers; with more numbers, the text is hard to read
_N_NAMES = 3  # columns of words in the table of terms
_CLASSES = ("", "", "", ' class="number detail"', ' class="number detail"', ' class="number"')  # of columns
_QUOTED, _IN_RUSSIAN = re.compile("«([^»]+)»"), r'«<span lang="ru">\1</span>»'
_LEGEND = """<p class="legend">In the text: <span class="for-1">for the topic</span>
<span class="for-2">strongly</span> <span class="for-3">very strongly</span>
<span class="against-1">against it</span> <span class="against-2">strongly</span>
<span class="against-3">very strongly</span> <span class="unread">not read</span>
<span class="unknown">unknown word</span> <span class="dress">not prose</span></p>"""


def make_explanation_page(explanation: Explanation, top: int = 10) -> str:
    """Return a self-contained page, with `top` terms in the table of each topic."""
    body = "\n".join(["<h1>Why these tags</h1>", *_iter_parts(explanation, top, "<h2>{}</h2>")])
    return make_page("Why these tags", body, styles=[_STYLE])


def make_fragment(explanation: Explanation, top: int = 10) -> str:
    """Return HTML that can stand in any page, several times: its style applies to itself alone, and it has no ids."""
    style = "\n".join(map(read_asset, ("page.css", _STYLE)))
    parts = _iter_parts(explanation, top, "<p><strong>{}</strong></p>")
    return f'<div class="topictag" lang="en"><style>{style}</style>\n' + "\n".join(parts) + "\n</div>"


def _iter_parts(explanation: Explanation, top: int, heading: str) -> Iterator[str]:
    yield f"<p>{escape(say_tags(explanation))}</p>"
    rows, rest = list_overview(explanation)
    if len(rows) > 1:
        yield make_table(OVERVIEW_HEADING, rows, "All topics")
    if rest:
        yield _paragraph(rest)
    sections = list(choose_sections(explanation))
    if sections:
        yield heading.format("Topics")
        yield _LEGEND
        yield from (_paragraph(line, "legend") for line in (say_levels(), *say_kinds(explanation)))
    for section in sections:
        yield from _write_section(explanation, section, top)
    unread = list_unread(explanation)
    if unread:
        yield heading.format("Not read")
        yield "<ul>"
        for own in unread:
            more = ", …" if own.is_cut else ""
            examples = ", ".join(f'<span lang="ru">{escape(example)}</span>' for example in own.examples)
            yield f"<li>{escape(own.title)}: {examples}{more}</li>"
        yield "</ul>"


def _write_section(explanation: Explanation, section: Section, top: int) -> Iterator[str]:
    is_open = " open" if section.is_open else ""
    title = escape(say_title(section))
    yield f'<details class="topic"{is_open}><summary><strong>{title}</strong></summary>'
    yield _paragraph(say_reasons(explanation, section))
    if left_out := say_left_out(explanation, section):
        yield _paragraph(left_out)
    for excerpt in section.excerpts:
        yield f'<p class="which">{escape(say_excerpt(explanation, excerpt))}</p>'
        yield _write_excerpt(excerpt)
        if unnumbered := say_unnumbered(excerpt, _LEAST_LEVEL):
            yield _paragraph(unnumbered, "which")
    number = f" in paragraph {section.number}" if len(explanation.paragraphs) > 1 else ""
    yield _write_terms(list_terms(explanation, section.own.topic, top), f"Terms for {section.own.topic}{number}")
    yield "</details>"


def _paragraph(text: str, name: str = "") -> str:
    kind = f' class="{name}"' if name else ""
    return f"<p{kind}>{_QUOTED.sub(_IN_RUSSIAN, escape(text))}</p>"


def _write_excerpt(excerpt: Excerpt) -> str:
    pieces = "".join(map(_write_piece, excerpt.pieces))
    before, after = "… " if excerpt.n_before else "", " …" if excerpt.n_after else ""
    return f'<p class="text" lang="ru">{before}{pieces}{after}</p>'


def _write_piece(piece: Piece) -> str:
    text = escape(piece.shown)
    if piece.reason:
        return f'<span class="{_class_of(piece.reason)}" title="not read: {escape(piece.reason)}">{text}</span>'
    if not piece.level:
        return text
    name = "for" if piece.level > 0 else "against"
    total = write_signed(piece.total)
    number = f'<sup class="total">{total}</sup>' if abs(piece.level) >= _LEAST_LEVEL else ""
    return f'<span class="{name}-{abs(piece.level)}" title="{total}">{text}</span>{number}'


def _class_of(reason: str) -> str:
    if reason == "unknown word":
        return "unknown"
    return "dress" if reason in ("address", "markup", "code") else "unread"


def _write_terms(rows: list[TermRow], caption: str) -> str:
    head = "".join(f'<th scope="col"{kind}>{name}</th>' for kind, name in zip(_CLASSES, HEADING, strict=True))
    body = "\n".join(map(_write_row, rows))
    label = escape(printable(caption))
    table = f"<table><caption>{label}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">{table}</div>'


def _write_row(row: TermRow) -> str:
    term, kind, written, *numbers = map(escape, map(printable, row.cells))
    cells = "".join(f"<td{own}>{cell}</td>" for own, cell in zip(_CLASSES[_N_NAMES:], numbers, strict=True))
    if row.is_sum:
        return f'<tr class="sum"><th scope="row" colspan="{_N_NAMES}">{term}</th>{cells}</tr>'
    language = "" if row.cells[1] == "hints" else ' lang="ru"'  # people name lists of hints
    return f'<tr><th scope="row"{language}>{term}</th><td>{kind}</td><td lang="ru">{written}</td>{cells}</tr>'
