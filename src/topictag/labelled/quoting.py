"""Whether quotation marks in a table enclose cells, as in CSV, or are a part of the texts.

Excel and topictag quote cells of TSV as in CSV; other programs write texts as they are. The header shows it if its
names are quoted. Otherwise quotation marks are taken literally where they cannot be those of CSV.
"""

from collections.abc import Iterable

from topictag.errors import DataError
from topictag.labelled.table_rows import Table

QUOTINGS = ("csv", "none")
NAME_QUOTING = "Say what quotation marks are: --quoting csv if they enclose cells, --quoting none if they are text."


def choose_quoting(parts: Iterable[str], name: str, delimiter: str, max_line_bytes: int) -> tuple[str, Iterable[str]]:
    r"""Return the quoting of a table as `Table` takes it, and its parts, since these may be read only once.

    It is "none" if the cells are separated by tabs and not quoted as in CSV, but each line has the right number of
    them; otherwise empty.

    Parameters
    ----------
    parts, name, delimiter, max_line_bytes
        As for `Table`.

    Examples
    --------
    >>> choose_quoting(["text\ttags\n", '"Спартак" выиграл.\tsport\n'], "news.tsv", "\t", 100)[0]
    'none'
    >>> choose_quoting(["text\ttags\n", '"Спартак выиграл."\tsport\n'], "news.tsv", "\t", 100)[0]
    ''
    """
    if delimiter != "\t":
        return "", parts
    held = [*parts]
    is_clear = all('"' not in part for part in held) or _fits(held, name, "csv", max_line_bytes)
    return ("" if is_clear or not _fits(held, name, "none", max_line_bytes) else "none"), held


def _fits(parts: Iterable[str], name: str, quoting: str, max_line_bytes: int) -> bool:
    """Return whether each row has as many cells as the header."""
    try:
        table = Table(parts, name, "\t", quoting=quoting, max_line_bytes=max_line_bytes)
        return not table.is_header_quoted and all(not isinstance(row, DataError) for _, row, _ in table)
    except DataError:
        return False
