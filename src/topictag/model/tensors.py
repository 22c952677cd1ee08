"""Files of plain arrays and one JSON text, in the format ``.safetensors``.

Nothing in a file is executed, and nothing in it is used before its size, version and checksum have been checked. The
same arrays give the same bytes. Writing replaces the whole file or leaves it unchanged.
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

from topictag.errors import InputTypeError, ModelFormatError, ModelNotFoundError, ModelVersionError, OutputError
from topictag.model.header import HeaderError, dump_header, parse_header
from topictag.model.mapping import NotTensorsError, map_tensors


@dataclass(frozen=True)
class FileKind:
    """A kind of file, and the words for it in messages.

    Attributes
    ----------
    key : str
        Key of the JSON text. There is only one key, because safetensors writes several keys in random order.
    version : int
        Version of the format that is written.
    name : str
        What the file is called.
    command : str
        The command that makes such a file.
    again : str
        How to get a new file in place of a damaged one.
    older : tuple of int
        Earlier versions that are read too.
    """

    key: str
    version: int
    name: str
    command: str
    again: str
    older: tuple[int, ...] = ()

    @property
    def readable(self) -> tuple[int, ...]:
        """All versions that are read, ascending."""
        return (*self.older, self.version)

    def damaged(self, path: str | PathLike[str], problem: str) -> ModelFormatError:
        """Return the error for a damaged file of this kind."""
        return ModelFormatError(f"{path}: the {self.name} is damaged: {problem}. Fetch it again, or {self.again}.")


def write_tensors(
    kind: FileKind, header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], path: str | PathLike[str]
) -> None:
    """Write arrays with their header, version and checksum.

    Raises
    ------
    OutputError
        The header cannot be written (`topictag.model.header.dump_header`), or the file cannot be written; an existing
        file is unchanged.
    InputTypeError
        `path` is not a path.
    """
    from topictag.files import check_writable, write_atomically  # reading does not need it

    check_writable(path)
    write_atomically(dump_tensors(kind, header, arrays, path), path)


def dump_tensors(
    kind: FileKind, header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], place: str | PathLike[str]
) -> bytes:
    """Return the contents of the file that `write_tensors` writes; `place` begins messages.

    Raises
    ------
    OutputError
        The header cannot be written.
    """
    from safetensors.numpy import save  # reading does not need it

    full = {**header, "format_version": kind.version}
    try:
        dump_header(full)
        full["digest"] = digest(full, arrays)
        return save(dict(arrays), metadata={kind.key: dump_header(full)})
    except HeaderError as error:
        raise OutputError(f"{place}: cannot be written: its header {error}. Change or remove it.") from error


def read_tensors(
    kind: FileKind, path: str | PathLike[str], *, copy: bool = False
) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return the header and the arrays of a file, as they were written.

    Parameters
    ----------
    kind : FileKind
    path : path
    copy : bool, default=False
        Read the arrays into memory instead of mapping the file.

    Raises
    ------
    ModelNotFoundError
        The file does not exist.
    ModelFormatError
        The file is truncated, damaged, too large or of another kind.
    ModelVersionError
        The file has a format version that is not read.
    InputTypeError
        `path` is not a path.
    """
    path = _as_path(kind, path)
    if isdir(path):
        raise ModelNotFoundError(f"{path}: is a folder. Give the {kind.name} in it.")
    if not isfile(path):
        raise ModelNotFoundError(f"{path}: the {kind.name} does not exist. Make one: {kind.command} --output {path}")
    header, arrays = _read(kind, path, copy=copy)
    _check_version(kind, header, path)
    if header.get("digest") != digest(header, arrays):
        raise kind.damaged(path, "checksum mismatch")
    return header, arrays


def digest(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> str:
    """Return the CRC-32 of everything else in a file: a single changed bit may change tags.

    It finds damage, not intent: an attacker can write a new checksum too. The values of the arrays are checked
    separately. SHA-256 and its library would take as long as all other checks together.
    """
    rest = {name: value for name, value in header.items() if name != "digest"}
    total = crc32(json.dumps(rest, sort_keys=True).encode("utf-8"))
    for name in sorted(arrays):
        total = crc32(f"{name} {arrays[name].dtype} {arrays[name].shape}".encode(), total)
        total = crc32(np.ascontiguousarray(arrays[name]).data, total)
    return f"{total:08x}"


def _as_path(kind: FileKind, path: object) -> str:
    name = fspath(path) if isinstance(path, PathLike) else path
    if not isinstance(name, str):
        raise InputTypeError(f"The path of a {kind.name} must be a str or a path object, not {type(name).__name__}.")
    return name


def _read(kind: FileKind, path: str, *, copy: bool) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    try:
        texts, arrays = map_tensors(path, copy=copy)
    except NotTensorsError as error:
        raise ModelFormatError(
            f"{path}: not a {kind.name}, or a truncated one ({error}). Fetch it again, or {kind.again}."
        ) from error
    except OSError as error:
        raise ModelFormatError(f"{path}: cannot be read ({error.strerror}).") from error
    try:
        header = parse_header(texts[kind.key])
    except HeaderError as error:
        raise kind.damaged(path, f"its header {error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise ModelFormatError(f"{path}: a safetensors file, but not a {kind.name} of topictag.") from error
    return header, arrays


def _check_version(kind: FileKind, header: Mapping[str, Any], path: str) -> None:
    version = header.get("format_version")
    if version not in kind.readable:
        newer = isinstance(version, int) and version > kind.version
        known = f"version{'s' * bool(kind.older)} {' and '.join(map(str, kind.readable))}"
        way_out = "Update topictag." if newer else f"{kind.again.capitalize()}."
        raise ModelVersionError(
            f"{path}: a {kind.name} of format version {version!r:.40}; this topictag reads {known}. {way_out}"
        )
