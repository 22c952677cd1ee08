"""An explanation at a terminal, by rich: words in the colour of what they contribute.

Colour is never alone: the strength of a word also shows by underline and bold, its direction by a sign or number after
it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from topictag.reports.decided_figures import write_signed
from topictag.reports.escapes import escape_text, printable
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
from topictag.reports.explanation_text import write_explanation
from topictag.reports.marked_text import Piece
from topictag.reports.term_rows import HEADING, list_terms
from topictag.reports.unread_parts import list_unread
from topictag.results.explanation import Explanation

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_FOR, _AGAINST = "green", "magenta"  # these two differ for people who cannot tell red from green
_STRENGTHS = {0: "", 1: "", 2: "underline", 3: "bold underline"}
_LEAST_LEVEL = 2  # from which words have numbers; the others have a sign
_GAP, _NAME_WIDTH = 3, 24  # characters between columns; of a column of words, which are folded if they are longer
# Columns that are left out where there is no room, in this order.
_LEAST_IMPORTANT: Mapping[tuple[str, ...], tuple[int, ...]] = {OVERVIEW_HEADING: (5, 4, 3, 1), HEADING: (3, 4, 1)}
_WIDEST = 110  # chosen: longer lines are hard to read
_EXAMPLES = [
    (1, "for the topic"),
    (2, "strongly"),
    (3, "very strongly"),
    (-1, "against it"),
    (-2, "strongly"),
    (-3, "very strongly"),
]


def print_explanation(explanation: Explanation, output: TextIO, *, top: int = 10, has_colour: bool = True) -> None:
    """Print an explanation in colour; as plain text if rich is not installed.

    Parameters
    ----------
    explanation : Explanation
    output : text stream
    top : int, default=10
        Number of terms in the table of each topic.
    has_colour : bool, default=True
        Whether there is colour; bold and underline stay without it.
    """
    try:
        from rich.console import Console
    except ImportError:
        output.write(write_explanation(explanation, top) + "\n")
        return
    console = Console(file=output, highlight=False, markup=False, emoji=False, no_color=None if has_colour else True)
    console.width = min(console.width, _WIDEST)
    render_explanation(explanation, console, top)


def render_explanation(explanation: Explanation, console: "Console", top: int) -> None:
    """Print an explanation on a console of rich."""
    for part in _iter_parts(explanation, top, console.width):
        console.print(part)
        console.print()


def _iter_parts(explanation: Explanation, top: int, width: int) -> "Iterator[RenderableType]":
    from rich.text import Text

    yield Text(say_tags(explanation), "bold")
    rows, rest = list_overview(explanation)
    if len(rows) > 1:
        yield _make_table(OVERVIEW_HEADING, rows, width, n_names=1)
    if rest:
        yield Text(rest)
    sections = list(choose_sections(explanation))
    if sections:
        yield _write_legend()
        yield Text("\n".join([say_levels(), *say_kinds(explanation)]), "dim")
    for section in sections:
        yield from _write_section(explanation, section, top, width)
    unread = list_unread(explanation)
    if unread:
        yield Text("\n").join([Text("Not read", "bold"), *(Text(f"{own}.") for own in unread)])


def _write_legend() -> "Text":
    from rich.text import Text

    marks = {1: "+", 2: " +1.23", 3: " +2.34", -1: "−", -2: " −1.23", -3: " −2.34"}
    words = [Text(f"{name}{marks[level]}", _style(level)) for level, name in _EXAMPLES]
    legend = Text("In the text: ").append_text(Text(", ").join(words))
    return legend.append(". What is dim was not read. A number is what the word before it contributes to the score.")


def _write_section(explanation: Explanation, section: Section, top: int, width: int) -> "Iterator[RenderableType]":
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.text import Text

    yield Rule(Text(say_title(section), "bold"), align="left", style="dim")
    yield Text(say_reasons(explanation, section))
    if not section.is_open:
        return
    if left_out := say_left_out(explanation, section):
        yield Text(left_out)
    for excerpt in section.excerpts:
        yield Text(say_excerpt(explanation, excerpt), "dim")
        yield Padding(_write_excerpt(excerpt), (0, 0, 0, 2))
        if unnumbered := say_unnumbered(excerpt, _LEAST_LEVEL):
            yield Text(unnumbered, "dim")
    cells = [row.cells for row in list_terms(explanation, section.own.topic, top)]
    yield _make_table(HEADING, cells, width, n_names=3)


def _write_excerpt(excerpt: Excerpt) -> "Text":
    from rich.text import Text

    shown = Text("… " if excerpt.n_before else "")
    for piece in excerpt.pieces:
        style, mark = "dim" if piece.reason else _style(piece.level), _write_mark(piece)
        is_strong = abs(piece.level) >= _LEAST_LEVEL
        shown.append(escape_text(piece.shown) + ("" if is_strong else mark), style)
        if is_strong:
            shown.append(mark, _FOR if piece.level > 0 else _AGAINST)
    return shown.append(" …" if excerpt.n_after else "")


def _write_mark(piece: Piece) -> str:
    if abs(piece.level) >= _LEAST_LEVEL:
        return f" {write_signed(piece.total)}"
    return "+" if piece.level > 0 else "−" if piece.level < 0 else ""


def _style(level: int) -> str:
    colour = _FOR if level > 0 else _AGAINST if level < 0 else ""
    return f"{colour} {_STRENGTHS[abs(level)]}".strip()


def _make_table(heading: tuple[str, ...], rows: Sequence[Sequence[str]], width: int, n_names: int) -> "Table":
    """Return a table that fits; its first `n_names` columns contain words, the others numbers."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    columns = _choose_columns(heading, rows, width, n_names)
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        is_name = column < n_names
        name = Text(heading[column])
        table.add_column(name, justify="left" if is_name else "right", no_wrap=not is_name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(row[column])) for column in columns))
    return table


def _choose_columns(heading: tuple[str, ...], rows: Sequence[Sequence[str]], width: int, n_names: int) -> Sequence[int]:
    """Return the columns of a table that fit; the least important ones are left out."""
    widths = [max(len(cell) for cell in column) for column in zip(heading, *rows, strict=True)]
    widths[:n_names] = [min(own, _NAME_WIDTH) for own in widths[:n_names]]
    columns = list(range(len(heading)))
    for column in _LEAST_IMPORTANT[heading]:
        if sum(widths[own] for own in columns) + _GAP * (len(columns) - 1) <= width:
            break
        columns.remove(column)
    return columns
