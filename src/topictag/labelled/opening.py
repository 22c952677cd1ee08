"""Opening texts: a file or standard input, compressed or not, in any encoding.

The first bytes of a file, or else its name, show how it is compressed. The caller names the encoding, or else a byte
order mark decides, or else it is UTF-8. Bytes that cannot be decoded become lone surrogates, which no decoded text
contains. So reading continues, and `check_decoded` refuses the line with its place.
"""

import codecs
import errno
import io
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from topictag.errors import DataError
from topictag.labelled.quotes import shorten

PACKED = (".gz", ".xz", ".zst")
SAVE_AS_UTF8 = "Save it as UTF-8."
NAME_ENCODING = "Save it as UTF-8, or give its encoding, for example --encoding cp1251."

_KEEP_UTF8 = "These bytes are UTF-8: leave the encoding out (--encoding)."
_OTHER_ENCODING = "Give the encoding that it has, or leave it out if it is UTF-8: --encoding."
_MAGIC = {b"\x1f\x8b": ".gz", b"\xfd7zXZ\x00": ".xz", b"\x28\xb5\x2f\xfd": ".zst"}
_BINARY = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "an archive or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK_BYTES = 1 << 16
_BAD_BYTES = "topictag.bad-bytes"  # the name of the codecs' error handler
_FIRST_SURROGATE = 0xDC00
_BAD = re.compile("[\udc00-\udcff]")


def bare_name(path: Path) -> str:
    """Return a file's name in lower case, without the ending of a compressed file."""
    name = path.name.lower()
    return next((name.removesuffix(ending) for ending in PACKED if name.endswith(ending)), name)


def kind_of_path(path: Path) -> str:
    """Return ``"folder"``, ``"file"`` (of any kind, also a pipe), or an empty str if the path does not exist.

    Raises
    ------
    DataError
        The path cannot be examined: a folder in it is not accessible, or it is too long.
    """
    try:
        return "folder" if stat.S_ISDIR(path.stat().st_mode) else "file"
    except (FileNotFoundError, NotADirectoryError, ValueError):  # the last for a NUL in the name
        return ""
    except OSError as error:
        # Probably a text given in place of a path: it is shortened.
        name = shorten(str(path)) if error.errno == errno.ENAMETOOLONG else str(path)
        raise _unreadable(name, error) from error


def files_below(folder: Path, is_wanted: Callable[[Path], bool]) -> list[Path]:
    """Return the wanted files of a folder and its subfolders, in order of name.

    Raises
    ------
    DataError
        A folder cannot be read, perhaps because another program has just removed it.
    """
    try:
        return sorted(found for found in folder.rglob("*") if found.is_file() and is_wanted(found))
    except OSError as error:
        raise _unreadable(str(error.filename or folder), error) from error


@contextmanager
def open_text(path: Path, *, encoding: str = "", on_read: Callable[[int], object] | None = None) -> Iterator[TextIO]:
    """Open a file for reading line by line; line breaks stay as they are.

    Parameters
    ----------
    path : path
        ``-`` is standard input, which stays open.
    encoding : str, optional
        An encoding that Python knows. By default, a byte order mark decides; without one it is UTF-8.
    on_read : callable, optional
        Called with the number of bytes read, before decompression.

    Raises
    ------
    DataError
        Here or while reading: the file cannot be read, is truncated or damaged.
    MissingExtraError
        The file is compressed with Zstandard, and the package zstandard is not installed.
    """
    with _open_file(path) as file:
        packed = _Stream(file, str(path), on_read)
        kind = next((kind for magic, kind in _MAGIC.items() if packed.look(len(magic)) == magic), path.suffix.lower())
        unpacked, damage = _unpack(packed, kind)
        with closing(unpacked):
            stream = _Stream(unpacked, str(path), damage=damage)
            _refuse_binary(stream, str(path))
            codec = _choose_codec(stream.look(4), encoding)
            codecs.register_error(_BAD_BYTES, _keep_bad_bytes)
            yield io.TextIOWrapper(io.BufferedReader(stream, _BLOCK_BYTES), codec, _BAD_BYTES, newline="")


def read_bytes(path: Path) -> bytes:
    """Return the content of a file of any kind, decompressed.

    Raises
    ------
    DataError
        The file cannot be read, is truncated or damaged.
    MissingExtraError
        The file is compressed with Zstandard, and the package zstandard is not installed.
    """
    with _open_file(path) as file:
        packed = _Stream(file, str(path))
        kind = next((kind for magic, kind in _MAGIC.items() if packed.look(len(magic)) == magic), "")
        unpacked, damage = _unpack(packed, kind)
        with closing(unpacked):
            return io.BufferedReader(_Stream(unpacked, str(path), damage=damage), _BLOCK_BYTES).read()


