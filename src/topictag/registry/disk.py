"""Writing so that a power cut loses nothing: a file and its folder reach the disk before the next step."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from topictag.errors import OutputError
from topictag.files import is_temporary, write_atomically

_BLOCK_BYTES = 1 << 20


def write_durably(data: bytes, path: Path) -> None:
    """Write a file atomically and wait until its name is on the disk, too; raises `OutputError`."""
    write_atomically(data, path)
    with _as_output_error(path):
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; raises `OSError`. Windows has no call for it."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def move_durably(source: Path, target: Path) -> None:
    """Rename a file, which replaces `target` at once; raises `OutputError`."""
    with _as_output_error(target):
        source.replace(target)
        sync_folder(target.parent)


def make_folders(*folders: Path) -> None:
    """Create folders that do not exist, each in one that does; raises `OutputError`."""
    for folder in folders:
        if folder.is_dir():
            continue
        with _as_output_error(folder):
            folder.mkdir(exist_ok=True)
            sync_folder(folder.parent)


def remove_temporary(folder: Path) -> None:
    """Remove the temporary files of killed processes; call it under the lock, so that no living process needs them."""
    with suppress(OSError):
        for file in folder.iterdir():
            if is_temporary(file.name) and stat.S_ISREG(file.lstat().st_mode):
                remove(file)


def remove(file: Path) -> None:
    """Remove a file if that is possible; what stays does no harm."""
    with suppress(OSError):
        file.unlink(missing_ok=True)


@contextmanager
def _as_output_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}).") from error


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits; raises `OSError`."""
    found = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            found.update(block)
    return found.hexdigest()
