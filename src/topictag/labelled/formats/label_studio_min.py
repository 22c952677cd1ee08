"""Label Studio's export JSON_MIN: a record for each annotation, with the data and the answers side by side.

The exporter writes the data, the id of the task, the answers, and then "annotator" and what follows it. One choice is
a string, several are ``{"choices": [...]}``, none leaves no field. A comment is a string, too. So it takes all records
to tell which field has the answers. Tasks that nobody labelled have no "annotation_id".
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile, takewhile
from typing import Any

from topictag.caution import warn_caller
from topictag.errors import DataError, DataWarning
from topictag.labelled.formats.foreign import as_decisions, choose_question, find_text, is_topic_list, read_fields
from topictag.labelled.formats.format import PassedOver, ReadOptions
from topictag.labelled.formats.label_studio_values import (
    ASK_CHOICES,
    CONTROLS,
    as_annotator,
    read_value,
    refuse_parts,
    with_own_id,
)
from topictag.labelled.quotes import quote, quote_fields, shorten

_OWN = ("annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement", "history")
_UNLABELLED = PassedOver("nobody has labelled them")


def is_minimal(record: Mapping[str, Any]) -> bool:
    """Return whether a record is one of JSON_MIN."""
    return "annotation_id" in record and "annotator" in record


def read_minimal(values: Sequence[tuple[str, Any]], name: str, options: ReadOptions) -> Iterator[tuple[str, Any]]:
    """Yield a native record for each task: the annotations of one task have its id in common.

    Parameters
    ----------
    values : sequence of (str, value)
        The places and values of a file.
    name : str
        Name of the file.
    options : ReadOptions
    """
    control = _find_control([value for _, value in values if isinstance(value, Mapping)], name, options)
    tasks: dict[Any, tuple[str, dict[str, Any], list[dict[str, Any]]]] = {}
    for place, value in values:
        try:
            if isinstance(value, DataError):
                raise value
            if not isinstance(value, Mapping) or not is_minimal(value):
                raise DataError(f'{place}: a record of JSON_MIN must have "annotation_id" and "annotator".')
            if value["annotation_id"] is None:
                yield place, _UNLABELLED
                continue
            record, annotation = _read(value, place, control, options)
        except DataError as error:
            yield place, error
            continue
        key = str(value["id"]) if "id" in value else place
        tasks.setdefault(key, (place, record, []))[2].append(annotation)
    yield from ((place, {**record, **as_decisions(said)}) for place, record, said in tasks.values())


def _read(
    value: Mapping[str, Any], place: str, control: str, options: ReadOptions
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields of a task, and an annotation."""
    data = {field: own for field, own in value.items() if field not in _OWN and field != control}
    text_name, text = find_text(data, place, options.text)
    fields = read_fields(with_own_id(data, None, options), place, options, used=(text_name,))
    annotation = {"tags": _read_answer(value.get(control), place, options), **as_annotator(value["annotator"])}
    return {**fields, "text": text}, annotation


def _read_answer(answer: Any, place: str, options: ReadOptions) -> list[str]:
    if answer is None or answer == []:
        return []
    if isinstance(answer, str):
        return [answer]
    if isinstance(answer, list) and len(answer) == 1:  # a taxonomy, or a nested choice of the first level
        return _read_answer(answer[0], place, options)
    if isinstance(answer, list) and is_topic_list(answer):
        raise DataError(
            f"{place}: {quote(answer)} may be the path of one choice, or choices about several parts of the text. "
            "Export the project as JSON, which tells them apart."
        )
    if isinstance(answer, list):
        raise refuse_parts(place)
    return read_value(answer, place, options)


def _find_control(records: Sequence[Mapping[str, Any]], name: str, options: ReadOptions) -> str:
    """Return the field with the answers: one that only choices have, or else the only one that can have them."""
    if options.tags:
        return choose_question({field for record in records for field in record}, options.tags, name, "fields")
    certain = {field for record in records for field, value in record.items() if _is_choice(value)}
    if certain:
        return choose_question(certain, "", name, "controls")
    used = {options.text or "text", options.id, options.article}
    answers = [(field, record[field]) for record in records for field in _between(record) if field not in used]
    possible = {field for field, value in answers if isinstance(value, str) or _is_path(value)}
    if not possible:
        _require_none(answers, name)
        return ""
    control = choose_question(possible, "", name, "fields")
    _check_repeats(control, [str(value) for field, value in answers if field == control], name)
    return control


def _require_none(answers: Sequence[tuple[str, Any]], name: str) -> None:
    """Raise `DataError` if there are answers, none of which can be a topic: what lists objects is no data."""
    if others := sorted({field for field, value in answers if _is_result(value)}):
        raise DataError(
            f"{name}: no control has topics: these must be choices or a taxonomy, but the controls are "
            f"{quote_fields(others)}. {ASK_CHOICES}"
        )


def _check_repeats(control: str, values: Sequence[str], name: str) -> None:
    """Raise `DataError` unless a value repeats, as topics do and comments hardly ever; warn of the guess."""
    if len(set(values)) == len(values):
        raise DataError(
            f"{name}: it is not certain that {quote(control)} has the topics, because no value occurs twice: it may be "
            f"a comment. If it has them, say so: --tags-field {shorten(control)}. If not, name the field that has them."
        )
    warn_caller(
        f"{name}: {quote(control)} has the topics, it seems, because its values repeat. If so, say it: --tags-field "
        f"{shorten(control)}.",
        DataWarning,
    )


def _between(record: Mapping[str, Any]) -> list[str]:
    """Return the fields between the id of the task and the annotator."""
    fields = takewhile(lambda field: field not in _OWN, record)
    return [*dropwhile(lambda field: field != "id", fields)][1:]


def _is_choice(value: Any) -> bool:
    if isinstance(value, list):
        return any(isinstance(own, Mapping) and _is_choice(own) for own in value)
    return isinstance(value, Mapping) and any(control in value for control in CONTROLS)


def _is_path(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and is_topic_list(value)


def _is_result(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(own, Mapping) for own in value)
