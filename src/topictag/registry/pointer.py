"""The pointer of a registry: the file ``current``, a copy of the last line of the history.

It is replaced by a rename, and this rename is the moment of a promote or rollback: before it, the old version is the
current one, and after it, the new one with all that is said of it. The line of the history follows; if the process dies
between the two, the next command takes the line from the pointer.

`topictag.load` reads only the pointer and the version that it names, so this module imports little.
"""

import json
import os
from os import PathLike, fspath
from os.path import isdir, isfile, join
from typing import Any

from topictag.errors import ModelError, ModelFormatError, ModelNotFoundError, ModelVersionError
from topictag.model.compiled import Model
from topictag.model.origin import Origin
from topictag.model.storage import open_model

CURRENT, HISTORY, LOCK, VERSIONS = "current", "history.jsonl", "lock", "versions"
ENDING = ".safetensors"
LAYOUT_VERSION = 1
N_DIGITS = 64  # of SHA-256
N_NAME_DIGITS = 16  # chosen: two of a million models share them with a probability of 3e-8
_MAX_POINTER_BYTES = 32_000_000  # chosen: 10,000 topics of any length that a model may have
_HEXADECIMAL = frozenset("0123456789abcdef")


def is_registry(folder: str | PathLike[str]) -> bool:
    """Return whether a folder is a registry: whether it has a version, or a pointer or history of ours.

    A name alone says nothing, because others have a folder ``versions`` or a link ``current`` too; but an empty
    registry has nothing else than a lock and that folder.
    """
    versions = join(folder, VERSIONS)
    if isdir(versions) and (isfile(join(folder, LOCK)) or _has_versions(folder)):
        return True
    return any(_is_ours(join(folder, name)) for name in (CURRENT, HISTORY))


def _is_ours(path: str) -> bool:
    """Return whether the first line of a file is one of a registry."""
    try:
        with open(path, "rb") as file:
            parse_line(file.readline(_MAX_POINTER_BYTES), path, "")
    except ModelVersionError:
        return True
    except (OSError, ModelFormatError):
        return False
    return True


def version_name(sha256: str) -> str:
    """Return the name of a version's file.

    Examples
    --------
    >>> version_name("0123456789abcdef" * 4)
    '0123456789abcdef.safetensors'
    """
    return sha256[:N_NAME_DIGITS] + ENDING


def open_current(folder: str | PathLike[str], *, copy: bool = False) -> tuple[Model, Origin]:
    """Read the current version of a registry; return it with its origin, as `topictag.model.storage.open_model`.

    The file's checksum must be the one that the pointer names, so another model in its place is noticed. SHA-256 would
    take longer than the rest of loading; `topictag models` checks it.

    Raises
    ------
    ModelNotFoundError
        The registry has no current version, or its file is missing.
    ModelFormatError, ModelVersionError
        The pointer or the version is damaged, or has a format that this topictag does not read.
    """
    entry = read_pointer(folder)
    path = join(folder, VERSIONS, version_name(entry["sha256"]))
    if not isfile(path):
        raise ModelNotFoundError(f"{path}: the current version of the registry is missing. {way_out(folder)}")
    try:
        model, origin = open_model(path, copy=copy)
    except ModelError as error:
        raise type(error)(f"{error} It is the current version of a registry. {way_out(folder)}") from error
    if origin.digest != entry["checksum"]:
        raise ModelFormatError(
            f"{path}: is another model than the one that was promoted under this name. {way_out(folder)}"
        )
    return model, origin


def read_pointer(folder: str | PathLike[str]) -> dict[str, Any]:
    """Return what the pointer of a registry says; ``sha256`` and ``checksum`` have been checked.

    Raises
    ------
    ModelNotFoundError
        There is no pointer.
    ModelFormatError
        It is damaged.
    ModelVersionError
        A later version of topictag wrote it.
    """
    path = join(folder, CURRENT)
    try:
        with open(path, "rb") as file:
            data = file.read(_MAX_POINTER_BYTES)
    except FileNotFoundError:
        raise ModelNotFoundError(_no_pointer(folder)) from None
    except OSError as error:
        raise ModelFormatError(f"{path}: cannot be read ({error.strerror}). {way_out(folder)}") from error
    return parse_line(data, path, way_out(folder))


def parse_line(data: bytes, place: str, advice: str) -> dict[str, Any]:
    """Return the JSON object in a line of the history or in the pointer, which are written alike.

    Raises
    ------
    ModelFormatError, ModelVersionError
        As `read_pointer`; `place` begins the message and `advice` ends it.
    """
    try:
        entry = json.loads(data)
    except (RecursionError, ValueError):
        what = "is not JSON" if data.strip() else "is empty"
        raise ModelFormatError(f"{place}: {what}, so it names no version. {advice}") from None
    version = entry.get("registry_version") if isinstance(entry, dict) else None
    if isinstance(version, int) and version > LAYOUT_VERSION:
        raise ModelVersionError(
            f"{place}: is of version {version}; this topictag reads registries of version {LAYOUT_VERSION}. "
            "Update topictag."
        )
    if version != LAYOUT_VERSION or not is_digest(entry.get("sha256")) or not isinstance(entry.get("checksum"), str):
        raise ModelFormatError(f"{place}: does not name a version by its digest and checksum. {advice}")
    return dict(entry)


def is_digest(value: object) -> bool:
    """Return whether a value is a SHA-256 in hexadecimal digits, so that it can become part of a path."""
    return isinstance(value, str) and len(value) == N_DIGITS and _HEXADECIMAL.issuperset(value)


def way_out(folder: str | PathLike[str]) -> str:
    """Return what to do if the current version cannot be used; without a history, a version must be named."""
    if not isfile(join(folder, HISTORY)):
        return f"To choose one of its versions, run: topictag rollback {fspath(folder)} --to DIGEST"
    return f"To go back to the last version that can be used, run: topictag rollback {fspath(folder)}"


def _no_pointer(folder: str | PathLike[str]) -> str:
    if not is_registry(folder):
        return f"{fspath(folder)}: is a folder, but not a registry of models. Give a model file or a registry."
    if _has_versions(folder):
        return f"{join(folder, CURRENT)}: the pointer to the current version is missing. {way_out(folder)}"
    place = fspath(folder)
    return f"{place}: the registry is empty. To put a model into it, run: topictag promote MODEL {place}"


def _has_versions(folder: str | PathLike[str]) -> bool:
    try:
        return any(map(_is_version_name, os.listdir(join(folder, VERSIONS))))
    except OSError:
        return False


def _is_version_name(name: str) -> bool:
    digits = name.removesuffix(ENDING)
    return name.endswith(ENDING) and len(digits) == N_NAME_DIGITS and _HEXADECIMAL.issuperset(digits)
