"""Reading ``.safetensors`` by mapping: arrays are views of the file, and only the pages that are used are ever read.

The safetensors library writes the files; its readers copy each array, so reading is done here. The format is eight
bytes with the length of a JSON text, that text (for each array its type, shape and place), and the arrays' bytes.
"""

import json
from mmap import ACCESS_READ, mmap
from os import PathLike, name
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LENGTH_BYTES = 8
_MOST_DIMENSIONS = 8
_LONGEST_HEADER = 100_000_000  # as the safetensors library has it
_DTYPES = {"U8": "u1", "I8": "i1", "I32": "<i4", "U32": "<u4", "I64": "<i8", "U64": "<u8", "F32": "<f4", "F64": "<f8"}


class NotTensorsError(Exception):
    """The file is not in the format, or not whole."""


def map_tensors(path: str | PathLike[str]) -> tuple[dict[str, str], dict[str, NDArray[Any]]]:
    """Map a file.

    Returns
    -------
    dict of str to str, dict of str to ndarray
        The texts that stand in the file beside the arrays, and the arrays, which are read only.

    Raises
    ------
    NotTensorsError
        The file is not in the format, is truncated, or goes on behind the arrays.
    OSError
        It cannot be read.
    """
    with open(path, "rb") as file:
        start = file.read(_LENGTH_BYTES)
        n_header = int.from_bytes(start, "little")
        if len(start) < _LENGTH_BYTES or n_header > _LONGEST_HEADER:
            raise NotTensorsError("it begins otherwise")
        entries = _parse(file.read(n_header))
        # Windows lets nobody replace a file that is mapped.
        file.seek(0)
        whole = file.read() if name == "nt" else mmap(file.fileno(), 0, access=ACCESS_READ)
    first = _LENGTH_BYTES + n_header
    data = memoryview(whole)[first:]
    texts = entries.pop("__metadata__", {})
    places = {key: _place(entry, first) for key, entry in entries.items()}
    reached = 0
    for begin, end, *_ in sorted(places.values(), key=lambda place: place[:2]):
        if begin != reached:
            raise NotTensorsError("its arrays overlap or leave gaps")
        reached = end
    if reached != len(data):
        raise NotTensorsError(f"its arrays take {reached} bytes and it has {len(data)} for them")
    arrays = {key: _view(data, *place) for key, place in places.items()}
    return texts if isinstance(texts, dict) else {}, arrays


def _parse(header: bytes) -> dict[str, Any]:
    try:
        entries = json.loads(header)
    except (RecursionError, ValueError) as error:
        raise NotTensorsError("its header is no JSON") from error
    if not isinstance(entries, dict):
        raise NotTensorsError("its header is no JSON object")
    return entries


def _view(data: memoryview, begin: int, end: int, dtype: np.dtype[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    try:
        return np.frombuffer(data[begin:end], dtype).reshape(shape)
    except ValueError as error:  # a length that no array can have, beside one of 0
        raise NotTensorsError(f"an array has the shape {list(shape)!s:.80}") from error


def _place(entry: Any, first: int) -> tuple[int, int, np.dtype[Any], tuple[int, ...]]:
    """Return where an array begins and ends, its type and its shape; these fit together.

    `first` is where in the file the arrays begin.
    """
    try:
        begin, end = entry["data_offsets"]
        dtype, shape = np.dtype(_DTYPES[entry["dtype"]]), tuple(entry["shape"])
    except (KeyError, TypeError, ValueError) as error:
        raise NotTensorsError("an array has no type, shape or place that is known here") from error
    if len(shape) > _MOST_DIMENSIONS or not all(type(length) is int and length >= 0 for length in shape):
        raise NotTensorsError(f"an array has the shape {list(shape)!s:.80}")
    size = dtype.itemsize
    for length in shape:
        size *= length
    if type(begin) is not int or type(end) is not int or not 0 <= begin <= end or end - begin != size:
        raise NotTensorsError("an array has another size than its shape")
    if (first + begin) % dtype.itemsize:
        raise NotTensorsError("an array begins where its type cannot")
    return begin, end, dtype, shape
