"""Records as types of JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from topictag.results.term import TermWeight


def to_plain(value: Any) -> Any:
    """Return a record, or anything that contains records, as types of JSON."""
    if isinstance(value, TermWeight):
        return value.to_dict()
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return to_plain(value._asdict())
    if isinstance(value, Mapping):
        return {str(key): to_plain(own) for key, own in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(own) for own in value]
    return to_plain(asdict(value)) if hasattr(value, "__dataclass_fields__") else value
