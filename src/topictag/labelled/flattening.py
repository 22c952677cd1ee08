"""Records of the native form, one for each text, with everything that its source says beside its tags."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from topictag.labelled.annotators import Resolved, Rule, check_annotations, resolve
from topictag.labelled.example import Example, Label
from topictag.labelled.example_records import make_record
from topictag.labelled.records import NATIVE, FieldNames, iter_examples, join_article, read_known

_NO_NAMES = FieldNames()


@dataclass(frozen=True, eq=False)
class FlatRecord:
    """A labelled text, and what else its source says of it.

    Attributes
    ----------
    example : Example or Label
        With the decisions of several annotators resolved.
    known : frozenset of str or None
        The only topics that were looked for; None if all were.
    more : mapping
        Further fields, and "annotations" if several people labelled the text.
    disputed : tuple of str
        Topics about which they disagree.
    """

    example: Example | Label
    known: frozenset[str] | None
    more: Mapping[str, Any]
    disputed: tuple[str, ...] = ()

    def to_record(self) -> dict[str, Any]:
        """Return the record in native form; an id or an article that was only made from the place is left out."""
        return {**make_record(self.example, self.known), **self.more}


def flatten(record: Any, place: str, rule: Rule, names: FieldNames = _NO_NAMES) -> Iterator[FlatRecord]:
    """Yield one record for each text of a record in native form.

    Parameters
    ----------
    record : object
        What a format has read, or an `Example`.
    place : str
        Where it was read; messages begin with it.
    rule : {"majority", "unknown", "any", "all", "error"}
        What counts where annotators disagree.
    names : FieldNames, optional
        The fields with the group and the split.

    Raises
    ------
    DataError
        The record is malformed, or annotators disagree and the rule is "error".
    """
    if isinstance(record, Example | Label):
        yield FlatRecord(record, record.known, {})
        return
    if not isinstance(record, Mapping):
        yield from (FlatRecord(own, None, {}) for own in iter_examples(record, place))  # raises
        return
    record = join_article(record, place)
    parts = _split(record)
    resolved = [_resolve(own, place, rule) for own in parts]
    plain = [own if done is None else done.record for own, done in zip(parts, resolved, strict=True)]
    whole = {**record, "paragraphs": plain} if _has_paragraphs(record) else plain[0]
    for example, own, done, part in zip(iter_examples(whole, place, names), plain, resolved, parts, strict=True):
        more = {name: value for name, value in part.items() if name not in NATIVE}
        if "annotations" in part:
            more["annotations"] = part["annotations"]
        known = read_known(own, place)
        yield FlatRecord(example, known, more, done.disputed if done else ())


def _resolve(part: Any, place: str, rule: Rule) -> Resolved | None:
    """Return the part as its annotators decide, or None if it has no annotations, or tags that count in their place."""
    if not isinstance(part, Mapping) or "annotations" not in part:
        return None
    if "tags" not in part:
        return resolve(part, place, rule)
    check_annotations(part, place)
    return None


def _split(record: Mapping[str, Any]) -> Sequence[Any]:
    """Return the parts of a record that are a text each; fields of an article go to its paragraphs."""
    if not _has_paragraphs(record):
        return [record]
    shared = {name: value for name, value in record.items() if name not in NATIVE or name in ("known", "unknown")}
    return [_inherit(shared, own) if isinstance(own, Mapping) else own for own in record["paragraphs"]]


def _inherit(shared: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return a paragraph with the fields of its article; a topic that it has is not unknown there."""
    unknown, tags = shared.get("unknown"), own.get("tags")
    if "unknown" not in own and isinstance(unknown, list) and isinstance(tags, list):
        return {**shared, **own, "unknown": [topic for topic in unknown if topic not in tags]}
    return {**shared, **own}


def _has_paragraphs(record: Mapping[str, Any]) -> bool:
    paragraphs = record.get("paragraphs")
    return isinstance(paragraphs, list) and bool(paragraphs)
