"""Tables as text: by rich if it is installed, else as plain columns."""

from collections.abc import Sequence

from topictag.reports.escapes import printable

_INDENT, _GAP = "  ", "   "  # the spacing of rich


def format_table(rows: Sequence[Sequence[str]], heading: Sequence[str] = (), n_left: int = 1) -> str:
    """Return a table as text, with the first columns aligned left and the others right.

    Parameters
    ----------
    rows : sequence of sequences of str
        All of the same length.
    heading : sequence of str, optional
        Names of the columns.
    n_left : int, default=1
        Number of columns that are aligned left.
    """
    cells = [[printable(cell) for cell in row] for row in ([heading, *rows] if heading else rows)]
    try:
        return _format_by_rich(cells, n_left=n_left, has_heading=bool(heading))
    except ImportError:
        return _format_plain(cells, n_left=n_left, has_heading=bool(heading))


def _format_by_rich(cells: Sequence[Sequence[str]], *, n_left: int, has_heading: bool) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_header=has_heading, show_edge=False, pad_edge=False)
    for number, heading in enumerate(cells[0]):
        table.add_column(
            Text(heading) if has_heading else "", justify="left" if number < n_left else "right", no_wrap=True
        )
    for row in cells[1:] if has_heading else cells:
        table.add_row(*map(Text, row))
    console = Console(width=10_000, highlight=False)  # so that a narrow terminal does not squeeze a table
    with console.capture() as captured:
        console.print(table)
    return "\n".join(f"{_INDENT}{line}".rstrip() for line in captured.get().splitlines())


def _format_plain(cells: Sequence[Sequence[str]], *, n_left: int, has_heading: bool) -> str:
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [_format_row(row, widths, n_left) for row in cells]
    if has_heading:
        lines.insert(1, "-" * (sum(widths) + len(_GAP) * (len(widths) - 1)))
    return "\n".join(f"{_INDENT}{line}".rstrip() for line in lines)


def _format_row(row: Sequence[str], widths: Sequence[int], n_left: int) -> str:
    return _GAP.join(
        cell.ljust(width) if number < n_left else cell.rjust(width)
        for number, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
