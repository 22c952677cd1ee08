"""Lines of JSON, one by one, each with its place: the only place that opens a JSONL file line by line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from topictag.errors import DataError

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def iter_json_lines(lines: Iterable[bytes], name: str) -> Iterator[tuple[str, Any]]:
    """Yield ``("name:line", value)`` for each line that is not blank.

    Parameters
    ----------
    lines : iterable of bytes
        For example a file opened in binary mode.
    name : str
        What to call the source in messages.

    Raises
    ------
    DataError
        A line is not UTF-8 or not JSON.
    """
    for number, line in enumerate(lines, 1):
        stripped = line.removeprefix(_BYTE_ORDER_MARK).strip()
        if stripped:
            place = f"{name}:{number}"
            yield place, _parse(stripped, place)


def _parse(line: bytes, place: str) -> Any:
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise DataError(
            f"{place}: not UTF-8 ({error.reason} at byte {error.start}). Save the file as UTF-8."
        ) from error
    except json.JSONDecodeError as error:
        raise DataError(
            f"{place}: not JSON ({error.msg} at column {error.colno}). One object stands on a line."
        ) from error
