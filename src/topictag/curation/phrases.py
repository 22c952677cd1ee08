"""Runs of six words that stand in several texts: the mark of templates and of copied sentences."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from topictag.curation.words import ReadExample, runs
from topictag.results import Finding

RUN_LENGTH = 6
MOST_TEXTS = 3  # chosen: names of bodies and documents are that long, and seldom stand in more texts


def find_repeated_phrases(examples: Sequence[ReadExample], most: int = MOST_TEXTS) -> Iterator[Finding]:
    """Yield phrases of six words or more that stand in more than `most` texts; copies of a text count once."""
    distinct = {example.words: example for example in reversed(examples) if len(example.words) >= RUN_LENGTH}
    found_in = defaultdict[tuple[str, ...], list[ReadExample]](list)
    for example in reversed(distinct.values()):
        for run in sorted(runs(example.words, RUN_LENGTH)):
            found_in[run].append(example)
    repeated = {run for run, own in found_in.items() if len(own) > most}
    told = set[tuple[str, ...]]()
    for example in examples:
        for phrase in _phrases(example.words, repeated, told):
            own = found_in[phrase[:RUN_LENGTH]]
            yield Finding(
                "repeated phrases",
                "warning",
                f"«{' '.join(phrase)}» stands in {len(own)} texts, first {own[0].place}. Well, if it is a name; "
                "otherwise write it otherwise.",
                tuple(text.id for text in own),
            )


def _phrases(
    words: Sequence[str], repeated: set[tuple[str, ...]], told: set[tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """Yield the longest stretches of words made of repeated runs that have not been told; enter them."""
    start = None
    for place in range(len(words) - RUN_LENGTH + 2):
        run = tuple(words[place : place + RUN_LENGTH])
        if run in repeated and run not in told:
            told.add(run)
            start = place if start is None else start
        elif start is not None:
            yield tuple(words[start : place + RUN_LENGTH - 1])
            start = None
