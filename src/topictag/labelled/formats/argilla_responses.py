"""What users answered to the questions of an Argilla record, nested or flattened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from topictag.errors import DataError
from topictag.labelled.formats.foreign import is_topic_list, require_list, require_mapping
from topictag.labelled.identifiers import as_identifier
from topictag.labelled.quotes import quote

NOBODY = "00000000-0000-0000-0000-000000000000"
"""The user of responses that nobody in particular gave, because Argilla wants one."""

_RESPONSES, _USERS, _STATUS = ".responses", ".responses.users", ".responses.status"
_ASK_LABELS = (
    "Ask for the topics of the whole text with a LabelQuestion or a MultiLabelQuestion. If another question has them, "
    "name it: --tags-field NAME."
)
_COUNTS = ("submitted", None)  # None: nested records of older versions have no status


@dataclass(frozen=True)
class Response:
    """A user's answer to a question.

    Attributes
    ----------
    value : object
        A list of labels, or one label.
    user : str
        Empty if unknown.
    status : str or None
        "submitted", "draft", "discarded", or None if the record does not say.
    """

    value: Any
    user: str = ""
    status: str | None = None


@dataclass
class Question:
    """The responses to a question: those that count, and how many others were discarded."""

    responses: list[Response] = field(default_factory=list)
    n_discarded: int = 0

    def add(self, response: Response, place: str) -> None:
        """Add a response; raises `DataError` if its status does not exist."""
        if response.status in _COUNTS:
            self.responses.append(response)
        elif response.status == "discarded":
            self.n_discarded += 1
        elif response.status != "draft":
            raise DataError(
                f"{place}: the status of a response must be submitted, draft or discarded, not "
                f"{quote(response.status)}."
            )


def read_questions(record: Mapping[str, Any], place: str) -> dict[str, Question]:
    """Return the questions of a record that have responses.

    Raises
    ------
    DataError
        The responses are malformed.
    """
    return _nested(record["responses"], place) if "fields" in record else _flattened(record, place)


def read_labels(response: Response, question: str, place: str) -> list[str]:
    """Return the labels in a response.

    Raises
    ------
    DataError
        It contains something else: the question does not ask for labels.
    """
    # Names alone, unlike `class_labels.read_labels`: a number would be a rating, not a class.
    if is_topic_list(response.value):
        return [*response.value]
    if isinstance(response.value, str):
        return [response.value]
    raise DataError(
        f"{place}: a response to {quote(question)} must be a label or a list of labels, not {quote(response.value)}"
        f"{_name_kind(response.value)}. {_ASK_LABELS}"
    )


def _name_kind(value: Any) -> str:
    """Return what a response is that has no labels of the text, as an apposition; empty if it is nothing of Argilla."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return ", which is a rating"
    first = value[0] if isinstance(value, list) and value else None
    if not isinstance(first, Mapping):
        return ""
    return ", which is a ranking" if "rank" in first else ", which are labels of spans" if "start" in first else ""


def _nested(responses: Any, place: str) -> dict[str, Question]:
    questions: dict[str, Question] = {}
    for name, given in require_mapping(responses or {}, '"responses"', place).items():
        question = Question()
        for own in require_list(given, f"the responses to {quote(name)}", place):
            response = require_mapping(own, f"a response to {quote(name)}", place)
            question.add(_respond(response.get("value"), response.get("user_id"), response.get("status")), place)
        questions[name] = question
    return questions


def _flattened(record: Mapping[str, Any], place: str) -> dict[str, Question]:
    questions: dict[str, Question] = {}
    for key in record:
        if not key.endswith(_RESPONSES):
            continue
        name = key.removesuffix(_RESPONSES)
        values, users, status = (
            require_list(record.get(f"{name}{ending}"), quote(f"{name}{ending}"), place)
            for ending in (_RESPONSES, _USERS, _STATUS)
        )
        question = Question()
        for own in zip(values, _fill(users, values, place), _fill(status, values, place), strict=True):
            question.add(_respond(*own), place)
        questions[name] = question
    return questions


def _fill(values: Any, responses: Any, place: str) -> Any:
    """Return a value for each response; null if the record has none at all."""
    if values and len(values) != len(responses):
        raise DataError(f"{place}: there are {len(responses)} responses, but {len(values)} users or states of them.")
    return values or [None] * len(responses)


def _respond(value: Any, user: Any, status: Any) -> Response:
    name = as_identifier(user)
    return Response(value, "" if name == NOBODY else name, status)
