"""A registry on the disk.

Order of a change, under the lock: ``next`` (the entry), the version, the rename of ``next`` to ``current``, removal of
old versions, the line of the history. Each step is on the disk before the next one. A change to a version that is
already there needs no ``next``.

- Killed before the rename, nothing has happened. ``next`` names the version that may be left over, so `repair` can
  remove it without ever guessing which files nobody needs.
- Killed after it, everything has happened that readers see. Since the pointer contains the whole entry, `repair` can
  finish the rest.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from topictag.errors import ModelFormatError, ModelNotFoundError, OutputError
from topictag.registry.disk import (
    digest_file,
    make_folders,
    move_durably,
    remove,
    remove_temporary,
    write_durably,
)
from topictag.registry.entry import read_entry, write_entry
from topictag.registry.history import History, append_change, is_complete, read_history
from topictag.registry.lock import hold_lock
from topictag.registry.pointer import (
    CURRENT,
    ENDING,
    HISTORY,
    LOCK,
    N_NAME_DIGITS,
    VERSIONS,
    is_registry,
    read_pointer,
    version_name,
)
from topictag.registry.pointer import way_out as advise
from topictag.results.registry import RegistryChange

NEXT = "next"
_VERSION = re.compile(rf"[0-9a-f]{{{N_NAME_DIGITS}}}{re.escape(ENDING)}")
_WAIT_S = 10.0  # chosen: a promote takes a fraction of a second
PARTS = frozenset([CURRENT, HISTORY, LOCK, VERSIONS, NEXT])


class Store:
    """The files of a registry.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.versions = folder / VERSIONS
        self.history = folder / HISTORY
        self._current = folder / CURRENT
        self._next = folder / NEXT

    def create(self) -> None:
        """Create the folders that are missing; raises `OutputError`."""
        make_folders(self.folder, self.versions)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold the lock of the registry, after repairing what a killed process has left.

        Raises
        ------
        RegistryError
            Another process holds the lock.
        OutputError
            The folder is not writable.
        """
        with hold_lock(self.folder / LOCK, _WAIT_S):
            self._repair()
            yield

    def read_current(self) -> RegistryChange:
        """Return the change that made the current version current.

        Raises
        ------
        ModelNotFoundError, ModelFormatError, ModelVersionError
            The pointer is missing or damaged, or of a later version of topictag.
        """
        read_pointer(self.folder)  # whose messages know what is missing
        return read_entry(self._current.read_bytes(), str(self._current), advise(self.folder))

    def find_current(self) -> RegistryChange | None:
        """Return the change in the pointer; None if it is missing or damaged; raises `ModelVersionError`."""
        try:
            return self.read_current()
        except (ModelFormatError, ModelNotFoundError):
            return None

    def read_history(self) -> History:
        """Return the history, with the change in the pointer; raises `ModelFormatError`, `ModelVersionError`."""
        return read_history(self.history, self.find_current())

    def list_versions(self) -> Mapping[str, Path]:
        """Return the files of versions by the digits in their names."""
        try:
            files = sorted(self.versions.iterdir())
        except OSError:
            return {}
        return {file.name.removesuffix(ENDING): file for file in files if _VERSION.fullmatch(file.name)}

    def path_of(self, sha256: str) -> Path:
        """Return the file of a version."""
        return self.versions / version_name(sha256)

    def is_whole(self, sha256: str) -> bool:
        """Return whether the file of a version is there, with the right bytes."""
        try:
            return digest_file(self.path_of(sha256)) == sha256
        except OSError:
            return False

    def commit(self, change: RegistryChange, data: bytes | None = None) -> None:
        """Make a version the current one.

        Parameters
        ----------
        change : RegistryChange
        data : bytes, optional
            The version's file if it is not there yet. A damaged file in its place is kept under another name.

        Raises
        ------
        OutputError
            A file cannot be written. The message says whether the version has become the current one.
        """
        try:
            if data is None:
                write_durably(write_entry(change), self._current)
            else:
                write_durably(write_entry(change), self._next)
                self._write_version(change.sha256, data)
                move_durably(self._next, self._current)
        except OutputError as error:
            if self.find_current() == change:
                raise OutputError(
                    f"{error} {change.sha256[:N_NAME_DIGITS]} is the current version now, but the disk may not have "
                    "noted it. Check the disk, and promote the model again."
                ) from error
            self._undo()
            raise OutputError(f"{error} The registry is unchanged.") from error
        self._finish(change)

    def _write_version(self, sha256: str, data: bytes) -> None:
        path = self.path_of(sha256)
        if path.exists():
            move_durably(path, _free_name(path))
        write_durably(data, path)

    def _finish(self, change: RegistryChange) -> None:
        for own in change.versions_removed:
            remove(self.path_of(own))
        append_change(self.history, change, read_history(self.history, change).tail)

    def _repair(self) -> None:
        """Remove or complete what a killed process has left."""
        self._undo()
        remove_temporary(self.folder)
        remove_temporary(self.versions)
        current = self.find_current()
        if current is not None and not is_complete(self.history, current):
            self._finish(current)

    def _undo(self) -> None:
        """Remove what precedes a change that has not happened: its entry, and its version unless a change names it."""
        try:
            begun = read_entry(self._next.read_bytes(), str(self._next), "")
        except FileNotFoundError:
            return
        except (OSError, ModelFormatError):
            remove(self._next)
            return
        known = {own.sha256 for own in self.read_history().changes}
        if begun.sha256 not in known:
            remove(self.path_of(begun.sha256))
        remove(self._next)


def require_registry(folder: Path) -> Store:
    """Return the store of a registry.

    Raises
    ------
    ModelNotFoundError
        The folder does not exist or is no registry.
    """
    if not is_registry(folder):
        where = "REGISTRY" if folder.exists() else folder
        what = "is a file, not a registry of models" if folder.is_file() else "is no registry of models"
        raise ModelNotFoundError(f"{folder}: {what}. To make one, run: topictag promote MODEL {where} --create")
    return Store(folder)


def _free_name(path: Path) -> Path:
    """Return a name for a damaged file beside the place that it has taken."""
    numbered = (path.with_name(f"{path.name}.damaged-{number}") for number in range(1, 1_000_000))
    return next(own for own in numbered if not own.exists())
