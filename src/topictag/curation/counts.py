"""The number of examples of each topic and of each pair of topics."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from types import MappingProxyType

from topictag.labelled.example import Example
from topictag.labelled.quotes import count_of, quote
from topictag.results.checking import Finding
from topictag.training.requirements import FEWEST as MIN_TO_TRAIN

_MIN_EXAMPLES = 20  # chosen: with fewer, a topic's threshold and figures are mostly luck


def count_topics(examples: Sequence[Example]) -> dict[str, int]:
    """Return the number of examples of each topic, in alphabetical order."""
    topics = sorted({tag for example in examples for tag in example.tags})
    return {topic: sum(topic in example.tags for example in examples) for topic in topics}


def count_unknown(examples: Sequence[Example]) -> dict[str, int]:
    """Return the number of examples of which it is unknown whether they have the topic, for topics with any."""
    counts = Counter(topic for example in examples for topic in example.unknown)
    return dict(sorted(counts.items()))


def count_pairs(examples: Sequence[Example]) -> dict[str, dict[str, int]]:
    """Return the number of examples of each pair of topics, both ways round."""
    topics = count_topics(examples)
    pairs = {topic: {other: 0 for other in topics if other != topic} for topic in topics}
    for example in examples:
        for topic, other in permutations(example.tags, 2):
            pairs[topic][other] += 1
    return pairs


def find_rare_topics(
    support: Mapping[str, int], n_examples: int, unknown: Mapping[str, int] = MappingProxyType({})
) -> Iterator[Finding]:
    """Yield topics with few examples for them or against them, and topics that are only named as unknown."""
    if not support and n_examples:
        yield Finding("rare topics", "error", 'No example has a tag, so there is nothing to learn. Fill "tags".')
    for topic, n in support.items():
        n_known = n_examples - unknown.get(topic, 0)
        for count, side in ((n, "with"), (n_known - n, "without")):
            if count < _MIN_EXAMPLES:
                yield Finding(
                    "rare topics",
                    "error" if count < MIN_TO_TRAIN else "warning",
                    f"The topic {quote(topic)}: {count} of {n_known} examples {side} it. Training leaves "
                    f"a topic with fewer than {MIN_TO_TRAIN} out, and figures become reliable at {_MIN_EXAMPLES}. Add "
                    "some.",
                )
    for topic in sorted(unknown.keys() - support.keys()):
        yield Finding(
            "rare topics",
            "warning",
            f'The topic {quote(topic)} is "unknown" in {count_of(unknown[topic], "example")}, and no example has it as '
            "a tag. Correct its spelling, or remove it.",
        )
