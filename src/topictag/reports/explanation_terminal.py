"""An explanation at a terminal, by rich: words in the colour of what they contribute.

Colour is never alone: the strength of a word also shows by underline and bold, its direction by a sign after it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from topictag.reports.escapes import escape_text, printable
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
from topictag.reports.explanation_text import write_explanation
from topictag.reports.term_rows import HEADING, list_terms
from topictag.reports.unread_parts import list_unread
from topictag.results.explanation import Explanation

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_FOR, _AGAINST = "green", "magenta"  # these two differ for people who cannot tell red from green
_STRENGTHS = {0: "", 1: "", 2: "underline", 3: "bold underline"}
_NARROW = 90  # columns; below, tables have three columns
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
    for part in _iter_parts(explanation, top, is_narrow=console.width < _NARROW):
        console.print(part)
        console.print()


def _iter_parts(explanation: Explanation, top: int, *, is_narrow: bool) -> "Iterator[RenderableType]":
    from rich.text import Text

    yield Text(say_tags(explanation), "bold")
    rows, rest = list_overview(explanation)
    if len(rows) > 1:
        yield _make_table(OVERVIEW_HEADING, rows, [0, 1, 2] if is_narrow else range(6), n_names=1)
    if rest:
        yield Text(rest)
    sections = list(choose_sections(explanation))
    if sections:
        yield _write_legend()
    for section in sections:
        yield from _write_section(explanation, section, top, is_narrow=is_narrow)
    unread = list_unread(explanation)
    if unread:
        yield Text("\n").join([Text("Not read", "bold"), *(Text(f"{own}.") for own in unread)])


def _write_legend() -> "Text":
    from rich.text import Text

    words = [Text(f"{name}{'+' if level > 0 else '−'}", _style(level)) for level, name in _EXAMPLES]
    legend = Text("In the text: ").append_text(Text(", ").join(words))
    return legend.append(". What is dim was not read.")


def _write_section(
    explanation: Explanation, section: Section, top: int, *, is_narrow: bool
) -> "Iterator[RenderableType]":
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.text import Text

    yield Rule(Text(say_title(explanation, section), "bold"), align="left", style="dim")
    yield Text(say_reasons(explanation, section))
    if not section.is_open:
        return
    if left_out := say_left_out(section):
        yield Text(left_out)
    for excerpt in section.excerpts:
        yield Text(say_excerpt(explanation, excerpt), "dim")
        yield Padding(_write_excerpt(excerpt), (0, 0, 0, 2))
    cells = [row.cells for row in list_terms(explanation.text, section.own, top)]
    yield _make_table(HEADING, cells, [0, 2, 5] if is_narrow else range(6), n_names=3)


def _write_excerpt(excerpt: Excerpt) -> "Text":
    from rich.text import Text

    shown = Text("… " if excerpt.n_before else "")
    for piece in excerpt.pieces:
        sign = "+" if piece.level > 0 else "−" if piece.level < 0 else ""
        style = "dim" if piece.reason else _style(piece.level)
        shown.append(" ".join(escape_text(piece.text).split("\n")) + sign, style)
    return shown.append(" …" if excerpt.n_after else "")


def _style(level: int) -> str:
    colour = _FOR if level > 0 else _AGAINST if level < 0 else ""
    return f"{colour} {_STRENGTHS[abs(level)]}".strip()


def _make_table(heading: Sequence[str], rows: Sequence[Sequence[str]], columns: Sequence[int], n_names: int) -> "Table":
    """Return some columns of a table; the first `n_names` of all contain words, the others numbers."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        is_name = column < n_names
        name = Text(heading[column])
        table.add_column(name, justify="left" if is_name else "right", no_wrap=not is_name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(row[column])) for column in columns))
    return table
