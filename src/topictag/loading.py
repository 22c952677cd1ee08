"""Loading taggers: from a file, the shipped one once a process, and those that another process has sent.

What only tags comes through here and knows nothing of training.
"""

from __future__ import annotations  # most types are for annotations alone, and importing them costs a cold start

import os
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from os.path import abspath, join
from threading import RLock
from typing import TYPE_CHECKING

from topictag.model.storage import open_model, reopen_model
from topictag.tagger import Tagger

if TYPE_CHECKING:
    from os import PathLike

    from topictag.model.origin import Origin

_MOST_REOPENED = 8  # chosen: models that one process gets from others at a time

# Held while the shipped model is loaded, and while the process forks: a child that is made half-way would find locks
# held by a thread that it does not have, ours and those of the import system.
_opening = RLock()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_opening.acquire, after_in_parent=_opening.release, after_in_child=_opening.release)


@dataclass(frozen=True)
class TaggerFile:
    """The file that a tagger was read from: what a pickle holds in place of ten megabytes.

    Attributes
    ----------
    origin : Origin
    """

    origin: Origin

    def is_unchanged(self) -> bool:
        """Return whether the same file still stands there."""
        return self.origin.is_unchanged()

    def reopen(self) -> Tagger:
        """Return a tagger of the file's model, the same one whenever a process asks for it."""
        return _reopen(self.origin)


def shipped_tagger() -> Tagger:
    """Return the tagger of the shipped model, the same for the whole process."""
    with _opening:
        return _load_shipped()


def load_tagger(path: str | PathLike[str]) -> Tagger:
    """Return a tagger with the model in a file; raises what `topictag.model.storage.load_model` raises."""
    model, origin = open_model(path)
    return Tagger(model, source=None if origin is None else TaggerFile(origin))


@cache
def _load_shipped() -> Tagger:
    return load_tagger(_shipped_path())


def _shipped_path() -> str:
    # A folder of data. importlib.resources would also find it in an archive, and costs a cold start more than the scan.
    return abspath(join(import_module("topictag.shipped").__path__[0], "default.safetensors"))


@lru_cache(_MOST_REOPENED)
def _reopen(origin: Origin) -> Tagger:
    source = TaggerFile(origin)
    if origin.path == _shipped_path() and (shipped := shipped_tagger()).source == source:
        return shipped
    return Tagger(reopen_model(origin), source=source)
