"""Lines of JSON, one by one, each with its place: the only place that reads JSONL line by line."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from topictag.errors import DataError
from topictag.labelled.json_values import UnusableValueError, parse_value
from topictag.labelled.opening import check_decoded

BLANK = "\ufeff \t\r\n"  # a byte order mark stands at the joints of files that were put together


def iter_json_lines(
    lines: Iterable[bytes], name: str, on_error: Callable[[DataError], None] | None = None
) -> Iterator[tuple[str, Any]]:
    """Yield ``("name:line", value)`` for each line that is not blank.

    Parameters
    ----------
    lines : iterable of bytes
        For example a file opened in binary mode; UTF-8.
    name : str
        What to call the source in messages.
    on_error : callable, optional
        Takes what is wrong with a line, which is then passed over.

    Raises
    ------
    DataError
        A line is not UTF-8, or not JSON, and nobody takes that.
    """
    for place, line in iter_places((line.decode("utf-8", "surrogateescape") for line in lines), name):
        try:
            value = parse_line(line, place)
        except DataError as error:
            if on_error is None:
                raise
            on_error(error)
            continue
        yield place, value


def iter_places(lines: Iterable[str], name: str) -> Iterator[tuple[str, str]]:
    """Yield ``("name:line", line)`` for each line that is not blank, without the white space around it."""
    for number, line in enumerate(lines, 1):
        if stripped := line.strip(BLANK):
            yield f"{name}:{number}", stripped


def parse_line(line: str, place: str) -> Any:
    """Return the value of a line of JSON that has been checked and stripped.

    Raises
    ------
    DataError
        It is not text, not JSON, or JSON that cannot be used; the message begins with the place.
    """
    check_decoded(line, place)
    try:
        value, end = parse_value(line)
        if end < len(line):
            raise json.JSONDecodeError("Extra data", line, end)
    except UnusableValueError as error:
        raise DataError(f"{place}: {error}") from error
    except json.JSONDecodeError as error:
        raise DataError(
            f"{place}: not JSON ({error.msg.removesuffix(' at')} at column {error.colno}). One object per line."
        ) from error
    except (RecursionError, ValueError) as error:
        raise DataError(f"{place}: JSON that cannot be used ({error}).") from error
    return value
