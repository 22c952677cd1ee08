"""doccano's exports of text classification, JSONL and JSON (https://doccano.github.io/doccano), and what it imports.

A record has "text" and "label", a list of names; older versions call it "labels". Metadata stands at the top level. An
export without "approved only" also has the texts that nobody labelled, as texts without labels: nothing distinguishes
them.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from topictag.errors import DataError
from topictag.labelled.formats.foreign import (
    count_texts,
    decide,
    find_text,
    is_topic_list,
    other_fields,
    own_id,
    read_fields,
    require_field,
    tell_renamed,
    topic_lists,
)
from topictag.labelled.formats.format import Head, PassedOver, ReadOptions, Record
from topictag.labelled.formats.json_reading import iter_json
from topictag.labelled.formats.tasks import SUGGESTED_BY
from topictag.labelled.quotes import quote
from topictag.labelled.writing import write_json_lines

COMMENTS = "Comments"
TAKEN = ("label", "labels", COMMENTS, SUGGESTED_BY)

_LABELS = ("label", "labels")
_OLD = ("annotation_approver", "meta", COMMENTS)
_SUGGESTED = PassedOver("nobody has labelled them")


class DoccanoFormat:
    """Records of doccano."""

    name = "doccano"
    summary = "doccano, JSONL and JSON"
    ending = ".jsonl"

    def recognises(self, head: Head) -> bool:
        """Return whether the first record has a text and a list of names as labels, and no answer as Prodigy's.

        Lists called "labels" are those of older versions only beside other fields that these had: data sets of other
        origin have them too.
        """
        record = head.record
        is_old = "labels" in record and not record.keys().isdisjoint(_OLD)
        labels = record.get("label", record["labels"] if is_old else None)
        return "text" in record and "answer" not in record and is_topic_list(labels)

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield a record for each text."""
        for place, value in iter_json(path, options):
            try:
                yield place, value if isinstance(value, DataError) else _read(value, place, options)
            except DataError as error:
                yield place, error

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Tell that there is one decision per text."""
        return [*tell_renamed(records, TAKEN), *tell_annotators(records)]

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:  # noqa: ARG002  # the protocol
        """Write records as doccano imports them."""
        write_json_lines(map(as_doccano, records), path)


def as_doccano(record: Record) -> dict[str, Any]:
    """Return a record with doccano's names of the fields."""
    record = decide(record)
    own = {**own_id(record), "text": record["text"], "label": [*record["tags"]]}
    return {**own, **topic_lists(record), **other_fields(record, TAKEN)}


def tell_annotators(records: Sequence[Record]) -> list[str]:
    """Return the sentence about texts with annotators, if there are any."""
    n = sum("annotations" in record for record in records)
    return [f"{count_texts(n)} annotators; the tags alone are written."] if n else []


def _read(record: Any, place: str, options: ReadOptions) -> Any:
    if not isinstance(record, Mapping):
        raise DataError(f'{place}: a record of doccano must be an object with "text" and "label", not {quote(record)}.')
    if SUGGESTED_BY in record and COMMENTS not in record:  # a task for import, which has not been in doccano yet
        return _SUGGESTED
    name, text = find_text(record, place, options.text or "text")
    label = options.tags or next((own for own in _LABELS if own in record), "label")
    labels = require_field(record, label, place)
    if not is_topic_list(labels):
        raise DataError(
            f"{place}: {quote(label)} must be a list of strings, not {quote(labels)}. Labels of spans are not read: "
            "export a project of the type text classification."
        )
    comments = {COMMENTS: record[COMMENTS]} if record.get(COMMENTS) else {}
    fields = read_fields(record, place, options, used=(name, label, COMMENTS, SUGGESTED_BY))
    return {**fields, **comments, "text": text, "tags": [*labels]}
