"""Ids of texts and articles: strings, or whole numbers, as databases have them; 17 and "17" are the same."""

from collections.abc import Mapping
from typing import Any

from topictag.errors import DataError


def is_identifier(value: Any) -> bool:
    """Return whether a JSON value can be an id."""
    return (isinstance(value, str) and bool(value.strip())) or (isinstance(value, int) and not isinstance(value, bool))


def read_identifier(record: Mapping[str, Any], field: str, place: str) -> str:
    """Return the id in a record's field, a number as its digits.

    Raises
    ------
    DataError
        It is neither a string nor a whole number, or empty.
    """
    value = record[field]
    if not is_identifier(value):
        raise DataError(f'{place}: "{field}" must be a string or a whole number, and not empty, not {value!r:.60}.')
    return str(value)
