"""Texts that somebody is to label, with a model's tags preset, in the forms that labelling tools import.

A model's guess is no label. So none of these files can be read as labelled data by mistake: what the model suggests
never stands where a person's answer stands.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from topictag.errors import DataError, SettingError
from topictag.labelled.formats.format import Record
from topictag.labelled.quotes import quote
from topictag.labelled.writing import write_json, write_json_lines, write_text

QUESTION = "topics"
"""The name of the question in tools that have several: Label Studio's control tag, and Argilla's question."""

ID = "topictag_id"
"""Where the id of a text stands among the data of Label Studio, which gives its tasks an "id" itself."""

SUGGESTED_BY = "suggested_by"
"""The field of a doccano task with the model; without it, doccano's presets would look like labels."""

_OWN_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "native": ("id", "text", "suggested", "probabilities", "model", "tags", "annotations"),
        "label-studio": ("id", "text", ID, QUESTION),
        "prodigy": ("id", "text", "options", "accept", "config", "meta", "answer", "label"),
        "doccano": ("id", "text", "label", "labels", "Comments", SUGGESTED_BY),
        "csv": ("id", "text", "suggested", "model", "tags"),
    }
)

OWN_NAMES = frozenset(chain.from_iterable(_OWN_NAMES.values()))
"""Names of fields that some format uses itself, so that a text must not have them besides."""


@dataclass(frozen=True)
class TaskText:
    """A text to be labelled, and what a model says of it.

    Attributes
    ----------
    id, text : str
    topics : tuple of str
        All topics of the model, from which the annotator chooses.
    probabilities : mapping of str to float
        The probability of each topic; empty if the model has none.
    tags : tuple of str
        The topics that the model gives the text.
    model : str
        The version of the model, such as its digest.
    fields : mapping, optional
        What else the tool should keep, such as the outlet.
    """

    id: str
    text: str
    topics: tuple[str, ...]
    probabilities: Mapping[str, float]
    tags: tuple[str, ...]
    model: str
    fields: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def confidence(self) -> float | None:
        """The lowest probability that a decision of the model is right, or None without probabilities."""
        given = frozenset(self.tags)
        right = (p if topic in given else 1 - p for topic, p in self.probabilities.items())
        return min(right, default=None)

    @property
    def tag_probabilities(self) -> dict[str, float]:
        """The probabilities of the tags, rounded, because people read them."""
        return {tag: _round(self.probabilities[tag]) for tag in self.tags if tag in self.probabilities}


def write_tasks(tasks: Iterable[TaskText], path: Path, format: str) -> None:  # noqa: A002  # the plain word
    """Write texts with a model's tags preset, in the form that a labelling tool imports.

    Parameters
    ----------
    tasks : iterable of TaskText
    path : path
        A name that ends in .gz or .xz is compressed.
    format : {"native", "label-studio", "prodigy", "doccano", "argilla", "csv"}
        "native" and "csv" are for people who label in a text editor or a spreadsheet.

    Raises
    ------
    SettingError
        There is no such format.
    DataError
        A field of a task has a name that the format itself uses.
    OutputError
        The file cannot be written.
    """
    if format not in TASK_FORMATS:
        raise SettingError(f"There is no format {quote(format)} for tasks. The formats are {', '.join(TASK_FORMATS)}.")
    _WRITERS[format]([*tasks], path)


def _write_native(tasks: Sequence[TaskText], path: Path) -> None:
    """The tags are "suggested", because a record with "tags" is labelled."""
    write_json_lines(
        (
            {
                "id": task.id,
                "text": task.text,
                "suggested": [*task.tags],
                "probabilities": _rounded(task),
                "model": task.model,
                **_fields(task, "native"),
            }
            for task in tasks
        ),
        path,
    )


def _write_label_studio(tasks: Sequence[TaskText], path: Path) -> None:
    """https://labelstud.io/guide/predictions: predictions stand beside the data."""
    write_json([_label_studio_task(task) for task in tasks], path)


