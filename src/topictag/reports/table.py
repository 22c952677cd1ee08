"""Tables as text: by rich if it is installed, else as plain columns."""

from collections.abc import Collection, Sequence
from unicodedata import combining, east_asian_width

from topictag.reports.escapes import printable

_INDENT, _GAP = "  ", "   "  # the spacing of rich


def format_table(
    rows: Sequence[Sequence[str]], heading: Sequence[str] = (), left: Collection[int] = frozenset({0})
) -> str:
    """Return a table as text.

    Parameters
    ----------
    rows : sequence of sequences of str
        All of the same length.
    heading : sequence of str, optional
        Names of the columns.
    left : collection of int, default={0}
        Numbers of the columns that are aligned left; the others are aligned right.
    """
    cells = [[printable(cell) for cell in row] for row in ([heading, *rows] if heading else rows)]
    try:
        return _format_by_rich(cells, left, has_heading=bool(heading))
    except ImportError:
        return _format_plain(cells, left, has_heading=bool(heading))


def _format_by_rich(cells: Sequence[Sequence[str]], left: Collection[int], *, has_heading: bool) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_header=has_heading, show_edge=False, pad_edge=False)
    for number, heading in enumerate(cells[0]):
        table.add_column(
            Text(heading) if has_heading else "", justify="left" if number in left else "right", no_wrap=True
        )
    for row in cells[1:] if has_heading else cells:
        table.add_row(*map(Text, row))
    console = Console(width=10_000, highlight=False)  # so that a narrow terminal does not squeeze a table
    with console.capture() as captured:
        console.print(table)
    return "\n".join(f"{_INDENT}{line}".rstrip() for line in captured.get().splitlines())


def _format_plain(cells: Sequence[Sequence[str]], left: Collection[int], *, has_heading: bool) -> str:
    widths = [max(map(_measure, column)) for column in zip(*cells, strict=True)]
    lines = [_format_row(row, widths, left) for row in cells]
    if has_heading:
        lines.insert(1, "-" * (sum(widths) + len(_GAP) * (len(widths) - 1)))
    return "\n".join(f"{_INDENT}{line}".rstrip() for line in lines)


def _format_row(row: Sequence[str], widths: Sequence[int], left: Collection[int]) -> str:
    return _GAP.join(
        f"{cell}{' ' * (width - _measure(cell))}" if number in left else f"{' ' * (width - _measure(cell))}{cell}"
        for number, (cell, width) in enumerate(zip(row, widths, strict=True))
    )


def _measure(cell: str) -> int:
    """Return how many columns of a terminal a cell takes: two for a wide character, none for a combining mark."""
    return sum(0 if combining(c) else 1 + (east_asian_width(c) in "WF") for c in cell)
