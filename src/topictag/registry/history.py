"""The history of a registry: one line for each change, oldest first, which are only ever appended."""

import os
from dataclasses import dataclass
from pathlib import Path

from topictag.errors import ModelFormatError, OutputError
from topictag.registry.disk import sync_folder
from topictag.registry.entry import read_entry, write_entry
from topictag.results.registry import RegistryChange

_LEFT_OUT = "The line is left out. To see it, open the file; nothing deletes it."


@dataclass(frozen=True)
class History:
    """What a history contains.

    Attributes
    ----------
    changes : tuple of RegistryChange
    unreadable : tuple of str
        One message for each line that cannot be read.
    tail : bytes
        What follows the last line break: the beginning of a line that a killed process was writing, or empty.
    """

    changes: tuple[RegistryChange, ...] = ()
    unreadable: tuple[str, ...] = ()
    tail: bytes = b""


def read_history(path: Path, pointer: RegistryChange | None) -> History:
    """Read a history.

    Parameters
    ----------
    path : Path
        A file that does not exist is an empty history.
    pointer : RegistryChange or None
        The change that the pointer contains. If its line is missing or not complete, it is the last change.

    Raises
    ------
    ModelFormatError
        The file cannot be read.
    ModelVersionError
        A later version of topictag wrote a line.
    """
    try:
        *lines, tail = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        lines, tail = [], b""
    except OSError as error:
        raise ModelFormatError(f"{path}: cannot be read ({error.strerror}).") from error
    is_begun = bool(tail) and pointer is not None and write_entry(pointer).startswith(tail)
    changes, unreadable = [], []
    for number, line in enumerate(lines if is_begun else [*lines, tail], 1):
        if not line.strip():
            continue
        try:
            changes.append(read_entry(line, f"{path}:{number}", _LEFT_OUT))
        except ModelFormatError as error:
            unreadable.append(str(error))
    if pointer is not None and pointer not in changes:
        changes.append(pointer)
    return History(tuple(changes), tuple(unreadable), tail)


def append_change(path: Path, change: RegistryChange, tail: bytes) -> None:
    """Append a change to a history; a `tail` that begins its line is completed, and any other one keeps its own line.

    Raises
    ------
    OutputError
        The file cannot be written; the next call completes the line.
    """
    line = write_entry(change)
    rest = line.removeprefix(tail) if line.startswith(tail) else b"\n" + line
    try:
        number = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            while rest:
                rest = rest[os.write(number, rest) :]
            os.fsync(number)
        finally:
            os.close(number)
        sync_folder(path.parent)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}). Nothing is lost: {change.sha256[:16]} is the current "
            "version now, and the next promote or rollback completes the history."
        ) from error


def is_complete(path: Path, change: RegistryChange) -> bool:
    """Return whether a history contains the whole line of a change."""
    try:
        return change in read_history(path, None).changes
    except ModelFormatError:
        return False


def stack_versions(changes: tuple[RegistryChange, ...]) -> list[str]:
    """Return the digests that rollbacks lead to, one after the other; the current one is last.

    A promote puts its version on the stack. A rollback removes what was promoted after the version that it leads to,
    so the next rollback leads further back.

    Examples
    --------
    >>> def change(action, digest):
    ...     return RegistryChange(action, "", digest, "", 0, ())
    >>> promotes = tuple(change("promote", digest) for digest in "abc")
    >>> stack_versions((*promotes, change("rollback", "b")))
    ['a', 'b']
    """
    stack: list[str] = []
    for change in changes:
        if change.action == "rollback" and change.sha256 in stack:
            while stack[-1] != change.sha256:
                stack.pop()
        elif stack[-1:] != [change.sha256]:
            stack.append(change.sha256)
    return stack
