"""Reading JSON for all formats that consist of it: one object a line, or a document that is read whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from topictag.errors import DataError
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.formats.heading import is_document, read_head
from topictag.labelled.json_documents import iter_document
from topictag.labelled.lines import iter_parts, iter_places, parse_line
from topictag.labelled.opening import NAME_ENCODING, open_text

MAX_DOCUMENT_BYTES = 2_000_000_000  # chosen: an export of a million labelled paragraphs has about as much


def iter_json(path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
    """Yield for each value of a file its place, and the value or the `DataError` that stands for it.

    Raises
    ------
    DataError
        The file cannot be read, or is a document that is not JSON.
    """
    name = str(path)
    if is_document(read_head(path, options)):
        with open_text(path, encoding=options.encoding) as stream:
            document = iter_document(iter_parts(stream), name, MAX_DOCUMENT_BYTES, encoding=options.encoding)
            yield from ((place, value) for place, value, _ in document)
        return
    with open_text(path, encoding=options.encoding) as stream:
        for place, line in iter_places(iter_parts(stream), name, options.max_line_bytes):
            yield place, _parse(line, place, options.encoding)


def _parse(line: str | DataError, place: str, encoding: str) -> Any:
    try:
        return parse_line(line, place, encoding, NAME_ENCODING)
    except DataError as error:
        return error
