"""Names of topics that are numbers in data sets of Hugging Face: their features, in a file or beside it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from topictag.errors import DataError
from topictag.labelled.formats.format import PassedOver
from topictag.labelled.formats.marks import name_topics
from topictag.labelled.quotes import quote

UNLABELLED = PassedOver("they have no label")

_FILES = ("dataset_info.json", "dataset_infos.json")
_NO_LABEL = -1  # in test parts whose labels are secret
_MAX_BYTES = 100_000_000  # chosen: a description has some kilobytes


def class_names(features: Any) -> dict[str, tuple[str, ...]]:
    """Return for each column that contains class labels, or lists of them, their names.

    Examples
    --------
    >>> class_names({"text": {"_type": "Value"}, "label": {"_type": "ClassLabel", "names": ["energy", "sport"]}})
    {'label': ('energy', 'sport')}
    """
    if not isinstance(features, Mapping):
        return {}
    named = {column: _names(feature) for column, feature in features.items()}
    return {column: names for column, names in named.items() if names}


def class_names_beside(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the names that a description of the data set, in the same folder, has; empty without one."""
    for name in _FILES:
        file = path.parent / name
        if file.is_file() and file.stat().st_size <= _MAX_BYTES:
            try:
                info = json.loads(file.read_bytes())
            except (ValueError, RecursionError):
                continue  # it may belong to something else; numbers without names are told
            for own in (info, *(info.values() if isinstance(info, Mapping) else ())):
                if isinstance(own, Mapping) and (found := class_names(own.get("features"))):
                    return found
    return {}


def read_labels(value: Any, names: Sequence[str], place: str, *, are_certain: bool = False) -> list[Any] | PassedOver:
    """Return the topics in a field: a name, a number, a list of these, or a list with yes or no for each name.

    Parameters
    ----------
    value : object
    names : sequence of str
        Names of topics, in order of their numbers.
    place : str
    are_certain : bool
        Whether the data set says that numbers are those of classes.

    Raises
    ------
    DataError
        It is something else, or a number without a name.

    Examples
    --------
    >>> read_labels([2, 0], ["energy", "sport", "culture"], "news.jsonl:1")
    ['culture', 'energy']
    >>> read_labels([0.0, 1.0, 1.0], ["energy", "sport", "culture"], "news.jsonl:1")
    ['sport', 'culture']
    """
    if value is None or value == "" or (value == _NO_LABEL and not isinstance(value, bool)):
        return UNLABELLED
    if isinstance(value, str | int) and not isinstance(value, bool):
        return name_topics([value], names, place)
    if not isinstance(value, list):
        raise DataError(f"{place}: topics must be a name, a number or a list of them, not {quote(value)}.")
    if not _are_marks(value, names, place, are_certain=are_certain):
        return name_topics(value, names, place)
    if len(value) != len(names):
        raise DataError(
            f"{place}: {quote(value)} has yes or no for {len(value)} topics, but {len(names)} have names. Give the "
            "names of all topics in this order: --topic-names."
        )
    return [name for name, mark in zip(names, value, strict=True) if mark]


def _are_marks(value: list[Any], names: Sequence[str], place: str, *, are_certain: bool) -> bool:
    """Return whether a list says yes or no about each name; numbers of classes do not repeat."""
    if are_certain or not value or not all(isinstance(own, int | float) and own in (0, 1) for own in value):
        return False
    if any(isinstance(own, bool | float) for own in value) or len(set(value)) < len(value):
        return True
    if len(value) == len(names) <= 2:  # 0 and 1 may be the numbers of both topics
        raise DataError(
            f"{place}: {quote(value)} may be numbers of topics, or yes and no. Write the names of topics, or true and "
            "false."
        )
    return False


def _names(feature: Any) -> tuple[str, ...]:
    if isinstance(feature, list):
        return _names(feature[0]) if feature else ()
    if not isinstance(feature, Mapping):
        return ()
    if "feature" in feature:  # a list; "Sequence" in older data sets
        return _names(feature["feature"])
    names = feature.get("names")
    is_class = feature.get("_type") == "ClassLabel" and isinstance(names, list)
    return tuple(names) if is_class and names and all(isinstance(name, str) for name in names) else ()
