"""Records of JSONL and JSON files, one after another; reading continues after a bad one.

JSONL is read line by line. A JSON file is read whole: an array of records, one record, or several one after another.
"""

from collections.abc import Iterable, Iterator

from topictag.cli.tagging.items import BadRecord, Item, make_item
from topictag.errors import DataError
from topictag.labelled.json_documents import iter_document
from topictag.labelled.lines import iter_places, parse_line
from topictag.labelled.opening import NAME_ENCODING, show_bad_bytes


def read_json_lines(
    parts: Iterable[str], name: str, encoding: str, field: str | None, max_line_bytes: int
) -> Iterator[Item | BadRecord]:
    """Yield the records of a JSONL file; a line that is too long is a bad record, of which nothing is kept."""
    for place, line in iter_places(parts, name, max_line_bytes):
        try:
            record = parse_line(line, place, encoding, NAME_ENCODING)
        except DataError as error:
            yield BadRecord(place, error, "" if isinstance(line, DataError) else show_bad_bytes(line))
        else:
            yield make_item(record, place, field)


def read_json(
    parts: Iterable[str], name: str, encoding: str, field: str | None, max_line_bytes: int
) -> Iterator[Item | BadRecord]:
    """Yield the records of a JSON file.

    Raises
    ------
    DataError
        The file is longer than `max_line_bytes`, or is not JSON, so that the start of the next record is unknown.
    """
    for place, value, written in iter_document(parts, name, max_line_bytes, encoding=encoding):
        if isinstance(value, DataError):
            yield BadRecord(place, value, show_bad_bytes(written))
        else:
            yield make_item(value, place, field)
