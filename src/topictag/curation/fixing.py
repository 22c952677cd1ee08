"""Merging equal texts, and setting aside what contradicts itself."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

from topictag.text.reading import paragraph_forms

Record = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Merged:
    """Records after equal texts were merged.

    Attributes
    ----------
    records : list of mapping
        Each text once, in the order in which it first occurs.
    conflicts : list of mapping
        Equal texts with contradictory tags, and texts that share an id; in their order.
    """

    records: list[Record]
    conflicts: list[Record]


def merge_equal(records: Sequence[Record]) -> Merged:
    """Merge records of equal texts.

    Parameters
    ----------
    records : sequence of mapping
        In native form, each with "tags" and either "text" or "sha256".

    Examples
    --------
    >>> merged = merge_equal([{"text": "Нефть дорожает.", "tags": []}, {"text": "Нефть дорожает!", "tags": ["energy"]}])
    >>> len(merged.records), len(merged.conflicts)
    (0, 2)
    """
    by_text, by_id = defaultdict[Hashable, list[int]](list), defaultdict[str, list[int]](list)
    keys = [_key(record, number) for number, record in enumerate(records)]
    for number, record in enumerate(records):
        by_text[keys[number]].append(number)
        if "id" in record:
            by_id[record["id"]].append(number)
    clashing = [own for own in by_id.values() if len({keys[number] for number in own}) > 1]
    clashing += [
        own
        for own in by_text.values()
        if any(_contradict(records[one], records[other]) for one, other in combinations(_distinct(own, records), 2))
    ]
    aside = set(chain.from_iterable(clashing))
    kept = [[number for number in own if number not in aside] for own in by_text.values()]
    merged = [_merge([records[number] for number in own]) for own in kept if own]
    return Merged(merged, [records[number] for number in sorted(aside)])


def _key(record: Record, number: int) -> Hashable:
    """Return what equal texts share: their words, or the checksum; a text without a word is equal to none."""
    if "text" not in record:
        return str(record["sha256"])
    return tuple(chain.from_iterable(paragraph_forms(record["text"]))) or number


def _distinct(numbers: Sequence[int], records: Sequence[Record]) -> list[int]:
    """Return one record for each decision, so that a hundred copies are not compared with each other."""
    return list({_decision(records[number]): number for number in numbers}.values())


def _decision(record: Record) -> tuple[frozenset[str], frozenset[str], frozenset[str] | None]:
    known = record.get("known")
    return frozenset(record["tags"]), frozenset(record.get("unknown", ())), None if known is None else frozenset(known)


def _contradict(one: Record, other: Record) -> bool:
    """Return whether one record has a topic that the other is known to lack."""
    return any(_lacks(other, topic) for topic in one["tags"]) or any(_lacks(one, topic) for topic in other["tags"])


def _lacks(record: Record, topic: str) -> bool:
    tags, unknown, known = _decision(record)
    return topic not in tags and topic not in unknown and (known is None or topic in known)


def _merge(records: Sequence[Record]) -> Record:
    """Return the first record, with all that the others know."""
    if len(records) == 1:
        return records[0]
    decisions = [_decision(record) for record in records]
    tags = frozenset().union(*(own for own, _, _ in decisions))
    knowns = [known for _, _, known in decisions]
    known = None if None in knowns else frozenset().union(*filter(None, knowns))
    named = frozenset().union(*(unknown for _, unknown, _ in decisions))
    unknown = {topic for topic in named - tags if not any(_lacks(record, topic) for record in records)}
    merged = {name: value for name, value in records[0].items() if name not in ("unknown", "known", "annotations")}
    merged["tags"] = sorted(tags)
    if unknown:
        merged["unknown"] = sorted(unknown)
    if known is not None:
        merged["known"] = sorted(known)
    return merged
