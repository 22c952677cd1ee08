"""Argilla 2's records: nested, as ``to_json`` writes them, and flattened, as ``to_list(flatten=True)`` gives them.

A question has responses of users. What a model suggested is not read, nor responses that are drafts or discarded;
nested records of some versions do not say which are. Argilla refuses empty lists of labels. So whoever finds no topic
submits the record without an answer: a completed record without responses has no topic.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from topictag.errors import DataError
from topictag.labelled.formats.argilla_responses import NOBODY, Question, read_labels, read_questions
from topictag.labelled.formats.foreign import (
    as_decisions,
    choose_question,
    count_texts,
    decide,
    find_text,
    has_partial,
    let_vote,
    other_fields,
    own_id,
    read_fields,
    require_mapping,
    tell_corrected,
    tell_single_annotators,
    topic_lists,
)
from topictag.labelled.formats.format import Head, PassedOver, ReadOptions, Record
from topictag.labelled.formats.json_reading import iter_json
from topictag.labelled.formats.tasks import QUESTION
from topictag.labelled.identifiers import as_identifier
from topictag.labelled.writing import write_json

_BOOKKEEPING = ("_server_id", "status", "vectors", "inserted_at", "updated_at")
_ENDINGS = (
    *(".responses", ".responses.users", ".responses.status"),
    *(".suggestion", ".suggestion.score", ".suggestion.agent"),
)
_UNLABELLED = PassedOver("nobody has labelled them")
_DISCARDED = PassedOver("the annotator discarded them")


class ArgillaFormat:
    """Records of Argilla 2."""

    name = "argilla"
    summary = "Argilla 2, nested and flattened records"
    ending = ".json"

    def recognises(self, head: Head) -> bool:
        """Return whether the first record has fields and responses, or the flattened keys of a question."""
        return _is_nested(head.record) or any(name.endswith((".responses", ".suggestion")) for name in head.record)

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield a record for each text. The file is held in memory: all records together show the questions."""
        values = [(place, value, _questions(value, place)) for place, value in iter_json(path, options)]
        answered = {
            name
            for _, _, questions in values
            if not isinstance(questions, DataError)
            for name, question in questions.items()
            if question.responses
        }
        chosen = choose_question(answered, options.tags, str(path), "questions")
        for place, value, questions in values:
            if isinstance(questions, DataError):
                yield place, questions
                continue
            try:
                yield place, _read(value, questions, chosen, place, options)
            except DataError as error:
                yield place, error

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Tell that Argilla refuses empty answers."""
        sentences = [*tell_single_annotators(records), *tell_corrected(records)]
        if n := sum(_must_decide(record) for record in records):
            sentences.append(
                f"{count_texts(n)} annotators who found no topic or did not decide about every topic; the tags are "
                "written as one response."
            )
        return sentences

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:  # noqa: ARG002  # the protocol
        """Write nested records; those without topics have no response, and are completed."""
        write_json([_write(record) for record in records], path)


def _is_nested(record: Mapping[str, Any]) -> bool:
    return isinstance(record.get("fields"), Mapping) and "responses" in record


def _questions(value: Any, place: str) -> dict[str, Question] | DataError:
    if isinstance(value, DataError):
        return value
    try:
        record = require_mapping(value, "a record of Argilla", place)
        if "fields" in record and not _is_nested(record):
            raise DataError(f'{place}: a record of Argilla must have an object "fields", and "responses".')
        return read_questions(record, place)
    except DataError as error:
        return error


def _read(
    record: Mapping[str, Any], questions: Mapping[str, Question], name: str, place: str, options: ReadOptions
) -> Any:
    responses = questions[name].responses if name in questions else []
    if not responses and record.get("status") != "completed":
        return _DISCARDED if any(own.n_discarded for own in questions.values()) else _UNLABELLED
    fields = _fields(record, place)
    text_name, text = find_text(_texts(record, fields), place, options.text)
    annotations = [
        {"tags": read_labels(own, name, place), **({"annotator": own.user} if own.user else {})} for own in responses
    ]
    others = read_fields(fields, place, options, used=(text_name,))
    return {**others, "text": text, **as_decisions(annotations or [{"tags": []}])}


def _fields(record: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Return id, fields and metadata of a record side by side, as flattened records have them."""
    if not _is_nested(record):
        return {
            name: value for name, value in record.items() if name not in _BOOKKEEPING and not name.endswith(_ENDINGS)
        }
    metadata = require_mapping(record.get("metadata") or {}, '"metadata"', place)
    own = {"id": record["id"]} if record.get("id") is not None else {}
    return {**metadata, **own, **record["fields"]}


def _texts(record: Mapping[str, Any], fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what may be the text: not the id, which is a string, too."""
    own = record["fields"] if _is_nested(record) else fields
    return {name: value for name, value in own.items() if name != "id"}


def _must_decide(record: Record) -> bool:
    annotations = record.get("annotations", ())
    return has_partial(record) or (len(annotations) > 1 and not all(own["tags"] for own in annotations))


def _write(record: Record) -> Record:
    record = decide(record) if _must_decide(record) else let_vote(record)
    votes = [own for own in record.get("annotations") or [record] if own["tags"]]
    responses = [
        {"value": [*own["tags"]], "user_id": as_identifier(own.get("annotator")) or NOBODY, "status": "submitted"}
        for own in votes
    ]
    return {
        **own_id(record),
        "fields": {"text": record["text"]},
        "metadata": {**topic_lists(record), **other_fields(record, ("id", "text"))},
        "suggestions": {},
        "responses": {QUESTION: responses} if responses else {},
        "status": "completed",
    }
