"""From Prodigy's lines, one for each answer, to texts with everything that was said about them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from topictag.errors import DataError
from topictag.labelled.formats.foreign import as_decisions, find_text, read_fields, require_list, require_mapping
from topictag.labelled.formats.format import PassedOver, ReadOptions
from topictag.labelled.formats.spans import describe_spans, has_spans
from topictag.labelled.identifiers import as_identifier
from topictag.labelled.quotes import quote, quote_fields

_ANNOTATOR = ("_annotator_id", "_session_id")
OWN_FIELDS = (
    *("_input_hash", "_task_hash", "_is_binary", "_view_id", "_timestamp", *_ANNOTATOR),
    *("options", "accept", "label", "answer", "config"),
    *("score", "priority"),  # of the model that asked
)
"""Fields in which Prodigy says something of the question or the answer; all others are kept."""

_ANSWERS = ("accept", "reject", "ignore")
_REASONS = {
    "": "nobody has labelled them",
    "ignore": "the annotator skipped them",
    "reject": "the annotator rejected the whole choice, which says nothing about its topics",
}


@dataclass
class _Said:
    """What an annotator said: the last decision about each topic, and whether it is about all topics there are."""

    topics: dict[str, bool] = field(default_factory=dict)
    is_complete: bool = False


@dataclass
class _Text:
    place: str
    record: Mapping[str, Any]
    said: dict[str, _Said] = field(default_factory=dict)
    reason: str = ""


class Answers:
    """The answers read so far."""

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self._texts: dict[tuple[str, str], _Text] = {}

    def take(self, line: Any, place: str) -> None:
        """Add a line to the text that it is about.

        Raises
        ------
        DataError
            The line is malformed.
        """
        line = require_mapping(line, "a task of Prodigy", place)
        is_choice = "accept" in line or "options" in line
        topics = _read_choice(line, place) if is_choice else _read_binary(line, place)
        answer = line.get("answer", "")
        if answer not in ("", *_ANSWERS):
            raise DataError(f'{place}: "answer" must be one of {", ".join(_ANSWERS)}, not {quote(answer)}.')
        text = self._find(line, place)
        if answer in ("", "ignore") or (is_choice and answer == "reject"):
            text.reason = answer or text.reason
            return
        annotator = next((name for own in _ANNOTATOR if (name := as_identifier(line.get(own)))), "")
        said = text.said.setdefault(annotator, _Said())
        said.topics |= topics if answer == "accept" else dict.fromkeys(topics, False)
        said.is_complete |= is_choice and line.get("options") is None

    def finish(self) -> Iterator[tuple[str, Any]]:
        """Yield the place of each text, and its record or why it is passed over."""
        for text in self._texts.values():
            annotations = [_as_annotation(name, said) for name, said in text.said.items()]
            if annotations:
                yield text.place, {**text.record, **as_decisions(annotations)}
            else:
                yield text.place, PassedOver(_REASONS[text.reason])

    def _find(self, line: Mapping[str, Any], place: str) -> _Text:
        name, text = find_text(line, place, self._options.text or "text")
        fields = read_fields(line, place, self._options, used=(name, *OWN_FIELDS), has_lists=False)
        hashed = as_identifier(line.get("_input_hash")) or str(text)
        key = (as_identifier(fields.get("id")), hashed)
        return self._texts.setdefault(key, _Text(place, {**fields, "text": text}))


def _read_choice(line: Mapping[str, Any], place: str) -> dict[str, bool]:
    """Return for each option whether it is accepted."""
    accepted = [_read_label(own, '"accept"', place) for own in require_list(line.get("accept"), '"accept"', place)]
    options = [
        _read_label(require_mapping(own, 'each of "options"', place).get("id"), 'the "id" of an option', place)
        for own in require_list(line.get("options"), '"options"', place)
    ]
    return dict.fromkeys(options, False) | dict.fromkeys(accepted, True)


def _read_binary(line: Mapping[str, Any], place: str) -> dict[str, bool]:
    if "label" not in line and has_spans(line):
        raise DataError(describe_spans(place, "Ask for topics, as textcat.manual does."))
    if "label" not in line:
        raise DataError(f'{place}: neither "accept" nor "label" (the fields are {quote_fields(line)}).')
    return {_read_label(line["label"], '"label"', place): True}


def _read_label(value: Any, what: str, place: str) -> str:
    if not (name := as_identifier(value)):
        raise DataError(f"{place}: {what} must be the name of a label, not {quote(value)}.")
    return name


def _as_annotation(annotator: str, said: _Said) -> dict[str, Any]:
    annotation: dict[str, Any] = {"tags": [topic for topic, has in said.topics.items() if has]}
    if not said.is_complete:
        annotation["known"] = [*said.topics]
    return {**annotation, "annotator": annotator} if annotator else annotation
