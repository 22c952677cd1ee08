"""Writing files so that nothing is lost: a file is replaced whole or not at all."""

import re
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from os import PathLike, fspath, fstat, fsync
from pathlib import Path

from topictag.errors import InputTypeError, OutputError

_TEMPORARY = re.compile(r"\.topictag-[0-9a-f]{16}")
# Chosen: a process writes its file without a pause, so one that has not grown for an hour has no process any more.
_ABANDONED_S = 3600


def check_writable(path: str | PathLike[str]) -> None:
    """Raise now, rather than after an hour of training, when nothing can be written at `path`.

    Raises
    ------
    OutputError
        It is a folder, not a regular file or not a valid name, or its folder is missing or cannot be written to.
    InputTypeError
        `path` is no path.
    """
    with _telling(path):
        _check_target(path, _resolve(path))


def check_outputs(outputs: Iterable[str | PathLike[str]], inputs: Iterable[str | PathLike[str]]) -> None:
    """Raise unless all outputs can be written, and none of them overwrites an input or another output.

    Raises
    ------
    OutputError, InputTypeError
        As `check_writable`.
    """
    taken = set()
    for file in inputs:
        with _telling(file):
            taken.add(_resolve(file))
    for output in outputs:
        check_writable(output)
        if _resolve(output) in taken:
            raise OutputError(f"{output}: is given twice, or is also an input. Name another file.")
        taken.add(_resolve(output))


def write_atomically(data: bytes, path: str | PathLike[str]) -> None:
    """Write a file through a temporary one beside it; a link is followed, an existing file keeps its permissions.

    Temporary files that killed processes have left in the folder are removed once they are an hour old.

    Raises
    ------
    OutputError
        It cannot be written; what stood there before is untouched.
    InputTypeError
        `path` is no path.
    """
    check_writable(path)
    with _telling(path):
        target = _resolve(path)
        temporary = target.with_name(f".topictag-{secrets.token_hex(8)}")
        try:
            with temporary.open("xb") as file:
                _remove_abandoned(target.parent, fstat(file.fileno()).st_mtime)
                file.write(data)
                file.flush()
                fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _resolve(path: str | PathLike[str]) -> Path:
    name = fspath(path) if isinstance(path, PathLike) else path
    if not isinstance(name, str):
        raise InputTypeError(f"A path must be a str or a path object, not {type(name).__name__}.")
    return Path(name).resolve()


def _check_target(path: str | PathLike[str], target: Path) -> None:
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    if stat.S_ISDIR(mode):
        raise OutputError(f"{path}: is a folder. Name the file, for example {Path(path) / 'model.safetensors'}.")
    if not stat.S_ISREG(mode):
        raise OutputError(f"{path}: is no regular file. Name a regular file, or a new one.")
    if not target.parent.is_dir():
        raise OutputError(f"{path}: the folder {target.parent} does not exist. Create it first.")
    with tempfile.TemporaryFile(dir=target.parent):
        pass


def _remove_abandoned(folder: Path, now: float) -> None:
    """Remove old temporary files; `now` comes from the folder's own clock, which a network drive does not share."""
    with suppress(OSError):
        for file in folder.iterdir():
            if not _TEMPORARY.fullmatch(file.name):
                continue
            with suppress(OSError):  # another process has removed it, or it belongs to another user
                status = file.lstat()
                if stat.S_ISREG(status.st_mode) and now - status.st_mtime > _ABANDONED_S:
                    file.unlink()


@contextmanager
def _telling(path: str | PathLike[str]) -> Iterator[None]:
    """Raise `OutputError` in place of what the system says of a path."""
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        raise _cannot_write(path, error.strerror or str(error)) from error
    except RuntimeError as error:  # how pathlib tells a loop of links, before Python 3.13
        raise _cannot_write(path, "a link that leads to itself") from error
    except ValueError as error:  # a NUL, or half of a surrogate pair
        raise _cannot_write(path, f"no valid name: {error}") from error


def _cannot_write(path: str | PathLike[str], reason: str) -> OutputError:
    return OutputError(f"{path!s:.500}: cannot be written ({reason}). What stood there before is untouched.")
