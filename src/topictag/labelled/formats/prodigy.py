"""Prodigy's annotations (https://prodi.gy/docs/api-interfaces): choices, and binary questions about one label.

There is a line for each answer, so several lines may be about one text. A choice lists "options", which are the topics
that were looked for, and those that apply in "accept". A binary question has one "label"; its "answer" says nothing
about other labels. These stay unknown.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from topictag.errors import DataError
from topictag.labelled.formats.foreign import (
    let_vote,
    other_fields,
    own_id,
    tell_corrected,
    tell_renamed,
    tell_single_annotators,
)
from topictag.labelled.formats.format import Head, ReadOptions, Record
from topictag.labelled.formats.json_reading import iter_json
from topictag.labelled.formats.prodigy_answers import OWN_FIELDS, Answers
from topictag.labelled.identifiers import as_identifier
from topictag.labelled.quotes import quote_fields
from topictag.labelled.writing import write_json_lines


class ProdigyFormat:
    """Annotations of Prodigy."""

    name = "prodigy"
    summary = "Prodigy, choices and binary questions"
    ending = ".jsonl"

    def recognises(self, head: Head) -> bool:
        """Return whether the first record is an answer, or a task that nobody has answered."""
        record = head.record
        is_question = "accept" in record or "options" in record or "label" in record
        return "text" in record and is_question and any(name in record for name in ("answer", "options", "_task_hash"))

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield a record for each text, with the answers of all its lines; the file is held in memory."""
        answers = Answers(options)
        for place, value in iter_json(path, options):
            try:
                if isinstance(value, DataError):
                    raise value
                answers.take(value, place)
            except DataError as error:
                yield place, error
        yield from answers.finish()

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Tell which annotators cannot be named, and which topics nobody looked for."""
        sentences = [
            *tell_renamed(records, OWN_FIELDS),
            *tell_single_annotators(records),
            *tell_corrected(records),
        ]
        several = [votes for votes in map(_votes, records) if len(votes) > 1]
        if any(_names(own) != [vote.get("annotator") for vote in own] for own in several):
            sentences.append("Annotators without a name, or with the name of another, are numbered.")
        votes = [vote for record in records for vote in _votes(record)]
        topics = {topic for vote in votes for field in ("tags", "unknown", "known") for topic in vote.get(field, ())}
        if never := sorted(topics.difference(*(_decided(vote, topics) for vote in votes))):
            sentences.append(f"Nobody looked for these topics, so they are left out: {quote_fields(never)}.")
        anonymous = [record["text"] for record in records if "id" not in record]
        if len(set(anonymous)) < len(anonymous):
            sentences.append("Texts without ids that occur several times are read back as one.")
        return sentences

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:
        """Write an answer for each text, or for each of its annotators."""
        write_json_lines((line for record in records for line in _lines(record, topics)), path)


def _votes(record: Record) -> Sequence[Mapping[str, Any]]:
    """Return what each annotator says; where he does not say what he knows, the record does."""
    record = let_vote(record)
    shared = {name: record[name] for name in ("unknown", "known") if name in record}
    return [{**shared, **own} for own in record["annotations"]] if "annotations" in record else [record]


def _decided(vote: Mapping[str, Any], topics: Collection[str]) -> list[str]:
    """Return the topics of which a record or an annotator says whether the text has them."""
    unknown = frozenset(vote.get("unknown", ())).difference(vote["tags"])
    return [topic for topic in dict.fromkeys([*vote.get("known", topics), *vote["tags"]]) if topic not in unknown]


def _names(votes: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a name for each annotator: his own, or a number if he has none or shares it."""
    names = [as_identifier(vote.get("annotator")) for vote in votes]
    return [name if name and names.count(name) == 1 else f"annotator {number}" for number, name in enumerate(names, 1)]


def _lines(record: Record, topics: Sequence[str]) -> Iterator[Record]:
    votes = _votes(record)
    names = _names(votes) if len(votes) > 1 else [""]
    for vote, name in zip(votes, names, strict=True):
        yield {
            **own_id(record),
            "text": record["text"],
            "options": [{"id": topic, "text": topic} for topic in _decided(vote, topics)],
            "accept": [*vote["tags"]],
            "config": {"choice_style": "multiple"},
            "answer": "accept",
            **({"_annotator_id": name} if name else {}),
            **({"article": record["article"]} if "article" in record else {}),
            **other_fields(record, OWN_FIELDS),
        }
