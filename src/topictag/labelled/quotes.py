"""Quoting data in messages: shortened, because a key or an id may have any length, and without ever raising."""

import reprlib
from collections.abc import Iterable

MAX_CHARACTERS = 80  # chosen: enough to recognise a value, and a message stays readable
_MAX_FIELDS = 12


def quote(value: object) -> str:
    """Return the representation of a value, at most 80 characters of it.

    Examples
    --------
    >>> quote("energy")
    "'energy'"
    >>> len(quote("a" * 10**6))
    80
    """
    # repr() itself raises for deep lists and long integers, and writes out a long value in full.
    short = reprlib.Repr()
    short.maxlevel = 2
    short.maxstring = short.maxother = short.maxlong = MAX_CHARACTERS
    try:
        return shorten(short.repr(value))
    except ValueError:  # an integer of more than 4300 digits
        return f"a very long {type(value).__name__}"


def quote_fields(fields: Iterable[object]) -> str:
    """Return the names of a record's fields, separated by commas, or ``none``.

    Examples
    --------
    >>> quote_fields({"id": 1, "text": "…"})
    'id, text'
    """
    names = [shorten(field) if isinstance(field, str) else quote(field) for field in fields]
    more = f" and {len(names) - _MAX_FIELDS} more" if len(names) > _MAX_FIELDS else ""
    return (", ".join(names[:_MAX_FIELDS]) or "none") + more


def count_of(n: int, noun: str) -> str:
    """Return a number and a noun, in the plural unless the number is 1.

    Examples
    --------
    >>> count_of(1, "text"), count_of(2000, "text")
    ('1 text', '2000 texts')
    """
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def shorten(text: str) -> str:
    """Return a text cut to at most 80 characters, with an ellipsis if anything is cut off."""
    return text if len(text) <= MAX_CHARACTERS else f"{text[: MAX_CHARACTERS - 1]}…"
