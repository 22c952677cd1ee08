"""One text, read whole: a file or standard input, in any encoding, compressed or not."""

from collections.abc import Iterator
from pathlib import Path

from topictag.cli.tagging.run import read_kind
from topictag.cli.tagging.sources import find_sources
from topictag.errors import DataError
from topictag.labelled.lines import MAX_LINE_BYTES
from topictag.labelled.opening import NAME_ENCODING, check_decoded, kind_of_path, open_text
from topictag.reports.escapes import printable

_MODEL_ENDING = ".safetensors"


def read_whole_text(path: Path, encoding: str = "") -> str:
    """Return a text.

    Raises
    ------
    DataError
        The path does not exist, is a folder or a model, cannot be read, contains records or a table, is not text, or is
        longer than 64 million characters.
    """
    if kind_of_path(path) == "folder":
        raise DataError(f"{path}: is a folder. Give one file with a text.")
    if str(path) != "-" and not kind_of_path(path):
        raise DataError(f"{path}: does not exist. To explain a text itself, pipe it in: echo TEXT | topictag explain")
    if path.suffix == _MODEL_ENDING:
        raise DataError(f"{path}: is a model file, not a text. Give the model with --model, and a text to explain.")
    (source,) = find_sources([path])
    with open_text(path, encoding=encoding) as stream:
        kind, parts = read_kind(stream, source.kind, MAX_LINE_BYTES)
        if kind not in ("text", "page"):
            raise DataError(
                f"{source.name}: contains records ({kind}), and one text is explained at a time. Give a file with a "
                "text, or pipe one in. `topictag tag --why` names the weightiest words for each record."
            )
        return "".join(_good_parts(parts, source.name, stream.encoding))


def _good_parts(parts: Iterator[str], name: str, encoding: str) -> Iterator[str]:
    number, n_characters = 1, 0
    for part in parts:
        check_decoded(part, f"{name}:{number}", encoding, NAME_ENCODING)
        number += part.endswith(("\n", "\r"))
        n_characters += len(part)
        if n_characters > MAX_LINE_BYTES:
            raise DataError(f"{printable(name)}: is longer than 64 million characters. Explain a part of it.")
        yield part
