"""Reading texts without labels, with their ids where they have some."""

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias

from topictag.columns import require_text
from topictag.curation.suggesting.candidates import UnlabelledText
from topictag.errors import InputTypeError
from topictag.labelled.corpus import corpus_files, iter_corpus, iter_records, record_text
from topictag.labelled.identifiers import read_identifier
from topictag.labelled.lines import MAX_LINE_BYTES
from topictag.labelled.opening import bare_name
from topictag.labelled.quotes import quote
from topictag.labelled.text_digest import digest_text

Texts: TypeAlias = str | PathLike[str] | Iterable[Any]
_ID_LENGTH = 16  # chosen: hexadecimal digits of a text's SHA-256


def iter_unlabelled(texts: Texts, *, max_line_bytes: int = MAX_LINE_BYTES) -> Iterator[UnlabelledText]:
    """Return an iterator over texts, given as a path or as texts; a path is checked at once.

    Raises
    ------
    DataError
        The path does not exist or contains no texts; or, while reading, as for `topictag.labelled.corpus.iter_corpus`.
    InputTypeError
        It is neither a path nor an iterable; or, while reading, an item is neither a str nor a record.
    """
    if isinstance(texts, str | PathLike):
        return iter_files(corpus_files(texts), max_line_bytes=max_line_bytes)
    if isinstance(texts, bytes | Mapping) or not isinstance(texts, Iterable):
        raise InputTypeError(f"texts must be a path or an iterable of texts, not {quote(texts)}.")
    return (_read_item(item, f"texts[{number}]") for number, item in enumerate(texts))


def iter_files(files: Iterable[Path], *, max_line_bytes: int = MAX_LINE_BYTES) -> Iterator[UnlabelledText]:
    """Yield the texts of files as `corpus_files` lists them: records with their ids, paragraphs of plain text."""
    for path in files:
        if bare_name(path).endswith(".txt"):
            yield from map(_name, iter_corpus([path], max_line_bytes=max_line_bytes))
        else:
            for place, record in iter_records([path], max_line_bytes=max_line_bytes):
                yield _read_record(record, place)


def _read_item(item: Any, place: str) -> UnlabelledText:
    if isinstance(item, UnlabelledText):
        return item
    if isinstance(item, Mapping):
        return _read_record(item, place)
    require_text(item, place)
    return _name(item)


def _read_record(record: Any, place: str) -> UnlabelledText:
    text = record_text(record, place)
    fields = {name: value for name, value in record.items() if name not in ("id", "text")}
    given = read_identifier(record, "id", place) if record.get("id") is not None else _make_id(text)
    return UnlabelledText(given, text, fields)


def _name(text: str) -> UnlabelledText:
    return UnlabelledText(_make_id(text), text)


def _make_id(text: str) -> str:
    """Return an id for a text without one: the same for the same text, wherever it stands."""
    return digest_text(text)[:_ID_LENGTH]