def _label_studio_task(task: TaskText) -> Record:
    result = {
        "id": "topics",
        "from_name": QUESTION,
        "to_name": "text",
        "type": "choices",
        "value": {"choices": [*task.tags]},
    }
    prediction: dict[str, Any] = {"model_version": task.model, "result": [result] if task.tags else []}
    if task.confidence is not None:
        prediction["score"] = _round(task.confidence)
    data = {ID: task.id, "text": task.text, **_fields(task, "label-studio")}
    return {"data": data, "predictions": [prediction]}


def _write_prodigy(tasks: Sequence[TaskText], path: Path) -> None:
    """https://prodi.gy/docs/api-interfaces#choice: "accept" presets; only the annotator adds "answer"."""
    write_json_lines(
        (
            {
                "id": task.id,
                "text": task.text,
                "options": [{"id": topic, "text": topic} for topic in task.topics],
                "accept": [*task.tags],
                "config": {"choice_style": "multiple"},
                "meta": {"model": task.model, **task.tag_probabilities},
                **_fields(task, "prodigy"),
            }
            for task in tasks
        ),
        path,
    )


def _write_doccano(tasks: Sequence[TaskText], path: Path) -> None:
    write_json_lines(
        (
            {
                "id": task.id,
                "text": task.text,
                "label": [*task.tags],
                SUGGESTED_BY: task.model,
                **_fields(task, "doccano"),
            }
            for task in tasks
        ),
        path,
    )


def _write_argilla(tasks: Sequence[TaskText], path: Path) -> None:
    """Argilla's ``Record.from_dict``; its server refuses an empty list of labels, so such a task has no suggestion."""
    write_json([_argilla_task(task) for task in tasks], path)


def _argilla_task(task: TaskText) -> Record:
    suggestion: dict[str, Any] = {"value": [*task.tags], "agent": task.model}
    if len(task.tag_probabilities) == len(task.tags):
        suggestion["score"] = [*task.tag_probabilities.values()]
    return {
        "id": task.id,
        "fields": {"text": task.text},
        "metadata": dict(task.fields),
        "suggestions": {QUESTION: suggestion} if task.tags else {},
        "responses": {},
    }


def _write_csv(tasks: Sequence[TaskText], path: Path) -> None:
    """A column of suggested tags, which is not called "tags", and a column of probabilities for each topic."""
    topics = [*dict.fromkeys(topic for task in tasks for topic in task.topics)]
    more = [*dict.fromkeys(name for task in tasks for name in _fields(task, "csv"))]
    stream = io.StringIO(newline="")
    rows = csv.writer(stream)
    rows.writerow(["id", "text", "suggested", "model", *(f"p({topic})" for topic in topics), *more])
    for task in tasks:
        probabilities = [_round(task.probabilities[topic]) if topic in task.probabilities else "" for topic in topics]
        others = [task.fields.get(name, "") for name in more]
        rows.writerow([task.id, task.text, "; ".join(task.tags), task.model, *probabilities, *others])
    write_text(stream.getvalue(), path)


def _fields(task: TaskText, format: str) -> Mapping[str, Any]:  # noqa: A002  # the plain word
    """Return the other fields of a task; raise if one has a name that the format uses itself."""
    if clash := next((name for name in task.fields if name in _OWN_NAMES[format]), None):
        raise DataError(f"The task {quote(task.id)} has a field {quote(clash)}, which the format uses. Rename it.")
    return task.fields


def _rounded(task: TaskText) -> dict[str, float]:
    return {topic: _round(p) for topic, p in task.probabilities.items()}


def _round(probability: float) -> float:
    return round(float(probability), 4)


_WRITERS: Mapping[str, Callable[[Sequence[TaskText], Path], None]] = {
    "native": _write_native,
    "label-studio": _write_label_studio,
    "prodigy": _write_prodigy,
    "doccano": _write_doccano,
    "argilla": _write_argilla,
    "csv": _write_csv,
}

TASK_FORMATS = tuple(_WRITERS)
