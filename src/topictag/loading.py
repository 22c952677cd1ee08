"""Loading taggers: from a file or a registry, the shipped one once per process, and taggers sent by another process.

Programs that only tag use this module, so it does not import training.
"""

from __future__ import annotations  # most types are for annotations alone, and importing them slows a cold start

import os
from functools import cache, lru_cache
from importlib import import_module
from os.path import abspath, isdir, join
from threading import RLock
from typing import TYPE_CHECKING

from topictag.errors import InputTypeError, ModelNotFoundError
from topictag.model.storage import open_model, reopen_model
from topictag.tagger import Tagger

if TYPE_CHECKING:
    from os import PathLike

    from topictag.model.origin import Origin

_MAX_REOPENED = 8  # chosen: maximum number of models from other processes that a process keeps

# Held while the shipped model loads and while the process forks. Otherwise a child that is forked during loading would
# inherit locks, this one and the import system's, from a thread that does not exist in the child.
_opening = RLock()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_opening.acquire, after_in_parent=_opening.release, after_in_child=_opening.release)


class TaggerFile:
    """The file that a tagger was read from. A pickle contains this instead of ten megabytes.

    Not a dataclass, because creating one slows a cold start.

    Parameters
    ----------
    origin : Origin
    copy : bool, default=False
        Whether the file was read into memory instead of mapped.
    """

    def __init__(self, origin: Origin, copy: bool = False) -> None:
        self.origin = origin
        self.copy = copy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TaggerFile) and (self.origin, self.copy) == (other.origin, other.copy)

    def __hash__(self) -> int:
        return hash((self.origin, self.copy))

    @property
    def place(self) -> str:
        """The file's path."""
        return self.origin.path

    @property
    def format_version(self) -> int | None:
        """Version of the file's format."""
        return self.origin.format_version

    def is_unchanged(self) -> bool:
        """Return whether the same file is still there."""
        return self.origin.is_unchanged()

    def reopen(self) -> Tagger:
        """Return a tagger with the file's model; a process always gets the same one."""
        return _reopen(self)


def shipped_tagger() -> Tagger:
    """Return the tagger of the shipped model; a process always gets the same one."""
    with _opening:
        return _load_shipped()


def load_tagger(path: str | PathLike[str] | None, *, copy: bool = False) -> Tagger:
    """Return a new tagger with the model in a file; without a path, with the shipped model.

    Parameters
    ----------
    path : path or None
        A model file, or a registry, whose current version is loaded.
    copy : bool, default=False
        Read the file into memory instead of mapping it.

    Raises
    ------
    ModelNotFoundError, ModelFormatError, ModelVersionError, InputTypeError
        As `topictag.model.storage.load_model`.
    """
    try:
        model, origin = open_model(shipped_path() if path is None else path, copy=copy)
    except ModelNotFoundError:  # looking for folders here costs files nothing
        if path is None or not isdir(path):
            raise
        from topictag.registry.pointer import open_current

        model, origin = open_current(path, copy=copy)
    return Tagger(model, source=TaggerFile(origin, copy))


def take_tagger(given: Tagger | str | PathLike[str], name: str) -> Tagger:
    """Return a tagger that is given itself, or by the path of its model or registry; `name` is for the message.

    Raises
    ------
    InputTypeError
        It is neither.
    ModelNotFoundError, ModelFormatError, ModelVersionError
        The path cannot be loaded.
    """
    if isinstance(given, Tagger):
        return given
    if not isinstance(given, str | os.PathLike):
        raise InputTypeError(f"{name} must be a Tagger or a path, not {type(given).__name__}.")
    return load_tagger(given)


@cache
def _load_shipped() -> Tagger:
    return load_tagger(None)


def shipped_path() -> str:
    """Return the file of the shipped model."""
    # importlib.resources would also find the folder in an archive, but takes longer to import than the scan.
    return abspath(join(import_module("topictag.shipped").__path__[0], "default.safetensors"))


@lru_cache(_MAX_REOPENED)
def _reopen(source: TaggerFile) -> Tagger:
    if source.origin.path == shipped_path() and (shipped := shipped_tagger()).source == source:
        return shipped
    return Tagger(reopen_model(source.origin, copy=source.copy), source=source)
