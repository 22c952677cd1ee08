"""Columns of texts: lists, streams, NumPy, pandas, polars and Arrow, without importing any of these libraries.

Any other type is an error whose message says what to give instead. The caller decides whether a missing text is an
error or an empty text.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, Literal, get_args

from topictag.errors import InputTypeError, SettingError

Missing = Literal["raise", "empty"]

_SLICE = 4096  # items converted at a time
_ARROW_TEXTS = ("string", "large_string", "string_view", "null")
_MISSING_TYPES = frozenset(["NoneType", "NAType", "NaTType"])  # the latter two are pandas'
_WAY_OUT_OF_MISSING = 'missing="empty"'


def require_text(value: object, name: str) -> None:
    """Raise `InputTypeError` unless the value is a str."""
    if isinstance(value, str):
        return
    raise InputTypeError(f"{name} must be a str, not {type(value).__name__}.{_way_out(value)}")


def _way_out(value: object) -> str:
    if isinstance(value, bytes | bytearray):
        return " Decode it first, for example value.decode('utf-8')."
    if _is_missing(value):
        return f" If texts may be missing, use tag_many(texts, {_WAY_OUT_OF_MISSING})."
    return " For several texts, use tag_many(texts)." if isinstance(value, list | tuple) else ""


def iter_column(texts: Iterable[Any], missing: Missing) -> Iterator[Any]:
    """Return an iterator of the items of a column; `check_texts` checks that they are texts.

    Parameters
    ----------
    texts : iterable
        A list, tuple, generator, NumPy array, pandas or polars Series, pyarrow Array or ChunkedArray.
    missing : {"raise", "empty"}
        What to do with a missing text. Only checked here; `check_texts` applies it.

    Raises
    ------
    InputTypeError
        `texts` is a single text, a table, or not a column of texts.
    SettingError
        `missing` has another value.
    """
    if missing not in get_args(Missing):
        raise SettingError(f'missing must be "raise" or "empty", not {missing!r:.40}.')
    kind = type(texts)
    if isinstance(texts, Mapping) or hasattr(kind, "columns") or hasattr(kind, "column_names"):
        raise InputTypeError(
            f'texts must be a column of texts, not {kind.__name__}. Give one of its columns: data["text"].'
        )
    if isinstance(texts, bytes | bytearray):
        raise InputTypeError(
            f"texts must be an iterable of str, not {kind.__name__}. Decode it first: [data.decode('utf-8')]."
        )
    if isinstance(texts, str) or not isinstance(texts, Iterable):
        raise InputTypeError(
            f"texts must be an iterable of str, not {kind.__name__}. Put a single text into a list: [text]."
        )
    if hasattr(kind, "to_pylist"):
        return _iter_arrow(texts)
    if hasattr(kind, "ndim") and hasattr(kind, "tolist") and not hasattr(kind, "iloc"):
        return _iter_array(texts)
    return iter(texts)


def check_texts(items: list[Any], first: int, missing: Missing) -> list[str]:
    """Return items as texts; with ``missing="empty"``, missing ones become empty texts.

    Parameters
    ----------
    items : list
    first : int
        Index of the first item in its column, for the message.
    missing : {"raise", "empty"}

    Raises
    ------
    InputTypeError
        An item is missing or not a str; the message gives its index.
    """
    if set(map(type, items)) <= {str}:
        return items
    return [_check_text(item, number, missing) for number, item in enumerate(items, first)]


def _check_text(item: Any, number: int, missing: Missing) -> str:
    if _is_missing(item):
        if missing == "empty":
            return ""
        raise InputTypeError(
            f"texts[{number}] is missing ({item!r}). Leave it out, or give {_WAY_OUT_OF_MISSING} for no tag."
        )
    require_text(item, f"texts[{number}]")
    text: str = item
    return text


def _is_missing(item: Any) -> bool:
    name = type(item).__name__
    return name in _MISSING_TYPES or (name.startswith("float") and item != item)


def _iter_arrow(texts: Any) -> Iterator[Any]:
    kind = texts.type
    names = {str(kind), str(getattr(kind, "value_type", ""))} if "dictionary" in str(kind) else {str(kind)}
    if names.isdisjoint(_ARROW_TEXTS):
        raise InputTypeError(
            f'texts must be strings, not Arrow values of type {kind}. Cast them first: texts.cast("string").'
        )
    parts = texts.iterchunks() if hasattr(texts, "iterchunks") else [texts]
    return chain.from_iterable(
        part.slice(start, _SLICE).to_pylist() for part in parts for start in range(0, len(part), _SLICE)
    )


def _iter_array(texts: Any) -> Iterator[Any]:
    if texts.ndim != 1:
        raise InputTypeError(
            f"texts must be a column of texts, not an array of {texts.ndim} dimensions. Give one of its columns."
        )
    return chain.from_iterable(texts[start : start + _SLICE].tolist() for start in range(0, len(texts), _SLICE))


def iter_chunks(items: Iterator[Any], size: int, missing: Missing) -> Iterator[list[str]]:
    """Yield lists of `size` checked texts; the last one may be shorter."""
    first = 0
    while chunk := list(islice(items, size)):
        yield check_texts(chunk, first, missing)
        first += len(chunk)
