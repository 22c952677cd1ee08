"""Merging equal texts, and setting aside what contradicts itself.

Texts are equal if they have the same words and the same numbers: "75 рублей" and "90 рублей" differ, although a model
reads no numbers.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

from topictag.labelled.quotes import quote_fields
from topictag.text.reading import paragraph_forms, read_text

Record = Mapping[str, Any]

_JOINED = frozenset({"tags", "unknown", "known", "annotations", "article", "text", "sha256", "id"})
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, eq=False)
class Merged:
    """Records after equal texts were merged.

    Attributes
    ----------
    records : list of mapping
        Each text once in each article, in the order in which it first occurs.
    conflicts : list of mapping
        Texts that share an id, and equal texts with contradictory tags or of different parts of a split; in their
        order.
    problems : tuple of str
        What is lost.
    """

    records: list[Record]
    conflicts: list[Record]
    problems: tuple[str, ...] = ()


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
    articles = _name_articles(records)
    clashing = [own for own in by_id.values() if len({keys[number] for number in own}) > 1]
    clashing += [own for own in by_text.values() if len(own) > 1 and _clash(own, records)]
    aside = set(chain.from_iterable(clashing))
    kept = [own for same in by_text.values() for own in _part([n for n in same if n not in aside], articles)]
    merged = [_merge([records[number] for number in own], [articles[number] for number in own]) for own in kept if own]
    lost = _describe_lost([[records[number] for number in own] for own in kept if len(own) > 1])
    return Merged(merged, [records[number] for number in sorted(aside)], tuple(lost))


def _key(record: Record, number: int) -> Hashable:
    """Return what equal texts share: words and numbers, or the checksum; a text without a word is equal to none."""
    if "text" not in record:
        return str(record["sha256"])
    words = tuple(chain.from_iterable(paragraph_forms(record["text"])))
    return (words, *_NUMBER.findall(read_text(record["text"]))) if words else number


def _name_articles(records: Sequence[Record]) -> list[str]:
    """Return the article of each record; empty for a text that is an article by itself."""
    named = {record["article"] for record in records if "article" in record}
    ids = [str(record.get("id", "")) for record in records]
    return [record.get("article") or (name if name in named else "") for record, name in zip(records, ids, strict=True)]


def _clash(numbers: Sequence[int], records: Sequence[Record]) -> bool:
    """Return whether equal texts cannot become one: what is left would contradict one of them, or lose its place."""
    if len({str(records[number].get("split", "")) for number in numbers}) > 1:
        return True
    return any(_contradict(records[one], records[other]) for one, other in combinations(_distinct(numbers, records), 2))


def _part(numbers: Sequence[int], articles: Sequence[str]) -> list[list[int]]:
    """Return equal texts by article, for each article stays whole; those without one go with the first article."""
    parts = defaultdict[str, list[int]](list)
    first = next((articles[number] for number in numbers if articles[number]), "")
    for number in numbers:
        parts[articles[number] or first].append(number)
    return [*parts.values()]


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


def _merge(records: Sequence[Record], articles: Sequence[str]) -> Record:
    """Return the first record, with all that the others know."""
    if len(records) == 1:
        return records[0]
    decisions = [_decision(record) for record in records]
    tags = frozenset().union(*(own for own, _, _ in decisions))
    knowns = [known for _, _, known in decisions]
    known = None if None in knowns else frozenset().union(*filter(None, knowns))
    named = frozenset().union(*(unknown for _, unknown, _ in decisions))
    unknown = {topic for topic in named - tags if not any(_lacks(record, topic) for record in records)}
    fields = {name: value for record in reversed(records) for name, value in record.items()}
    merged = {name: fields[name] for name in dict.fromkeys(chain(*records)) if name not in ("unknown", "known")}
    merged["tags"] = sorted(tags)
    article = max(articles)
    if article and article != merged.get("id"):
        merged["article"] = article
    if unknown:
        merged["unknown"] = sorted(unknown)
    if known is not None:
        merged["known"] = sorted(known)
    if "annotations" in merged:
        merged["annotations"] = _without_repeats(chain.from_iterable(map(_list_votes, records)))
    return merged


def _without_repeats(votes: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return votes without those that an annotator, known by name, has given twice."""
    kept: dict[Hashable, Mapping[str, Any]] = {}
    for number, own in enumerate(votes):
        kept.setdefault((own["annotator"], _decision(own)) if own.get("annotator") else number, own)
    return [*kept.values()]


def _list_votes(record: Record) -> Iterator[Mapping[str, Any]]:
    """Yield what each annotator of a record said, complete without the record."""
    votes = record.get("annotations", [{"tags": record["tags"]}])
    given = frozenset(chain.from_iterable(own["tags"] for own in votes))
    shared = {name: record[name] for name in ("unknown", "known") if name in record}
    if "unknown" in shared:  # where some gave the topic and others did not, each of them decided
        shared["unknown"] = [topic for topic in shared["unknown"] if topic not in given]
    for own in votes:
        yield {**{name: value for name, value in shared.items() if value or name == "known"}, **own}


def _describe_lost(merged: Sequence[Sequence[Record]]) -> Iterator[str]:
    """Yield a sentence about fields of which equal texts have different values, so that the first one's stay."""
    names = {
        name
        for own in merged
        for name in frozenset().union(*own) - _JOINED
        if len({repr(record[name]) for record in own if name in record}) > 1
    }
    if names:
        yield f"Merged texts have different values in {quote_fields(sorted(names))}: those of the first text stay."
