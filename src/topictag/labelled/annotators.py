"""Texts that several people labelled: from what each of them said to the tags of the text.

A record has "annotations" in place of "tags": a list of ``{"tags": [...], "unknown": [...], "known": [...],
"annotator": "…"}``, in which only "tags" is required. A topic has one vote of each annotator who decided about it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from topictag.errors import DataError, SettingError
from topictag.labelled.quotes import count_of, quote
from topictag.labelled.tags import check_tags

Rule = Literal["majority", "unknown", "any", "all", "error"]
"""Where annotators disagree, the text has the topic if most of them say so (and it is unknown if as many say the
opposite); it is always unknown; the text has the topic if any of them says so; if all of them say so; or it is an
error."""

RULES: tuple[Rule, ...] = get_args(Rule)


@dataclass(frozen=True)
class Resolved:
    """A record with one decision per topic.

    Attributes
    ----------
    record : mapping
        With "tags", "unknown" and, if nobody looked for all topics, "known"; without "annotations".
    disputed : tuple of str
        Topics about which annotators disagree, in alphabetical order.
    """

    record: Mapping[str, Any]
    disputed: tuple[str, ...]


@dataclass(frozen=True)
class _Vote:
    tags: frozenset[str]
    unknown: frozenset[str]
    known: frozenset[str] | None

    def of(self, topic: str) -> bool | None:
        """Return whether the annotator gave the topic, or None if he did not decide about it."""
        if topic in self.tags:
            return True
        return None if topic in self.unknown or (self.known is not None and topic not in self.known) else False


def check_rule(rule: Any) -> None:
    """Raise `SettingError` unless this is the name of a rule."""
    if rule not in RULES:
        raise SettingError(f"annotators must be one of {', '.join(RULES)}, not {quote(rule)}.")


def resolve(record: Mapping[str, Any], place: str, rule: Rule = "majority") -> Resolved:
    """Return a record in which the annotations are one decision.

    Parameters
    ----------
    record : mapping
        With "annotations". Its own "unknown" and "known" are those of each annotator who does not give any.
    place : str
        Where it was read; messages begin with it.
    rule : {"majority", "unknown", "any", "all", "error"}

    Raises
    ------
    DataError
        The annotations are malformed; or annotators disagree, and the rule is "error".

    Examples
    --------
    >>> record = {"text": "Нефть дорожает.", "annotations": [{"tags": ["energy"]}, {"tags": []}]}
    >>> resolve(record, "news.jsonl:1")
    Resolved(record={'text': 'Нефть дорожает.', 'tags': [], 'unknown': ['energy']}, disputed=('energy',))
    >>> resolve(record, "news.jsonl:1", "any").record["tags"]
    ['energy']
    """
    votes = _read_votes(record, place)
    tags, unknown, disputed = list[str](), list[str](), list[str]()
    for topic in sorted(frozenset().union(*(vote.tags | vote.unknown | (vote.known or frozenset()) for vote in votes))):
        said = [own for vote in votes if (own := vote.of(topic)) is not None]
        if len(set(said)) > 1:
            disputed.append(topic)
        decision = _decide(said, rule)
        if decision is None:
            unknown.append(topic)
        elif decision:
            tags.append(topic)
    if disputed and rule == "error":
        raise DataError(
            f"{place}: the annotators disagree about {', '.join(map(quote, disputed))}. Let them agree, or choose what "
            "counts: --annotators majority, unknown, any or all."
        )
    others = {name: value for name, value in record.items() if name not in ("annotations", "tags", "unknown", "known")}
    more = {"unknown": unknown} if unknown else {}
    known = [vote.known for vote in votes]
    if all(own is not None for own in known):
        more["known"] = sorted(frozenset().union(*filter(None, known)))
    return Resolved({**others, "tags": tags, **more}, tuple(disputed))


def check_annotations(record: Mapping[str, Any], place: str) -> None:
    """Raise `DataError` unless the annotations of a record are well formed, as `resolve` does."""
    _read_votes(record, place)


def describe_disputes(disputes: Sequence[tuple[str, Sequence[str]]], rule: Rule) -> str:
    """Return the message about texts whose annotators disagree; each has its place and its topics."""
    place, topics = disputes[0]
    texts = count_of(len(disputes), "text")
    effect = {
        "majority": "what most of them say counts, and a topic is unknown if as many say the opposite",
        "unknown": "these topics are unknown there",
        "any": "the text has a topic if any of them says so",
        "all": "the text has a topic if all of them say so",
        "error": "",
    }[rule]
    return (
        f"The annotators of {texts} disagree, first at {place} about {', '.join(map(quote, topics))}; {effect} "
        f"(--annotators {rule})."
    )


def _decide(said: Sequence[bool], rule: Rule) -> bool | None:
    if not said:
        return None
    n_yes, n_no = sum(said), len(said) - sum(said)
    if rule == "any" or not n_no:
        return n_yes > 0
    if rule == "all" or not n_yes:
        return False
    if rule == "unknown" or n_yes == n_no:
        return None
    return n_yes > n_no


def _read_votes(record: Mapping[str, Any], place: str) -> list[_Vote]:
    annotations, shared = record["annotations"], {name: record.get(name) for name in ("unknown", "known")}
    if not isinstance(annotations, list | tuple) or not annotations:
        raise DataError(f'{place}: "annotations" must be a list of {{"tags": [...]}}, not {quote(annotations)}.')
    return [_read_vote(own, place, shared) for own in annotations]


def _read_vote(annotation: Any, place: str, shared: Mapping[str, Any]) -> _Vote:
    """Return what an annotator said; where he does not say what he knows, the record does."""
    if not isinstance(annotation, Mapping) or not _is_list(annotation.get("tags")):
        raise DataError(f'{place}: each of "annotations" must have a list of "tags", not {quote(annotation)}.')
    fields: dict[str, Iterable[Any] | None] = {name: annotation.get(name, value) for name, value in shared.items()}
    for name, value in fields.items():
        if value is not None and not _is_list(value):
            raise DataError(f'{place}: "{name}" of an annotation must be a list of topics, not {quote(value)}.')
    known = fields["known"]
    tags = check_tags(annotation["tags"], place)
    unknown = check_tags(fields["unknown"] or (), place) - tags
    return _Vote(tags, unknown, None if known is None else check_tags(known, place) | tags)


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple | set | frozenset)