def check_decoded(text: str, place: str, encoding: str = "", way_out: str = SAVE_AS_UTF8) -> None:
    """Raise `DataError` for a text with bytes that could not be decoded, or with a NUL, which is not text."""
    if "\0" in text:
        raise DataError(f"{place}: contains a NUL byte; perhaps it is UTF-16 without a byte order mark. {way_out}")
    if found := _BAD.search(text):
        byte = ord(found.group()) - _FIRST_SURROGATE
        name = "UTF-8" if encoding.lower() in ("", "utf-8", "utf-8-sig") else encoding
        if encoding and name != "UTF-8":
            way_out = _KEEP_UTF8 if _is_utf8(text, encoding) else _OTHER_ENCODING
        raise DataError(f"{place}: not {name} (byte 0x{byte:02x} at character {found.start() + 1}). {way_out}")


def _is_utf8(text: str, encoding: str) -> bool:
    """Return whether the bytes of a text that is not of an encoding are UTF-8."""
    try:
        text.encode(encoding, "surrogateescape").decode()
    except UnicodeError:
        return False
    return True


def show_bad_bytes(text: str) -> str:
    r"""Return a text with ``\xff`` for each byte that could not be decoded."""
    return _BAD.sub(lambda found: f"\\x{ord(found.group()) - _FIRST_SURROGATE:02x}", text)


class _Stream(io.RawIOBase):
    """Bytes that can be looked at before they are read; errors name the file."""

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        on_read: Callable[[int], object] | None = None,
        damage: tuple[type[Exception], ...] = (),
    ) -> None:
        self._stream = cast("io.BufferedReader", stream)  # every stream here has read1
        self.name = name
        self._on_read = on_read
        self._damage = damage
        self._ahead = b""

    def look(self, n_bytes: int) -> bytes:
        """Return the first bytes, fewer only at the end of the stream."""
        while len(self._ahead) < n_bytes and (more := self._read(n_bytes - len(self._ahead))):
            self._ahead += more
        return self._ahead[:n_bytes]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._ahead[: len(buffer)] or self._read(len(buffer))
        self._ahead = self._ahead[len(data) :]
        buffer[: len(data)] = data
        return len(data)

    def _read(self, n_bytes: int) -> bytes:
        try:
            data = self._stream.read1(n_bytes)
        except self._damage as error:
            raise DataError(f"{self.name}: damaged or truncated ({error}). Compress it again.") from error
        except OSError as error:
            raise _unreadable(self.name, error) from error
        if self._on_read:
            self._on_read(len(data))
        return data


def _refuse_binary(stream: _Stream, name: str) -> None:
    head = stream.look(max(map(len, _BINARY)))
    for magic, kind in _BINARY.items():
        if head.startswith(magic):
            raise DataError(f"{name}: is {kind}, not text. Extract its text first.")


def _open_file(path: Path) -> Any:
    if str(path) == "-":
        if sys.stdin is None:
            raise DataError("-: standard input is closed. Give a FILE.")
        return nullcontext(sys.stdin.buffer)
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(str(path), error) from error


def _unpack(packed: _Stream, kind: str) -> tuple[BinaryIO, tuple[type[Exception], ...]]:
    """Return the decompressed stream and the errors that damage raises; imports only the module that it needs."""
    stream = io.BufferedReader(packed, _BLOCK_BYTES)
    if kind == ".gz":
        import gzip
        import zlib

        return cast("BinaryIO", gzip.GzipFile(fileobj=stream)), (EOFError, gzip.BadGzipFile, zlib.error)
    if kind == ".xz":
        import lzma

        return cast("BinaryIO", lzma.LZMAFile(stream)), (EOFError, lzma.LZMAError)
    if kind == ".zst":
        from topictag.labelled.zstandard import open_zstandard

        return open_zstandard(stream, packed.name), (EOFError,)
    return stream, ()


def _unreadable(name: str, error: OSError) -> DataError:
    return DataError(f"{name}: cannot be read ({error.strerror}).")


def _choose_codec(head: bytes, wanted: str) -> str:
    marked = next((codec for mark, codec in _MARKS if head.startswith(mark)), "utf-8")
    if not wanted or codecs.lookup(wanted).name.startswith(marked.removesuffix("-sig")):
        return marked  # this codec removes the mark
    return wanted


def _keep_bad_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(chr(_FIRST_SURROGATE + byte) for byte in bad), error.end
