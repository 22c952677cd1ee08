"""Parsing one JSON value at a time. Values that JSON allows but nobody can have meant are refused.

A refused value is still parsed to its end, so that a reader can continue after it.
"""

import json
from collections import Counter
from collections.abc import Iterator
from math import isinf
from typing import Any

from topictag.labelled.quotes import shorten

_MAX_DEPTH = 200  # chosen: no record is that deep, and json.dumps stays far from Python's limit of 1000 calls
_TOO_DEEP = f"lists and objects are nested more than {_MAX_DEPTH} deep. Flatten the record."


class UnusableValueError(ValueError):
    """A JSON value cannot be used; `end` is the position after it."""

    def __init__(self, problem: str, end: int) -> None:
        super().__init__(problem)
        self.end = end


def parse_value(text: str, start: int = 0) -> tuple[Any, int]:
    """Return the value that begins at a position, and where it ends.

    Raises
    ------
    UnusableValueError
        An object has a key twice, a number is NaN, infinite or too large, a string contains half a surrogate pair, or
        the value is nested too deeply.
    json.JSONDecodeError
        The text is not JSON.
    ValueError
        A number has too many digits, or the value is nested so deeply that its end is unknown.

    Examples
    --------
    >>> parse_value('{"a": 1} …')
    ({'a': 1}, 8)
    """
    checks = _Checks()
    try:
        value, end = checks.decoder().raw_decode(text, start)
    except RecursionError as error:
        raise ValueError(_TOO_DEEP) from error
    checks.look_through(value, text[start:end])
    if checks.problems:
        raise UnusableValueError(checks.problems[0], end)
    return value, end


class _Checks:
    """Hooks of the parser that collect problems."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def decoder(self) -> json.JSONDecoder:
        return json.JSONDecoder(object_pairs_hook=self._object, parse_constant=self._constant, parse_float=self._float)

    def look_through(self, value: Any, written: str) -> None:
        """Look for problems that no hook sees, if the text shows that there may be some."""
        may_be_deep = written.count("[") + written.count("{") > _MAX_DEPTH
        may_be_halved = "\\ud" in written or "\\uD" in written
        if not may_be_deep and not may_be_halved:
            return
        for depth, inner in _iter_inner(value):
            if depth > _MAX_DEPTH:
                self.problems.append(_TOO_DEEP)
                return
            if isinstance(inner, str) and not _is_text(inner):
                self.problems.append("half a surrogate pair (\\ud800 – \\udfff) is not a character. Fix the escape.")
                return

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            repeated = next(key for key, count in counts.items() if count > 1)
            self.problems.append(f'an object has the key "{shorten(repeated)}" twice. Remove one.')
        return value

    def _constant(self, name: str) -> None:
        self.problems.append(f"JSON that cannot be used ({name} is not a JSON number).")

    def _float(self, digits: str) -> float:
        number = float(digits)
        if isinf(number):
            self.problems.append(f"JSON that cannot be used ({shorten(digits)} is too large).")
        return number


def _iter_inner(value: Any) -> Iterator[tuple[int, Any]]:
    """Yield a value, its keys and all values inside it, each with its depth; without recursion."""
    waiting = [(0, value)]
    while waiting:
        depth, inner = waiting.pop()
        yield depth, inner
        if isinstance(inner, dict):
            waiting += ((depth + 1, part) for pair in inner.items() for part in pair)
        elif isinstance(inner, list):
            waiting += ((depth + 1, part) for part in inner)


def _is_text(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
