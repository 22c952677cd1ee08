"""Writing files atomically: a file is replaced completely or not at all."""

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
# Chosen: a process writes its file without a pause, so a file that has not grown for an hour is abandoned.
_ABANDONED_S = 3600


def check_writable(path: str | PathLike[str], *, example: str = "model.safetensors") -> None:
    """Raise if `path` cannot be written, so that you know before an hour of training and not after it.

    If `path` is a folder, the message proposes the file `example` in it.

    Raises
    ------
    OutputError
        `path` is a folder, not a regular file or not a valid name; or its folder does not exist or is not writable.
    InputTypeError
        `path` is not a path.
    """
    with _as_output_error(path):
        _check_target(path, _resolve(path), example)


def check_outputs(
    outputs: Iterable[str | PathLike[str]],
    inputs: Iterable[str | PathLike[str]],
    *,
    example: str = "model.safetensors",
) -> None:
    """Raise unless all outputs can be written, and none of them overwrites an input or another output.

    For an output that is a folder, the message proposes the file `example` in it.

    Raises
    ------
    OutputError, InputTypeError
        As `check_writable`.
    """
    taken = set()
    for file in inputs:
        with _as_output_error(file):
            taken.add(_resolve(file))
    for output in outputs:
        check_writable(output, example=example)
        if _resolve(output) in taken:
            raise OutputError(f"{output}: is given twice or is also an input. Give another file.")
        taken.add(_resolve(output))


def write_atomically(data: bytes, path: str | PathLike[str]) -> None:
    """Write a file through a temporary one in the same folder; links are followed, and permissions are kept.

    Temporary files of killed processes are removed from the folder once they are an hour old.

    Raises
    ------
    OutputError
        The file cannot be written; an existing file is unchanged.
    InputTypeError
        `path` is not a path.
    """
    check_writable(path)
    with _as_output_error(path):
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


def is_temporary(name: str) -> bool:
    """Return whether a file has the name of a temporary one of `write_atomically`."""
    return _TEMPORARY.fullmatch(name) is not None


def _resolve(path: str | PathLike[str]) -> Path:
    name = fspath(path) if isinstance(path, PathLike) else path
    if not isinstance(name, str):
        raise InputTypeError(f"A path must be a str or a path object, not {type(name).__name__}.")
    return Path(name).resolve()


def _check_target(path: str | PathLike[str], target: Path, example: str) -> None:
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    if stat.S_ISDIR(mode):
        raise OutputError(f"{path}: is a folder. Give a file, for example {Path(path) / example}.")
    if not stat.S_ISREG(mode):
        raise OutputError(f"{path}: is not a regular file. Give a regular file or a new name.")
    if not target.parent.is_dir():
        raise OutputError(f"{path}: the folder {target.parent} does not exist. Create it first.")
    with tempfile.TemporaryFile(dir=target.parent):
        pass


def _remove_abandoned(folder: Path, now: float) -> None:
    """Remove old temporary files; `now` comes from the folder's own clock, which may differ on a network drive."""
    with suppress(OSError):
        for file in folder.iterdir():
            if not is_temporary(file.name):
                continue
            with suppress(OSError):  # another process has removed it, or it belongs to another user
                status = file.lstat()
                if stat.S_ISREG(status.st_mode) and now - status.st_mtime > _ABANDONED_S:
                    file.unlink()


@contextmanager
def _as_output_error(path: str | PathLike[str]) -> Iterator[None]:
    """Raise `OutputError` in place of the system's errors."""
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        raise _cannot_write(path, error.strerror or str(error)) from error
    except RuntimeError as error:  # pathlib's error for a loop of links, before Python 3.13
        raise _cannot_write(path, "a loop of links") from error
    except ValueError as error:  # a NUL, or half of a surrogate pair
        raise _cannot_write(path, f"not a valid name: {error}") from error


def _cannot_write(path: str | PathLike[str], reason: str) -> OutputError:
    return OutputError(f"{path!s:.500}: cannot be written ({reason}). An existing file is unchanged.")
