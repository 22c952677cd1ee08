"""Ids of texts and articles: strings or whole numbers; 17 and "17" are the same id."""

from collections.abc import Mapping
from operator import index
from typing import Any

from topictag.errors import DataError
from topictag.labelled.quotes import quote


def as_identifier(value: Any) -> str:
    """Return an id as a string, or an empty one for a value that cannot be an id.

    Examples
    --------
    >>> as_identifier(17), as_identifier("17"), as_identifier(True)
    ('17', '17', '')
    """
    if isinstance(value, str):
        return value if value.strip() else ""
    if type(value).__name__ in ("bool", "bool_"):  # NumPy's may support index()
        return ""
    try:
        return str(index(value))  # also NumPy's integers, as in columns of tables
    except (TypeError, ValueError):  # not a whole number, or one with thousands of digits
        return ""


def read_identifier(record: Mapping[str, Any], field: str, place: str) -> str:
    """Return the id in a record's field as a string.

    Raises
    ------
    DataError
        It is empty, or neither a string nor a whole number.
    """
    if not (identifier := as_identifier(record[field])):
        raise DataError(f'{place}: "{field}" must be a non-empty string or a whole number, not {quote(record[field])}.')
    return identifier
