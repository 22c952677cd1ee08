"""Closing the set of topics: what a record does not say of a topic depends on what was looked for.

A record with "known" says nothing of other topics, so these are unknown there; which others there are shows only when
everything is read. A file that never has a topic, although it should have had some, was perhaps labelled before there
was such a topic.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from topictag.labelled.example import Example, Label
from topictag.labelled.quotes import count_of, quote

_Labelled = TypeVar("_Labelled", Example, Label, Example | Label)

_FEWEST_EXPECTED = 7.0  # chosen: a topic of which seven are expected is absent by chance once in a thousand times


def close_topics(labelled: Sequence[_Labelled], known: Sequence[frozenset[str] | None]) -> list[_Labelled]:
    """Return the examples with every topic unknown that was not looked for.

    Parameters
    ----------
    labelled : sequence of Example or Label
    known : sequence of frozenset of str or None
        For each of them the topics that were looked for; None if all were.

    Examples
    --------
    >>> first = Example("a1", "Нефть дорожает.", frozenset({"energy"}), "a")
    >>> second = Example("b1", "Матч отменён.", frozenset({"sport"}), "b")
    >>> [sorted(own.unknown) for own in close_topics([first, second], [frozenset({"energy"}), None])]
    [['sport'], []]
    """
    if all(own is None for own in known):
        return list(labelled)
    topics = frozenset().union(
        *(own.tags | own.unknown for own in labelled), *(own for own in known if own is not None)
    )
    others = {own: topics - own for own in set(known) if own is not None}
    return [
        one if own is None else replace(one, unknown=one.unknown | (others[own] - one.tags), known=own)
        for one, own in zip(labelled, known, strict=True)
    ]


def describe_absent(labelled: Sequence[Example | Label], files: Sequence[str]) -> Iterator[str]:
    """Yield a message about each file that lacks a topic of which others have many.

    Parameters
    ----------
    labelled : sequence of Example or Label
        With closed topics.
    files : sequence of str
        The file of each; empty for one that was not read from a file.
    """
    sizes = Counter(files)
    if len(sizes) < 2:
        return
    tagged, silent = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
    for one, file in zip(labelled, files, strict=True):
        tagged[file].update(one.tags)
        silent[file].update(one.unknown)
    total, all_silent = Counter[str](), Counter[str]()
    for own, theirs in ((total, tagged), (all_silent, silent)):
        for counts in theirs.values():
            own.update(counts)
    for file, size in sizes.items():
        for topic in sorted(total.keys() - tagged[file].keys()):
            n_known = size - silent[file][topic]
            n_others = len(labelled) - size - (all_silent[topic] - silent[file][topic])
            if n_known * total[topic] >= _FEWEST_EXPECTED * n_others and file:
                yield (
                    f"{file}: none of its {count_of(size, 'example')} has the topic {quote(topic)}, which "
                    f"{total[topic]} of {n_others} others have. If nobody looked for it there, say so, or it counts as "
                    'absent: topictag convert FILE NEW --known TOPICS, or a field "known" with the topics that were '
                    "looked for."
                )
