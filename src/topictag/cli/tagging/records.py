"""Records of JSONL and JSON files, one after another; reading continues after a bad one.

JSONL is read line by line. A JSON file is read whole: an array of records, one record, or several one after another.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from topictag.cli.tagging.items import BadRecord, Item, make_item
from topictag.errors import DataError
from topictag.labelled.json_values import UnusableValueError, parse_value
from topictag.labelled.lines import BLANK, iter_places, limit_total, parse_line
from topictag.labelled.opening import check_decoded, show_bad_bytes

WAY_OUT = "Save it as UTF-8, or give its encoding, for example --encoding cp1251."


def read_json_lines(
    parts: Iterable[str], name: str, encoding: str, field: str | None, max_line_bytes: int
) -> Iterator[Item | BadRecord]:
    """Yield the records of a JSONL file; a line that is too long is a bad record, of which nothing is kept."""
    for place, line in iter_places(parts, name, max_line_bytes):
        try:
            record = parse_line(line, place, encoding, WAY_OUT)
        except DataError as error:
            yield BadRecord(place, error, "" if isinstance(line, DataError) else show_bad_bytes(line))
        else:
            yield make_item(record, place, field)


def read_json(
    parts: Iterable[str], name: str, encoding: str, field: str | None, max_line_bytes: int
) -> Iterator[Item | BadRecord]:
    """Yield the records of a JSON file.

    Raises
    ------
    DataError
        The file is longer than `max_line_bytes`, or is not JSON, so that the start of the next record is unknown.
    """
    text = "".join(limit_total(parts, f"{name}: the JSON document, which is read whole,", max_line_bytes))
    number, line, counted = 0, 1, 0
    try:
        for start, end, value in _iter_values(text):
            number, line, counted = number + 1, line + text.count("\n", counted, start), start
            place, written = f"{name}:{line}, record {number}", text[start:end]
            try:
                check_decoded(written, place, encoding, WAY_OUT)
                if isinstance(value, UnusableValueError):
                    raise DataError(f"{place}: {value}")
            except DataError as error:
                yield BadRecord(place, error, show_bad_bytes(written))
            else:
                yield make_item(value, place, field)
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
