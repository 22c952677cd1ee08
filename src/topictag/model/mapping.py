"""Reading ``.safetensors`` by mapping: arrays are views of the file, and only the pages that are used are ever read.

The safetensors library writes the files. Its readers copy each array, so reading is done here. The format has three
parts: eight bytes with the length of a JSON text; this text, with the type, shape and place of each array; the bytes of
the arrays.
"""

import json
import re
from mmap import ACCESS_READ, mmap
from os import PathLike, fstat, name
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from topictag.model.header import HeaderError, unique_keys
from topictag.model.limits import MAX_ARRAYS, MAX_FILE_BYTES, MAX_HEADER_BYTES

_LENGTH_BYTES = 8
_MAX_DIMENSIONS = 8
_DTYPES = {"U8": "u1", "I8": "i1", "I32": "<i4", "U32": "<u4", "I64": "<i8", "U64": "<u8", "F32": "<f4", "F64": "<f8"}

# Chosen: what the names, types, shapes and places of 64 arrays can take. Texts beside the arrays may be long.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_MAX_STRINGS = 1000
_MAX_OTHER_BYTES = 32_768
_MAX_NAME = 100


class NotTensorsError(Exception):
    """The file is not in the format, is not complete, or is too large."""


def map_tensors(path: str | PathLike[str], *, copy: bool = False) -> tuple[dict[str, str], dict[str, NDArray[Any]]]:
    """Map a file.

    Parameters
    ----------
    path : path
    copy : bool, default=False
        Read the file into memory instead, so that later changes to the file have no effect.

    Returns
    -------
    dict of str to str, dict of str to ndarray
        The texts in the file beside the arrays, and the arrays, which are read-only.

    Raises
    ------
    NotTensorsError
        The file is not in the format, is truncated, has bytes after the arrays, or is larger than
        `topictag.model.limits` allows. Its arrays have not been read yet.
    OSError
        It cannot be read.
    """
    with open(path, "rb") as file:
        entries, first = _read_header(file)
        file.seek(0)
        # On Windows, nobody can replace a file that is mapped.
        whole = file.read() if copy or name == "nt" else mmap(file.fileno(), 0, access=ACCESS_READ)
    data = memoryview(whole)[first:]
    texts = _check_texts(entries.pop("__metadata__", {}))
    places = {_check_name(key): _place(entry, first) for key, entry in entries.items()}
    _check_cover(places, len(data))
    arrays = {key: _view(data, *place) for key, place in places.items()}
    return texts, arrays


def _check_texts(texts: Any) -> dict[str, str]:
    if texts is None:
        return {}
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise NotTensorsError("its metadata are not texts by name")
    return texts


def _read_header(file: BinaryIO) -> tuple[dict[str, Any], int]:
    """Return the header of a file, and where its arrays begin."""
    start = file.read(_LENGTH_BYTES)
    n_header = int.from_bytes(start, "little")
    if len(start) < _LENGTH_BYTES or n_header > MAX_HEADER_BYTES:
        raise NotTensorsError(f"it does not begin with the length of a header, at most {MAX_HEADER_BYTES:,} bytes")
    if fstat(file.fileno()).st_size > MAX_FILE_BYTES:
        raise NotTensorsError(f"it has more than {MAX_FILE_BYTES:,} bytes")
    header = file.read(n_header)
    _check_plausible(header)
    return _parse(header), _LENGTH_BYTES + n_header


def _check_plausible(header: bytes) -> None:
    """Raise unless a header contains few strings and little else, so that parsing needs little memory."""
    reached = n_strings = n_others = 0
    while (start := header.find(b'"', reached)) >= 0:
        found = _STRING.match(header, start)
        if found is None:
            raise NotTensorsError("its header is not JSON")
        n_others += start - reached
        n_strings += 1
        if n_strings > _MAX_STRINGS:
            break
        reached = found.end()
    if n_strings > _MAX_STRINGS or n_others + len(header) - reached > _MAX_OTHER_BYTES:
        raise NotTensorsError(f"its header describes more than {MAX_ARRAYS} arrays")


def _parse(header: bytes) -> dict[str, Any]:
    try:
        entries = json.loads(header, object_pairs_hook=unique_keys)
    except HeaderError as error:
        raise NotTensorsError(f"its header {error}") from error
    except (RecursionError, ValueError) as error:
        raise NotTensorsError("its header is not JSON") from error
    if not isinstance(entries, dict):
        raise NotTensorsError("its header is not a JSON object")
    if len(entries) > MAX_ARRAYS + 1:
        raise NotTensorsError(f"its header describes more than {MAX_ARRAYS} arrays")
    return entries


def _check_name(key: str) -> str:
    if not key.isascii() or not key.isprintable() or len(key) > _MAX_NAME:
        raise NotTensorsError(f"an array has the invalid name {key[:_MAX_NAME]!a}")
    return key


def _check_cover(places: dict[str, tuple[int, int, np.dtype[Any], tuple[int, ...]]], n_bytes: int) -> None:
    """Raise unless the arrays follow each other without gaps and take all bytes after the header."""
    reached = 0
    for begin, end, *_ in sorted(places.values(), key=lambda place: place[:2]):
        if begin != reached:
            raise NotTensorsError("its arrays overlap or leave gaps")
        reached = end
    if reached != n_bytes:
        raise NotTensorsError(f"its arrays take {reached} bytes, but the file has {n_bytes} for them")


def _view(data: memoryview, begin: int, end: int, dtype: np.dtype[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    try:
        return np.frombuffer(data[begin:end], dtype).reshape(shape)
    except ValueError as error:  # a length that no array can have, next to a length of 0
        raise NotTensorsError(f"an array has the shape {list(shape)!s:.80}") from error


def _place(entry: Any, first: int) -> tuple[int, int, np.dtype[Any], tuple[int, ...]]:
    """Return where an array begins and ends, its type and its shape, after checking that these fit together.

    `first` is where in the file the arrays begin.
    """
    try:
        begin, end = entry["data_offsets"]
        dtype, shape = np.dtype(_DTYPES[entry["dtype"]]), tuple(entry["shape"])
    except (KeyError, TypeError, ValueError) as error:
        raise NotTensorsError("an array has an unknown type, or no shape or place") from error
    if len(shape) > _MAX_DIMENSIONS or not all(type(length) is int and length >= 0 for length in shape):
        raise NotTensorsError(f"an array has the shape {list(shape)!s:.80}")
    size = dtype.itemsize
    for length in shape:
        size *= length
    if type(begin) is not int or type(end) is not int or not 0 <= begin <= end or end - begin != size:
        raise NotTensorsError("the size of an array does not fit its shape")
    if (first + begin) % dtype.itemsize:
        raise NotTensorsError("an array is not aligned for its type")
    return begin, end, dtype, shape
