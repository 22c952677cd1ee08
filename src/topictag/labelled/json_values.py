"""One JSON value at a time, refused where JSON allows what nobody can have meant.

A value that is refused is parsed to its end all the same, so that a reader can go on behind it.
"""

import json
from collections import Counter
from math import isinf
from typing import Any


class UnusableValueError(ValueError):
    """A value is JSON, but cannot be used; `end` is where it ends."""

    def __init__(self, problem: str, end: int) -> None:
        super().__init__(problem)
        self.end = end


def parse_value(text: str, start: int = 0) -> tuple[Any, int]:
    """Return the value that begins at a place, and where it ends.

    Raises
    ------
    UnusableValueError
        A key stands twice in an object, a number is none or too large, or a string holds half a surrogate pair.
    json.JSONDecodeError
        There is no JSON.
    ValueError, RecursionError
        A number has too many digits, or lists stand too deep in each other.

    Examples
    --------
    >>> parse_value('{"a": 1} …')
    ({'a': 1}, 8)
    """
    checks = _Checks()
    value, end = checks.decoder().raw_decode(text, start)
    written = text[start:end]
    if ("\\ud" in written or "\\uD" in written) and not _is_text(value):
        checks.problems.append("half a surrogate pair (\\ud800 – \\udfff) is no text. Mend the escape.")
    if checks.problems:
        raise UnusableValueError(checks.problems[0], end)
    return value, end


class _Checks:
    """Hooks of the parser that note what is wrong."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def decoder(self) -> json.JSONDecoder:
        return json.JSONDecoder(object_pairs_hook=self._object, parse_constant=self._constant, parse_float=self._float)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            twice = next(key for key, count in counts.items() if count > 1)
            self.problems.append(f'the key "{twice}" stands twice in an object. Remove one.')
        return value

    def _constant(self, name: str) -> None:
        self.problems.append(f"JSON that cannot be used ({name} is no JSON number).")

    def _float(self, digits: str) -> float:
        number = float(digits)
        if isinf(number):
            self.problems.append(f"JSON that cannot be used ({digits} is too large).")
        return number


def _is_text(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
