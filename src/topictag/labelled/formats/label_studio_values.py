"""Values in Label Studio's exports: what somebody chose, and who it was."""

from collections.abc import Mapping
from typing import Any

from topictag.errors import DataError
from topictag.labelled.formats.foreign import is_topic_list
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.formats.tasks import ID
from topictag.labelled.identifiers import as_identifier
from topictag.labelled.quotes import quote

CONTROLS = ("choices", "taxonomy")
ASK_CHOICES = "Export a project that asks for the topics of the whole text with <Choices> or <Taxonomy>."
_LEVELS = " / "
_PARTS = ("start", "end", "item_index")  # the latter of perItem


def read_value(value: Any, place: str, options: ReadOptions) -> list[str]:
    """Return the tags in the value of a control: choices, or paths of nested choices or of a taxonomy.

    The names of a path are joined by the separator of the options, or else by `` / ``.

    Raises
    ------
    DataError
        The value is malformed or about a part of the text, or a name in a path contains the separator.

    Examples
    --------
    >>> read_value({"taxonomy": [["economy", "energy"]]}, "news.json:1", ReadOptions())
    ['economy / energy']
    """
    if isinstance(value, Mapping):
        if any(part in value for part in _PARTS):
            raise refuse_parts(place)
        chosen = value.get("choices", value.get("taxonomy"))
        if "choices" in value and is_topic_list(chosen):
            return [*chosen]
        if isinstance(chosen, list) and all(is_topic_list(path) and path for path in chosen):
            return [_join(path, options.separator or _LEVELS, place) for path in chosen]
    raise DataError(
        f'{place}: the value of a control must be {{"choices": ["…"]}} or {{"taxonomy": [["…", "…"]]}}, not '
        f"{quote(value)}."
    )


def refuse_parts(place: str) -> DataError:
    """Return the error about an answer that is not about the whole text."""
    return DataError(
        f"{place}: the topics are those of parts of the text, not of the whole text. {ASK_CHOICES} These must have "
        "neither perRegion nor perItem. If another control has them, name it: --tags-field NAME."
    )


def as_annotator(completed_by: Any) -> dict[str, str]:
    """Return the annotator as a field of an annotation: the e-mail address or number; nothing if there is neither."""
    if isinstance(completed_by, Mapping):
        completed_by = completed_by.get("email") or completed_by.get("id")
    name = as_identifier(completed_by)
    return {"annotator": name} if name else {}


def with_own_id(data: Mapping[str, Any], task_id: Any, options: ReadOptions) -> Mapping[str, Any]:
    """Return the data of a task with an "id": the one that topictag wrote, or else the data's, or else the task's."""
    if options.id:
        return data
    if ID in data:
        others = {field: value for field, value in data.items() if field not in ("id", ID)}
        return {**others, "id": data[ID]}
    return data if "id" in data or task_id is None else {**data, "id": task_id}


def _join(path: list[str], separator: str, place: str) -> str:
    if part := next((part for part in path if separator in part), ""):
        raise DataError(
            f"{place}: the name {quote(part)} in a taxonomy contains {quote(separator)}, which joins the names of a "
            "path. Choose another separator: --separator TEXT."
        )
    return separator.join(path)
