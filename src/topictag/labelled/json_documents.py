"""JSON documents that are read whole: an array of values, one value, or several one after another.

Reading continues after a value that cannot be used.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from topictag.errors import DataError
from topictag.labelled.json_values import UnusableValueError, parse_value
from topictag.labelled.lines import BLANK, limit_total
from topictag.labelled.opening import NAME_ENCODING, check_decoded


def iter_document(
    parts: Iterable[str], name: str, max_bytes: int, *, encoding: str = "", way_out: str = NAME_ENCODING
) -> Iterator[tuple[str, Any, str]]:
    """Yield the place of each value, the value or the `DataError` that stands for it, and its original text.

    Parameters
    ----------
    parts : iterable of str
        The document, in parts of any size.
    name : str
        Name of the document in messages.
    max_bytes : int
        Maximum length of the document, in bytes of UTF-8.
    encoding, way_out : str, optional
        As for `check_decoded`.

    Raises
    ------
    DataError
        The document is too long, or is not JSON, so that the start of the next value is unknown.

    Examples
    --------
    >>> [value for _, value, _ in iter_document(['[{"a": 1}, ', '{"a": 2}]'], "data.json", 100)]
    [{'a': 1}, {'a': 2}]
    """
    text = "".join(limit_total(parts, f"{name}: the JSON document, which is read whole,", max_bytes))
    number, line, counted = 0, 1, 0
    try:
        for start, end, value in _iter_values(text):
            number, line, counted = number + 1, line + text.count("\n", counted, start), start
            place, written = f"{name}:{line}, record {number}", text[start:end]
            try:
                check_decoded(written, place, encoding, way_out)
                if isinstance(value, UnusableValueError):
                    raise DataError(f"{place}: {value}")
            except DataError as error:
                yield place, error, written
            else:
                yield place, value, written
    except json.JSONDecodeError as error:
        raise DataError(
            f"{name}:{error.lineno}: not JSON ({error.msg.removesuffix(' at')} at column {error.colno})."
        ) from error
    except ValueError as error:
        raise DataError(f"{name}:{line}: JSON that cannot be used ({error}).") from error


def _iter_values(text: str) -> Iterator[tuple[int, int, Any]]:
    """Yield the start and end of each value of a document, and the value, or the error if it cannot be used."""
    place = _skip(text, 0)
    is_array = text.startswith("[", place)
    if is_array:
        place = _skip(text, place + 1)
    while place < len(text) and not (is_array and text[place] == "]"):
        start = place
        value: Any
        try:
            value, end = parse_value(text, start)
        except UnusableValueError as error:
            value, end = error, error.end
        yield start, end, value
        place = _skip(text, end)
        if is_array:
            place = _next_in_array(text, place)
    if is_array and text[place:].strip() != "]":
        raise json.JSONDecodeError("The array does not end, or something follows it", text, place)


def _next_in_array(text: str, place: int) -> int:
    if text.startswith(",", place):
        return _skip(text, place + 1)
    if not text.startswith("]", place):
        raise json.JSONDecodeError("Expecting ',' or ']'", text, place)
    return place


def _skip(text: str, place: int) -> int:
    """Return the position of the next character that is not white space."""
    while place < len(text) and text[place] in BLANK:
        place += 1
    return place
