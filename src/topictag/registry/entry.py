"""A change of a registry as a line of its history, and back."""

import json
from dataclasses import asdict
from typing import Any

from topictag.errors import ModelFormatError
from topictag.registry.pointer import LAYOUT_VERSION, parse_line
from topictag.results.registry import ComparisonSummary, RegistryChange

_TUPLES = ("topics", "topics_added", "topics_removed", "versions_removed")
_TEXTS = ("when", "previous", "note", "user", "host")


def write_entry(change: RegistryChange) -> bytes:
    """Return a change as one line of JSON."""
    fields = {"registry_version": LAYOUT_VERSION, **asdict(change)}
    return json.dumps(fields, ensure_ascii=False).encode("utf-8") + b"\n"


def read_entry(data: bytes, place: str, advice: str) -> RegistryChange:
    """Return the change in a line of the history or in the pointer.

    Fields that this version does not know are ignored.

    Raises
    ------
    ModelFormatError, ModelVersionError
        The line is damaged, or a later version of topictag wrote it; `place` begins the message, `advice` ends it.
    """
    fields = parse_line(data, place, advice)
    try:
        return _read_fields(fields)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        problem = f"lacks {error}" if isinstance(error, KeyError) else f"has a wrong value ({error!s:.80})"
        raise ModelFormatError(f"{place}: {problem}. {advice}") from error


def _read_fields(fields: dict[str, Any]) -> RegistryChange:
    if fields["action"] not in ("promote", "rollback"):
        raise ValueError(f"{fields['action']!r:.40} is not an action")
    comparison = fields.get("comparison")
    optional: dict[str, Any] = {name: _read_names(fields.get(name, [])) for name in _TUPLES}
    optional |= {name: _typed(fields.get(name, ""), str) for name in _TEXTS}
    return RegistryChange(
        action=fields["action"],
        sha256=fields["sha256"],
        checksum=fields["checksum"],
        n_bytes=_typed(fields["n_bytes"], int),
        **optional,
        topics_renamed={_typed(old, str): _typed(new, str) for old, new in fields.get("topics_renamed", {}).items()},
        comparison=_read_comparison(comparison) if comparison else None,
    )


def _read_comparison(fields: dict[str, Any]) -> ComparisonSummary:
    return ComparisonSummary(
        is_worse=_typed(fields["is_worse"], bool),
        worse_topics=_read_names(fields["worse_topics"]),
        n_examples=_typed(fields["n_examples"], int, None),
        old_macro_f1=_typed(fields["old_macro_f1"], float, None),
        new_macro_f1=_typed(fields["new_macro_f1"], float, None),
        fingerprint=_typed(fields["fingerprint"], str),
        is_checked=_typed(fields["is_checked"], bool),
    )


def _read_names(values: Any) -> tuple[str, ...]:
    return tuple(_typed(value, str) for value in _typed(values, list))


def _typed(value: Any, *kinds: type | None) -> Any:
    if not any(value is None if kind is None else isinstance(value, kind) for kind in kinds):
        raise TypeError(f"{value!r:.40} is not {kinds[0] and kinds[0].__name__}")
    return value
