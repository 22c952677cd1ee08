"""Lists of topics in one cell of a table, and what separates them.

topictag writes ``energy|sport``, or a JSON list where a name contains a possible separator. Other tables separate by a
semicolon, a comma or a hash sign, but these also stand in names, such as «crime, law and justice». So a comma or a hash
separates only if each part occurs in other company, too; otherwise the user must say.
"""

import json
from ast import literal_eval
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from topictag.errors import DataError
from topictag.labelled.quotes import quote

DEFAULT = "|"

_SURE = ("|", ";")  # rare in names
_UNSURE = (",", "#")


def split_cell(cell: str, separator: str, place: str) -> list[Any]:
    """Return the topics of a cell, which may also be a list as JSON or as Python shows it.

    Raises
    ------
    DataError
        It begins like a list and is none.

    Examples
    --------
    >>> split_cell("energy| sport", "|", "news.csv:2"), split_cell('["energy"]', "|", "news.csv:2")
    (['energy', 'sport'], ['energy'])
    """
    if _is_list(cell):
        return _parse_list(cell, place)
    return [part for piece in cell.split(separator) if (part := piece.strip())]


def join_cells(lists: Iterable[Iterable[str]]) -> list[str]:
    """Return a cell for each list of topics, such that `split_cell` gives it back without being told a separator."""
    wanted = [sorted(own) for own in lists]
    cells = [DEFAULT.join(own) for own in wanted]
    try:
        is_plain = guess_separator(cells, "") == DEFAULT and all(
            split_cell(cell, DEFAULT, "") == own and not are_numbers(cell, DEFAULT)
            for cell, own in zip(cells, wanted, strict=True)
        )
    except DataError:
        is_plain = False
    return cells if is_plain else [json.dumps(own, ensure_ascii=False) if own else "" for own in wanted]


def are_numbers(cell: str, separator: str) -> bool:
    """Return whether the topics of a cell are whole numbers; in a list, where they have quotes, they are names."""
    if _is_list(cell):
        return False
    parts = [piece.strip() for piece in cell.split(separator)]
    return all(part.isdecimal() for part in parts if part) and any(parts)


def guess_separator(cells: Iterable[str], place: str) -> str:
    """Return what separates the topics in cells.

    Raises
    ------
    DataError
        It is not clear.

    Examples
    --------
    >>> guess_separator(["energy, sport", "sport, culture", "energy, culture"], "news.csv")
    ','
    >>> try:
    ...     guess_separator(["crime, law and justice", "sport"], "news.csv")
    ... except DataError as error:
    ...     print(str(error)[:88])
    news.csv: "," may separate topics or be a part of their names, as in 'crime, law and jus
    """
    distinct = {cell for cell in cells if not _is_list(cell)}
    sure = [own for own in _SURE if any(own in cell for cell in distinct)]
    if len(sure) > 1:
        examples = " and ".join(quote(min(cell for cell in distinct if own in cell)) for own in sure)
        raise DataError(
            f"{place}: both {' and '.join(map(quote, sure))} stand between topics, it seems, as in {examples}. Say "
            f'what separates topics: --separator "{sure[0]}" or --separator "{sure[1]}".'
        )
    if sure:
        return sure[0]
    found = [own for own in _UNSURE if any(own in cell for cell in distinct)]
    if not found:
        return DEFAULT
    if len(found) == 1 and _is_consistent(distinct, found[0]):
        return found[0]
    example = min(cell for cell in distinct if found[0] in cell)
    raise DataError(
        f'{place}: "{found[0]}" may separate topics or be a part of their names, as in {quote(example)}. Say what '
        f'separates topics: --separator "{found[0]}", or --separator "{DEFAULT}" if each cell is one topic.'
    )


def _is_consistent(cells: Iterable[str], separator: str) -> bool:
    """Return whether no part is empty, as in «C#», and each part of a cell with several is also a part of another."""
    company = defaultdict[str, set[frozenset[str]]](set)
    several = set[frozenset[str]]()
    for cell in cells:
        parts = frozenset(piece.strip() for piece in cell.split(separator))
        if "" in parts and separator in cell:
            return False
        for part in parts:
            company[part].add(parts)
        if len(parts) > 1:
            several.add(parts)
    return all(len(company[part]) > 1 for parts in several for part in parts)


def _is_list(cell: str) -> bool:
    bare = cell.strip()
    return bare == "[]" or (bare.endswith("]") and bare.startswith(('["', "['")))


def _parse_list(cell: str, place: str) -> list[Any]:
    bare = cell.strip()
    try:
        value = json.loads(bare)
    except (ValueError, RecursionError):
        value = None
    if value is None and bare.startswith("['"):
        try:
            value = literal_eval(bare)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            value = None
        if repr(value) != bare:  # ['a' 'b'], as NumPy shows it, would be ['ab']
            value = None
    if not isinstance(value, list):
        raise DataError(f'{place}: not a list of topics: {quote(cell)}. Write ["energy", "sport"] or energy|sport.')
    return value
