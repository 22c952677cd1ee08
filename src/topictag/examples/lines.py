"""Lines of JSON, one by one, each with its place: the only place that opens a JSONL file line by line."""

import json
from collections.abc import Callable, Iterable, Iterator
from math import isinf
from typing import Any

from topictag.errors import DataError

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def iter_json_lines(
    lines: Iterable[bytes], name: str, on_error: Callable[[DataError], None] | None = None
) -> Iterator[tuple[str, Any]]:
    """Yield ``("name:line", value)`` for each line that is not blank.

    Parameters
    ----------
    lines : iterable of bytes
        For example a file opened in binary mode.
    name : str
        What to call the source in messages.
    on_error : callable, optional
        Takes what is wrong with a line, which is then passed over.

    Raises
    ------
    DataError
        A line is not UTF-8, or not JSON, and nobody takes that.
    """
    for number, line in enumerate(lines, 1):
        stripped = line.removeprefix(_BYTE_ORDER_MARK).strip()
        if stripped:
            place = f"{name}:{number}"
            try:
                value = _parse(stripped, place)
            except DataError as error:
                if on_error is None:
                    raise
                on_error(error)
                continue
            yield place, value


def _parse(line: bytes, place: str) -> Any:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{place}: not UTF-8 ({error.reason} at byte {error.start}). Save it as UTF-8.") from error
    try:
        value = json.loads(text, parse_constant=_refuse_constant, parse_float=_parse_float)
    except json.JSONDecodeError as error:
        raise DataError(f"{place}: not JSON ({error.msg} at column {error.colno}). One object per line.") from error
    except (RecursionError, ValueError) as error:
        raise DataError(f"{place}: JSON that cannot be used ({error}).") from error
    if "\\ud" in text.lower() and not _is_text(value):
        raise DataError(f"{place}: half a surrogate pair (\\ud800 – \\udfff) is no text. Mend the escape.")
    return value


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _parse_float(digits: str) -> float:
    number = float(digits)
    if isinf(number):
        raise ValueError(f"{digits} is too large")
    return number


def _is_text(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
