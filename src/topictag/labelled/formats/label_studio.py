"""Label Studio's exports JSON (https://labelstud.io/guide/task_format) and JSON_MIN, and tasks that it imports.

A task has "data", among them the text, and "annotations": what each annotator chose. Choices and taxonomies are read.
What a model suggested ("predictions") and what nobody submitted ("drafts") is not.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from topictag.errors import DataError
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
    require_list,
    require_mapping,
    tell_corrected,
    tell_renamed,
    tell_single_annotators,
    topic_lists,
)
from topictag.labelled.formats.format import Head, PassedOver, ReadOptions, Record
from topictag.labelled.formats.json_reading import iter_json
from topictag.labelled.formats.label_studio_min import is_minimal, read_minimal
from topictag.labelled.formats.label_studio_values import (
    ASK_CHOICES,
    CONTROLS,
    as_annotator,
    read_value,
    with_own_id,
)
from topictag.labelled.formats.tasks import ID, QUESTION
from topictag.labelled.identifiers import as_identifier
from topictag.labelled.quotes import quote, quote_fields
from topictag.labelled.writing import write_json

_ANSWERS = ("annotations", "completions")  # the latter until version 0.9
_UNLABELLED = PassedOver("nobody has labelled them")
_SKIPPED = PassedOver("the annotator skipped them")
_TAKEN = ("id", "text", ID)


class LabelStudioFormat:
    """Exports of Label Studio."""

    name = "label-studio"
    summary = "Label Studio, JSON and JSON_MIN"
    ending = ".json"

    def recognises(self, head: Head) -> bool:
        """Return whether the first record is a task, or one of JSON_MIN."""
        record = head.record
        is_task = isinstance(record.get("data"), Mapping) and any(name in record for name in (*_ANSWERS, "predictions"))
        return is_task or is_minimal(record)

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Any]]:
        """Yield a record for each task. The file is held in memory: all tasks together show the controls."""
        values = [*iter_json(path, options)]
        first = next((value for _, value in values if isinstance(value, Mapping)), {})
        if is_minimal(first):
            yield from read_minimal(values, str(path), options)
            return
        control = _choose_control(values, str(path), options)
        for place, value in values:
            if isinstance(value, DataError):
                yield place, value
                continue
            try:
                yield place, _read_task(value, place, control, options)
            except DataError as error:
                yield place, error

    def losses(self, records: Sequence[Record]) -> list[str]:
        """Tell which annotators cannot be named, and what they cannot leave undecided."""
        sentences = [*tell_renamed(records, _TAKEN), *tell_single_annotators(records), *tell_corrected(records)]
        if n := sum(map(has_partial, records)):
            sentences.append(
                f"{count_texts(n)} annotators who did not decide about every topic; the tags are written as one "
                "annotation."
            )
        names = (own.get("annotator", "") for record in records for own in record.get("annotations", ()))
        if any(name and not _completed_by(name) for name in names):
            sentences.append("Annotators whose names are neither an e-mail address nor a number are not named.")
        return sentences

    def write(self, records: Sequence[Record], path: Path, topics: Sequence[str]) -> None:  # noqa: ARG002  # the protocol
        """Write tasks with annotations. Label Studio gives tasks ids of its own, so the id is among the data."""
        write_json([_write_task(record) for record in records], path)


def _choose_control(values: Sequence[tuple[str, Any]], name: str, options: ReadOptions) -> str:
    """Return the control with the topics; empty if every annotation is empty, which means that no text has a topic."""
    types = _controls(values)
    fitting = {control for control, kind in types.items() if kind in CONTROLS}
    if (types and not fitting) or options.tags in types.keys() - fitting:
        found = quote_fields(f"{control} ({kind})" for control, kind in sorted(types.items()))
        wrong = f"{quote(options.tags)} has no topics" if options.tags in types else "no control has topics"
        raise DataError(
            f"{name}: {wrong}: these must be choices or a taxonomy, but the controls are {found}. {ASK_CHOICES}"
        )
    return choose_question(fitting, options.tags, name, "controls")


def _controls(values: Sequence[tuple[str, Any]]) -> dict[str, str]:
    """Return the types of all controls that were used; what is malformed is told later, with its place."""
    types: dict[str, str] = {}
    for _, task in values:
        for annotation in filter(_is_submitted, _loose_list(_answers(task))):
            for result in _loose_list(annotation.get("result")):
                name, kind = result.get("from_name"), result.get("type")
                if isinstance(name, str) and isinstance(kind, str) and types.get(name) not in CONTROLS:
                    types[name] = kind
    return types


def _is_submitted(annotation: Mapping[str, Any]) -> bool:
    return not annotation.get("was_cancelled") and not annotation.get("skipped")


def _loose_list(value: Any) -> list[Mapping[str, Any]]:
    return [own for own in value if isinstance(own, Mapping)] if isinstance(value, list) else []


def _answers(task: Any) -> Any:
    if not isinstance(task, Mapping):
        return None
    return next((task[name] for name in _ANSWERS if name in task), None)


def _read_task(task: Any, place: str, control: str, options: ReadOptions) -> Any:
    if not isinstance(task, Mapping) or "data" not in task:
        raise DataError(f'{place}: a task of Label Studio must be an object with "data".')
    data = require_mapping(task["data"], '"data"', place)
    answers = require_list(_answers(task), '"annotations"', place)
    given = [require_mapping(own, "an annotation", place) for own in answers]
    if not given:
        return _UNLABELLED
    submitted = [*filter(_is_submitted, given)]
    if not submitted:
        return _SKIPPED
    submitted = [own for own in submitted if own.get("ground_truth")] or submitted
    results = [_results(own, place) for own in submitted]
    guesses = ("text", *(own["to_name"] for own in results[0] if isinstance(own.get("to_name"), str)))
    name, text = find_text(data, place, options.text, guesses)
    fields = read_fields(with_own_id(data, task.get("id"), options), place, options, used=(name,))
    annotations = [
        {"tags": _tags(result, control, place, options), **as_annotator(own.get("completed_by"))}
        for own, result in zip(submitted, results, strict=True)
    ]
    return {**fields, "text": text, **as_decisions(annotations)}


def _results(annotation: Mapping[str, Any], place: str) -> list[Mapping[str, Any]]:
    results = require_list(annotation.get("result"), '"result" of an annotation', place)
    return [require_mapping(own, "a result of an annotation", place) for own in results]


def _tags(results: Sequence[Mapping[str, Any]], control: str, place: str, options: ReadOptions) -> list[str]:
    found = (
        read_value(result.get("value"), place, options)
        for result in results
        if result.get("type") in CONTROLS and result.get("from_name") == control
    )
    return [*dict.fromkeys(tag for tags in found for tag in tags)]


def _write_task(record: Record) -> Record:
    record = decide(record) if has_partial(record) else let_vote(record)
    data = {**own_id(record, ID), "text": record["text"], **topic_lists(record), **other_fields(record, _TAKEN)}
    annotations = record.get("annotations") or [{"tags": record["tags"]}]
    return {"data": data, "annotations": [_write_annotation(own) for own in annotations]}


def _write_annotation(annotation: Mapping[str, Any]) -> Record:
    result = {
        "id": QUESTION,
        "from_name": QUESTION,
        "to_name": "text",
        "type": "choices",
        "value": {"choices": [*annotation["tags"]]},
    }
    by = _completed_by(annotation.get("annotator", ""))
    return {"result": [result] if annotation["tags"] else [], **({"completed_by": by} if by else {})}


def _completed_by(annotator: Any) -> int | Mapping[str, str] | None:
    """Return an annotator as Label Studio names one: by number or e-mail address."""
    name = as_identifier(annotator)
    if name.isascii() and name.isdigit() and str(int(name)) == name:
        return int(name)
    return {"email": name} if "@" in name else None
