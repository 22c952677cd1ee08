"""Records with labels of parts of a text, such as names of people. They say nothing of the topics of a whole text.

Without "tags" they would look like texts to which somebody forgot to write them, so they have a message of their own.
"""

from collections.abc import Mapping
from typing import Any

_FIELDS = ("spans", "entities")
_N_OFFSETS = 2


def has_spans(record: Mapping[str, Any]) -> bool:
    """Return whether a record has a list of spans, maybe an empty one, as in exports of doccano and Prodigy.

    Examples
    --------
    >>> has_spans({"text": "Нефть дорожает.", "spans": [{"start": 0, "end": 5, "label": "GOODS"}]})
    True
    """
    return any(isinstance(record.get(name), list) for name in _FIELDS)


def are_spans(labels: Any) -> bool:
    """Return whether labels are spans as doccano writes them, such as ``[[0, 5, "ORG"]]``; an empty list is not.

    Examples
    --------
    >>> are_spans([[0, 5, "ORG"]]), are_spans(["energy"])
    (True, False)
    """
    return isinstance(labels, list) and bool(labels) and all(map(_is_span, labels))


def describe_spans(place: str, way_out: str) -> str:
    """Return the message about labels of spans; the way out is a sentence."""
    return f"{place}: the labels are those of spans, parts of the text, not topics of the whole text. {way_out}"


def _is_span(label: Any) -> bool:
    if not isinstance(label, list) or len(label) != _N_OFFSETS + 1:
        return False
    return all(isinstance(own, int) for own in label[:_N_OFFSETS]) and isinstance(label[_N_OFFSETS], str)
