"""Files of plain arrays and one JSON text: one ``.safetensors``, whatever kind of table it holds.

Nothing in a file is ever executed, and nothing in it is believed before its version and digest have been checked. The
same arrays give the same bytes. Writing replaces a file whole or not at all.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike, fspath
from os.path import isdir, isfile
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from topictag.errors import InputTypeError, ModelFormatError, ModelNotFoundError, ModelVersionError
from topictag.model.mapping import NotTensorsError, map_tensors


@dataclass(frozen=True)
class FileKind:
    """What sort of file, and the words for it in messages.

    Attributes
    ----------
    key : str
        Under which the JSON text stands. One key only: safetensors writes several in random order.
    version : int
        Of the format.
    name : str
        What the file is called.
    command : str
        Makes such a file.
    again : str
        How to get a good one in place of a bad one.
    """

    key: str
    version: int
    name: str
    command: str
    again: str

    def damaged(self, path: str | PathLike[str], problem: str) -> ModelFormatError:
        """Return the error for a file that is one of these, but not as it was written."""
        return ModelFormatError(f"{path}: the {self.name} is damaged: {problem}. Fetch it again, or {self.again}.")


def write_tensors(
    kind: FileKind, header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], path: str | PathLike[str]
) -> None:
    """Write arrays with their header, version and digest; raises `OutputError`, leaving what stood there untouched."""
    from safetensors.numpy import save  # who only reads needs neither

    from topictag.files import write_atomically

    full = {**header, "format_version": kind.version}
    full["digest"] = digest(full, arrays)
    write_atomically(save(dict(arrays), metadata={kind.key: json.dumps(full, ensure_ascii=False)}), path)


def read_tensors(kind: FileKind, path: str | PathLike[str]) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return the header and the arrays of a file, as they were written.

    Raises
    ------
    ModelNotFoundError
        There is no such file.
    ModelFormatError
        It is truncated, damaged or something else.
    ModelVersionError
        It has another format version.
    InputTypeError
        `path` is no path.
    """
    if not isinstance(path, str | PathLike):
        raise InputTypeError(f"The path of a {kind.name} must be a str or a path, not {type(path).__name__}.")
    path = fspath(path)
    if isdir(path):
        raise ModelNotFoundError(f"{path}: is a folder. Name the {kind.name} in it.")
    if not isfile(path):
        raise ModelNotFoundError(f"{path}: no {kind.name} there. `{kind.command} --output {path}` makes one.")
    header, arrays = _read(kind, path)
    _check_version(kind, header, path)
    if header.get("digest") != digest(header, arrays):
        raise kind.damaged(path, "its digest is another")
    return header, arrays


def digest(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> str:
    """Return the CRC-32 of everything in a file but itself: a single changed bit may change tags.

    It finds damage, not intent, which could write any digest; what an array may hold is checked apart from it. SHA-256
    and the library it comes from would take as long as all other checks together.
    """
    rest = {name: value for name, value in header.items() if name != "digest"}
    total = crc32(json.dumps(rest, sort_keys=True).encode("utf-8"))
    for name in sorted(arrays):
        total = crc32(f"{name} {arrays[name].dtype} {arrays[name].shape}".encode(), total)
        total = crc32(np.ascontiguousarray(arrays[name]).data, total)
    return f"{total:08x}"


def _read(kind: FileKind, path: str) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    foreign = f"{path}: a safetensors file, but not one that topictag wrote as a {kind.name}."
    try:
        texts, arrays = map_tensors(path)
    except NotTensorsError as error:
        raise ModelFormatError(
            f"{path}: no {kind.name}, or a truncated one ({error}). Fetch it again, or {kind.again}."
        ) from error
    except OSError as error:
        raise ModelFormatError(f"{path}: cannot be read ({error.strerror}).") from error
    try:
        header = json.loads(texts[kind.key])
    except (KeyError, RecursionError, TypeError, ValueError) as error:
        raise ModelFormatError(foreign) from error
    if not isinstance(header, dict):
        raise ModelFormatError(foreign)
    return header, arrays


def _check_version(kind: FileKind, header: Mapping[str, Any], path: str) -> None:
    version = header.get("format_version")
    if version != kind.version:
        newer = isinstance(version, int) and version > kind.version
        way_out = "Update topictag." if newer else f"{kind.again.capitalize()}."
        raise ModelVersionError(
            f"{path}: a {kind.name} of format version {version!r}; this topictag reads version {kind.version}. "
            f"{way_out}"
        )
