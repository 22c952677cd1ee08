"""Writing files so that nothing is lost: a file is replaced whole or not at all."""

import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterable
from os import PathLike, fsync
from pathlib import Path

from topictag.errors import OutputError


def check_writable(path: str | PathLike[str]) -> None:
    """Raise `OutputError` now, rather than after an hour of training, when nothing can be written at `path`."""
    target = Path(path).resolve()
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = None
    except OSError as error:
        raise _cannot_write(path, error) from error
    if mode is not None and stat.S_ISDIR(mode):
        raise OutputError(f"{path}: is a folder. Name the file, for example {Path(path) / 'model.safetensors'}.")
    if mode is not None and not stat.S_ISREG(mode):
        raise OutputError(f"{path}: is no regular file. Name one, or a new one.")
    if not target.parent.is_dir():
        raise OutputError(f"{path}: the folder {target.parent} does not exist. Make it first.")
    try:
        with tempfile.TemporaryFile(dir=target.parent):
            pass
    except OSError as error:
        raise _cannot_write(path, error) from error


def check_outputs(outputs: Iterable[str | PathLike[str]], inputs: Iterable[str | PathLike[str]]) -> None:
    """Raise `OutputError` for outputs that cannot be written, or would overwrite an input or each other."""
    taken = {Path(file).resolve() for file in inputs}
    for output in outputs:
        check_writable(output)
        if Path(output).resolve() in taken:
            raise OutputError(f"{output}: is given twice, or is what is read. Name another file.")
        taken.add(Path(output).resolve())


def write_atomically(data: bytes, path: str | PathLike[str]) -> None:
    """Write a file through a temporary one beside it; a link is followed, an existing file's permissions are kept.

    Raises
    ------
    OutputError
        It cannot be written; what stood there before is untouched.
    """
    check_writable(path)
    target = Path(path).resolve()
    temporary = target.with_name(f".topictag-{secrets.token_hex(8)}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _cannot_write(path: str | PathLike[str], error: OSError) -> OutputError:
    return OutputError(f"{path}: cannot be written ({error.strerror}). What stood there before is untouched.")
