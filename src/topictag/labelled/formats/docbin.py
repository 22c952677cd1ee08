"""spaCy's DocBin: documents with categories, as `spacy train` reads them. Needs spaCy itself.

``doc.cats`` has a value for each topic that is known, 1.0 or 0.0. A topic that is absent there is unknown.
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from topictag.errors import DataError, MissingExtraError
from topictag.files import write_atomically
from topictag.labelled.formats.fields import other_fields, own_fields
from topictag.labelled.formats.format import Head, PassedOver, ReadOptions, Record
from topictag.labelled.formats.losing import lost_fields, lost_names
from topictag.labelled.opening import read_bytes
from topictag.labelled.quotes import quote, quote_fields
from topictag.labelled.records import NATIVE
from topictag.labelled.writing import pack

_UNLABELLED = PassedOver("they have no category")
_EXTENSION = "._."  # the first part of the key of an attribute doc._.name
_HELD = ("id", "article")


class DocBinFormat:
    """A file of documents with categories."""

    name = "spacy"
    summary = "spaCy's DocBin, with categories"
    ending = ".spacy"

    def recognises(self, head: Head) -> bool:
        """Return whether the name of the file says that it is a DocBin."""
        return head.ending == ".spacy"

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:  # noqa: ARG002
        """Yield the documents; what their user data contain are further fields."""
        spacy = _import_spacy(f"{path}: reading a DocBin")
        data = read_bytes(path)
        try:
            found = spacy.tokens.DocBin(store_user_data=True).from_bytes(data)
            documents = [
                (own.text, dict(own.cats), dict(own.user_data)) for own in found.get_docs(spacy.blank("xx").vocab)
            ]
        except Exception as error:  # what spaCy raises for damaged data depends on where the damage is
            raise DataError(f"{path}: not a DocBin, or damaged ({quote(error)}). Write it again with spaCy.") from error
        for number, (text, categories, more) in enumerate(documents, 1):
            place = f"{path}, record {number}"
            try:
                yield place, _convert(text, categories, more, place)
            except DataError as error:
                yield place, error

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Return what is neither a category nor user data."""
        topics = _all_topics(records)
        categories = [_categories(record, topics) for record in records]
        silent = sorted(topics.difference(*categories))
        n_empty = sum(not own for own in categories)
        names = own_fields(records)
        others = [name for name in names if any(not _is_simple(record.get(name)) for record in records)]
        return [
            *lost_fields(records, (*_HELD, "unknown", "known"), holds_others=True),
            *([f"Texts of which no topic is known are read as unlabelled: {n_empty}."] if n_empty else []),
            *([f"Topics that are unknown in every text are lost: {quote_fields(silent)}."] if silent else []),
            *([f"Fields that spaCy's user data may not hold are lost: {quote_fields(others)}."] if others else []),
            *lost_names(records, [name for name in names if name.startswith("meta.")]),
        ]

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:
        """Write a document per record, with a category for each topic that is known."""
        spacy = _import_spacy(f"{path}: writing a DocBin")
        found, pipeline = spacy.tokens.DocBin(store_user_data=True), spacy.blank("xx")
        for record in records:
            document = pipeline.make_doc(record["text"])
            document.cats = _categories(record, topics)
            kept = (name for name in record if name in _HELD or name not in NATIVE)
            document.user_data = {name: record[name] for name in kept if _is_simple(record[name])}
            found.add(document)
        write_atomically(pack(found.to_bytes(), path), path)


def _import_spacy(what: str) -> Any:
    if find_spec("spacy") is None:
        raise MissingExtraError(f"{what} needs spacy, which is not installed. Run: python -m pip install spacy")
    import spacy
    import spacy.tokens

    return spacy


def _convert(
    text: str, categories: Mapping[str, Any], more: Mapping[Any, Any], place: str
) -> dict[str, Any] | PassedOver:
    if not categories:
        return _UNLABELLED
    for topic, value in categories.items():
        if value not in (0, 1):
            raise DataError(
                f"{place}: the category {quote(topic)} is {quote(value)}. A label is 1.0 or 0.0; a value "
                "between is what a model guessed."
            )
    named = {_name(key): value for key, value in more.items()}
    own = {name: named[name] for name in _HELD if named.get(name) not in (None, "")}
    others = other_fields({name: value for name, value in named.items() if name}, _HELD)
    tags = [topic for topic, value in categories.items() if value]
    return {**own, "text": text, "tags": tags, "known": list(categories), **others}


def _name(key: Any) -> str:
    """Return the name of an entry of user data; that of ``doc._.outlet`` is "outlet"."""
    if isinstance(key, tuple):
        return str(key[1]) if len(key) > 1 and key[0] == _EXTENSION else ""
    return key if isinstance(key, str) else ""


def _categories(record: Record, topics: Sequence[str] | frozenset[str]) -> dict[str, float]:
    tags, unknown, known = record["tags"], record.get("unknown", ()), record.get("known")
    looked_for = topics if known is None else {*known, *tags}
    return {topic: float(topic in tags) for topic in topics if topic in looked_for and topic not in unknown}


def _all_topics(records: Sequence[Record]) -> frozenset[str]:
    lists = (record.get(name) or () for record in records for name in ("tags", "unknown", "known"))
    return frozenset(topic for own in lists for topic in own)


def _is_simple(value: Any) -> bool:
    return value is None or isinstance(value, str | bool | float) or (isinstance(value, int) and abs(value) < 1 << 63)
