"""Lines of bounded length, each with its place, and the JSON on them: the only module that reads JSONL line by line.

An archive of a few megabytes may decompress to one line of many gigabytes. So lines are read in parts. A line that is
too long becomes an error, and its rest is skipped without being kept in memory.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from topictag.errors import DataError
from topictag.labelled.json_values import UnusableValueError, parse_value
from topictag.labelled.opening import SAVE_AS_UTF8, check_decoded
from topictag.ranges import WholeNumbers

BLANK = "\ufeff \t\r\n"  # concatenated files have a byte order mark where they meet
MAX_LINE_BYTES = 64_000_000  # chosen: a record is at most an article, and even long books have only a few megabytes

_PART = 1 << 20  # characters
_MAX_BLANK = 1 << 20  # chosen, in characters: input that begins with more blank lines is read as text
_BYTES_PER_CHARACTER = 4  # at most, in UTF-8


def iter_parts(stream: TextIO) -> Iterator[str]:
    """Yield lines with their line breaks; a line of more than a million characters comes in parts."""
    part = stream.readline(_PART)
    while part:
        following = ""
        if len(part) == _PART and part.endswith("\r"):  # perhaps cut within \r\n, which is one line break
            following = stream.readline(1)
            if following == "\n":
                part, following = part + following, ""
        yield part
        part = following if following == "\r" else following + stream.readline(_PART)


def split_lines(text: str) -> list[str]:
    r"""Return the lines of a text; unlike `str.splitlines`, only at the line breaks of files, not at U+2028 and others.

    Examples
    --------
    >>> split_lines("one\r\ntwo\u2028still two")
    ['one', 'two\u2028still two']
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def look_ahead(lines: Iterable[str]) -> list[str]:
    """Return lines up to the first that is not blank, or a million characters of blank lines."""
    ahead, n_characters = list[str](), 0
    for line in lines:
        ahead.append(line)
        n_characters += len(line)
        if n_characters >= _MAX_BLANK or line.strip(BLANK):
            break
    return ahead


def iter_lines(
    parts: Iterable[str], name: str, max_line_bytes: int = MAX_LINE_BYTES
) -> Iterator[tuple[str, str | DataError]]:
    """Yield ``("name:line", line)``, or the error in place of a line that is too long.

    Parameters
    ----------
    parts : iterable of str
        As `iter_parts` yields them.
    name : str
        Name of the source in messages.
    max_line_bytes : int
        Maximum length of a line, in bytes of UTF-8, with its line break.

    Raises
    ------
    SettingError
        `max_line_bytes` is not a positive whole number.
    """
    check_max_line_bytes(max_line_bytes)
    number, held, n_bytes = 1, list[str](), 0
    for part in parts:
        is_end = part.endswith(("\n", "\r"))
        if is_end and not n_bytes and _BYTES_PER_CHARACTER * len(part) <= max_line_bytes:  # nearly every line
            yield f"{name}:{number}", part
            number += 1
            continue
        has_fitted = n_bytes <= max_line_bytes
        n_bytes += len(part.encode("utf-8", "surrogatepass"))
        if n_bytes <= max_line_bytes:
            held.append(part)
        elif has_fitted:  # reported at once, because its end may be far away
            held.clear()
            yield f"{name}:{number}", too_long(f"{name}:{number}: the line", max_line_bytes)
        if is_end:
            if held:
                yield f"{name}:{number}", "".join(held)
            number, held, n_bytes = number + 1, [], 0
    if held:
        yield f"{name}:{number}", "".join(held)


def iter_places(
    parts: Iterable[str], name: str, max_line_bytes: int = MAX_LINE_BYTES
) -> Iterator[tuple[str, str | DataError]]:
    """Yield what `iter_lines` yields, without blank lines and without white space around the others."""
    for place, line in iter_lines(parts, name, max_line_bytes):
        if isinstance(line, DataError):
            yield place, line
        elif stripped := line.strip(BLANK):
            yield place, stripped


def limit_total(parts: Iterable[str], place: str, max_bytes: int) -> Iterator[str]:
    """Yield the parts of something that is read whole; raises `DataError` if they exceed `max_bytes` in total."""
    n_bytes = 0
    for part in parts:
        n_bytes += len(part.encode("utf-8", "surrogatepass"))
        if n_bytes > max_bytes:
            raise too_long(place, max_bytes)
        yield part


def check_max_line_bytes(max_line_bytes: int) -> None:
    """Raise `SettingError` unless a limit is a positive whole number."""
    WholeNumbers(least=1).check("max_line_bytes", max_line_bytes)


def too_long(place: str, max_bytes: int) -> DataError:
    """Return the error for a line, row or document that is too long; `place` names it."""
    return DataError(
        f"{place} is longer than {max_bytes / 1e6:g} MB. Put each record on its own line, or raise the limit: "
        "--max-line MB on the command line, or in Python the argument `max_line_bytes` of topictag.check or "
        "topictag.labelled.reading.read_examples."
    )


def parse_line(line: str | DataError, place: str, encoding: str = "", way_out: str = SAVE_AS_UTF8) -> Any:
    """Return the JSON value on a line.

    Parameters
    ----------
    line : str or DataError
        As `iter_places` yields it.
    place : str
    encoding, way_out : str, optional
        As for `check_decoded`.

    Raises
    ------
    DataError
        The line is too long, not text, not JSON, or JSON that cannot be used; the message begins with the place.
    """
    if isinstance(line, DataError):
        raise line
    check_decoded(line, place, encoding, way_out)
    try:
        value, end = parse_value(line)
        if end < len(line):
            raise json.JSONDecodeError("Extra data", line, end)
    except UnusableValueError as error:
        raise DataError(f"{place}: {error}") from error
    except json.JSONDecodeError as error:
        raise DataError(
            f"{place}: not JSON ({error.msg.removesuffix(' at')} at column {error.colno}). Write one object per line."
        ) from error
    except ValueError as error:
        raise DataError(f"{place}: JSON that cannot be used ({error}).") from error
    return value
