"""The JSON text in a file: bounded in size and depth, without repeated keys, and valid in UTF-8.

Reading and writing apply the same checks, so that everything written can be read.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from topictag.errors import SettingError
from topictag.model.limits import MAX_HEADER_BYTES, MAX_HEADER_DEPTH, MAX_HEADER_VALUES, MAX_INTEGER_BITS

_MAX_BYTES = MAX_HEADER_BYTES - 100_000  # the rest is for the types, shapes and places of arrays


class HeaderError(ValueError):
    """A header cannot be read or written; the message completes "its header …"."""


def check_text(value: str, what: str) -> None:
    r"""Raise unless a text can be written to a file. Call this before hours of work, not when the result is saved.

    Parameters
    ----------
    value : str
    what : str
        What the text is; begins the message.

    Raises
    ------
    SettingError
        It is not a str, or contains half of a surrogate pair (U+D800 to U+DFFF), which UTF-8 cannot write.

    Examples
    --------
    >>> check_text("Новости за 2020 год", "description")
    >>> check_text("\ud800", "description")
    Traceback (most recent call last):
    ...
    topictag.errors.SettingError: description: contains U+D800, half of a character. Decode it as UTF-8, or remove it.
    """
    if not isinstance(value, str):
        raise SettingError(f"{what} must be a str, not {type(value).__name__}.")
    if half := _half_character(value):
        raise SettingError(f"{what}: contains {half}, half of a character. Decode it as UTF-8, or remove it.")


def parse_header(text: str) -> dict[str, Any]:
    """Return the JSON object in a text.

    Raises
    ------
    HeaderError
        It is too large or too deep, has a key twice, or contains something that `dump_header` refuses.
    TypeError, ValueError
        It is not a JSON object.
    """
    _check_size(text)
    try:
        header = json.loads(text, object_pairs_hook=unique_keys)
    except RecursionError as error:
        raise HeaderError(f"nests more than {MAX_HEADER_DEPTH} levels") from error
    if not isinstance(header, dict):
        raise TypeError("not a JSON object")
    _check(header)
    return header


def dump_header(header: Mapping[str, Any]) -> str:
    """Return a JSON text that `parse_header` reads.

    Raises
    ------
    HeaderError
        A value is not a JSON type, a key is not a str, a text contains half a character, or the header is nested too
        deeply or too large.
    """
    _check(header)
    text = json.dumps(header, ensure_ascii=False)
    _check_size(text)
    # The file contains it as a string within another JSON text, where quotes and backslashes take two bytes.
    if len(json.dumps(text, ensure_ascii=False).encode("utf-8")) > _MAX_BYTES:
        raise HeaderError(f"has more than {_MAX_BYTES:,} bytes")
    return text


def unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object, as ``object_pairs_hook``; raises `HeaderError` if it has a key twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise HeaderError("has a key twice")
    return found


def _check_size(text: str) -> None:
    # A comma or bracket precedes each value. Those in strings count too, which does no harm.
    if sum(map(text.count, ",[{")) > MAX_HEADER_VALUES:
        raise HeaderError(f"has more than {MAX_HEADER_VALUES:,} values")


def _check(header: Mapping[str, Any]) -> None:
    level: list[tuple[str, Any]] = [("", header)]
    for _ in range(MAX_HEADER_DEPTH):
        level = [child for place, value in level for child in _children(place, value)]
        for place, value in level:
            if problem := _problem(value):
                raise HeaderError(f"contains {problem} at {place:.200}")
        if not level:
            return
    raise HeaderError(f"nests more than {MAX_HEADER_DEPTH} levels")


def _children(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, child in value.items():
            if not isinstance(key, str):
                raise HeaderError(f"contains a key that is not a str: {key!r:.40}")
            if half := _half_character(key):
                raise HeaderError(f"contains a key with {half}, half of a character")
            yield f"{place}.{key}" if place else key, child
    elif isinstance(value, list | tuple):
        yield from ((f"{place}[{number}]", child) for number, child in enumerate(value))


def _problem(value: Any) -> str:
    if isinstance(value, str):
        half = _half_character(value)
        return f"{half}, half of a character," if half else ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"a number of more than {MAX_INTEGER_BITS} bits" if value.bit_length() > MAX_INTEGER_BITS else ""
    known = value is None or isinstance(value, bool | float | list | tuple | dict)
    return "" if known else f"a {type(value).__name__}, which is not a JSON type,"


def _half_character(text: str) -> str:
    """Return the first half of a surrogate pair in a text as ``U+D800``, or an empty str."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return f"U+{ord(text[error.start]):04X}"
    return ""
