"""Plain tables: a heading, a rule, a line per row; the first column to the left, figures to the right."""

from collections.abc import Sequence

from topictag.reports.escapes import printable

_GAP = "  "


def format_table(rows: Sequence[Sequence[str]], heading: Sequence[str] = ()) -> str:
    """Return a table as text.

    Parameters
    ----------
    rows : sequence of sequences of str
        Each as long as the others.
    heading : sequence of str, optional
        Names of the columns.

    Examples
    --------
    >>> print(format_table([["energy", "46"], ["security", "110"]], ["topic", "support"]))
      topic     support
      -----------------
      energy         46
      security      110
    """
    cells = [[printable(cell) for cell in row] for row in ([heading, *rows] if heading else rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [_format_row(row, widths) for row in cells]
    if heading:
        lines.insert(1, "-" * (sum(widths) + len(_GAP) * (len(widths) - 1)))
    return "\n".join(f"{_GAP}{line}".rstrip() for line in lines)


def _format_row(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        cell.rjust(width) if number else cell.ljust(width)
        for number, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return _GAP.join([first, *others])
