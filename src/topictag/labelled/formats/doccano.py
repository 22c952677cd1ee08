"""doccano's exports of text classification, JSONL and JSON (https://doccano.github.io/doccano), and what it imports.

A record has "text" and "label", a list of names; older versions call it "labels". Metadata stands at the top level. An
export without "approved only" also has the texts that nobody labelled, as texts without labels: nothing distinguishes
them. Projects of other types are refused. What annotators wrote in one of sequence to sequence stands where labels
stand, so it takes all records to tell.
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
from topictag.labelled.formats.spans import are_spans, describe_spans, has_spans
from topictag.labelled.formats.tasks import SUGGESTED_BY
from topictag.labelled.quotes import quote
from topictag.labelled.writing import write_json_lines

COMMENTS = "Comments"
TAKEN = ("label", "labels", COMMENTS, SUGGESTED_BY)

_LABELS = ("label", "labels")
_OLD = ("annotation_approver", "meta", COMMENTS)
_SUGGESTED = PassedOver("nobody has labelled them")
_ASK_TOPICS = "Export a project of the type text classification."
_STOPS = (".", "!", "?", "…")
_N_WORDS, _N_WORDS_BEFORE_STOP = 6, 3  # chosen: longer than names of topics are

_MANY_LABELS = 20  # chosen: of fewer topics with long names, none may occur twice


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
        if "text" not in record or "answer" in record:
            return False
        is_old = "labels" in record and not record.keys().isdisjoint(_OLD)
        is_labelled = is_topic_list(record.get("label", record["labels"] if is_old else None))
        return is_labelled or any(are_spans(record.get(name)) for name in _LABELS)

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield a record for each text. The file is held in memory: all labels show whether they are topics."""
        values = [*iter_json(path, options)]
        if not options.tags:
            _refuse_sentences([value for _, value in values if isinstance(value, Mapping)], str(path))
        for place, value in values:
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
    if are_spans(record.get(label)) or (not options.tags and label not in record and has_spans(record)):
        raise DataError(describe_spans(place, _ASK_TOPICS))
    labels = require_field(record, label, place)
    if not is_topic_list(labels):
        raise DataError(f"{place}: {quote(label)} must be a list of strings, not {quote(labels)}.")
    comments = {COMMENTS: record[COMMENTS]} if record.get(COMMENTS) else {}
    fields = read_fields(record, place, options, used=(name, label, COMMENTS, SUGGESTED_BY))
    return {**fields, **comments, "text": text, "tags": [*labels]}


def _refuse_sentences(records: Sequence[Mapping[str, Any]], name: str) -> None:
    """Raise `DataError` if most labels are sentences and none occurs twice: annotators wrote them."""
    lists = [record[own] for record in records for own in _LABELS if is_topic_list(record.get(own))]
    labels = [label for own in lists for label in own]
    sentences = [*filter(_is_sentence, labels)]
    if len(labels) >= _MANY_LABELS and 2 * len(sentences) > len(labels) == len(set(labels)):
        raise DataError(
            f"{name}: the labels are sentences that annotators wrote, such as {quote(sentences[0])}, not topics. "
            f"{_ASK_TOPICS} If they are topics, say so: --tags-field label."
        )


def _is_sentence(label: str) -> bool:
    n_words = len(label.split(maxsplit=_N_WORDS))
    return n_words >= _N_WORDS or (n_words >= _N_WORDS_BEFORE_STOP and label.endswith(_STOPS))
