"""Decompressing Zstandard with the package zstandard, whose own stream does not notice that a file is truncated."""

import io
from importlib import import_module
from typing import Any, BinaryIO, cast

_BLOCK_BYTES = 1 << 13  # small, because a block may decompress to a thousand times its size


def open_zstandard(packed: BinaryIO, name: str) -> BinaryIO:
    """Return the decompressed content of a stream of Zstandard frames; `name` is for the message.

    Raises
    ------
    MissingExtraError
        The package is not installed.
    EOFError
        While reading: the last frame is incomplete, or a frame is damaged.
    """
    from topictag.extras import require_extra  # late: it slows the start of tagging, and few files need it

    require_extra("zstd", f"{name}: decompressing Zstandard")
    library = import_module("zstandard")
    return cast("BinaryIO", io.BufferedReader(_Frames(packed, library)))


class _Frames(io.RawIOBase):
    def __init__(self, packed: BinaryIO, library: Any) -> None:
        self._packed = packed
        self._library = library
        self._frame: Any = None
        self._rest = b""  # compressed, after the end of a frame
        self._ready = b""  # decompressed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            block = self._rest or self._packed.read(_BLOCK_BYTES)
            if not block:
                if self._frame is not None:
                    raise EOFError("the file ends within a Zstandard frame")
                return 0
            self._ready = self._unpack(block)
        n_bytes = min(len(buffer), len(self._ready))
        buffer[:n_bytes] = self._ready[:n_bytes]
        self._ready = self._ready[n_bytes:]
        return n_bytes

    def _unpack(self, block: bytes) -> bytes:
        if self._frame is None:
            self._frame = self._library.ZstdDecompressor().decompressobj()
        try:
            data: bytes = self._frame.decompress(block)
        except self._library.ZstdError as error:
            raise EOFError(str(error)) from error
        self._rest = self._frame.unused_data if self._frame.eof else b""
        if self._frame.eof:
            self._frame = None
        return data
