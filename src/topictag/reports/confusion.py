"""Which topic is taken for which, as text: a table for a few topics, else the largest confusions."""

from collections.abc import Sequence

from topictag.reports.table import format_table
from topictag.results.quality import Confusion

_MAX_TOPICS = 12  # chosen: a table of more columns does not fit on a screen
_MAX_CONFUSIONS = 10  # chosen
_NO_TOPIC = "no topic"


def write_confusion(topics: Sequence[str], cells: Sequence[Confusion]) -> str:
    """Return a table of rows by the right topic and columns by the given one; for many topics, the ten largest cells.

    Parameters
    ----------
    topics : sequence of str
        In the order of rows and columns.
    cells : sequence of Confusion
        Those that are not 0.
    """
    if len(topics) <= _MAX_TOPICS:
        return _write_table(topics, cells)
    rows = [[cell.topic, cell.given or _NO_TOPIC, str(cell.n)] for cell in find_largest(cells)]
    return format_table(rows, ["largest confusions", "given", "examples"]) if rows else "No confusions."


def find_largest(cells: Sequence[Confusion]) -> list[Confusion]:
    """Return the ten largest cells of wrong topics, the largest first.

    Examples
    --------
    >>> cells = [Confusion("energy", "energy", 9), Confusion("energy", "sport", 1), Confusion("sport", "energy", 2)]
    >>> [(cell.topic, cell.given) for cell in find_largest(cells)]
    [('sport', 'energy'), ('energy', 'sport')]
    """
    wrong = [cell for cell in cells if cell.topic != cell.given]
    return sorted(wrong, key=lambda cell: -cell.n)[:_MAX_CONFUSIONS]


def _write_table(topics: Sequence[str], cells: Sequence[Confusion]) -> str:
    counts = {(cell.topic, cell.given): cell.n for cell in cells}
    given = [*topics, *([""] if any(not cell.given for cell in cells) else [])]
    rows = [[topic, *(str(counts.get((topic, own), 0)) for own in given)] for topic in topics]
    return format_table(rows, ["right \\ given", *(own or _NO_TOPIC for own in given)])
