"""Runs of six words that stand in several texts: the mark of templates and of copied sentences."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from topictag.curation.words import ReadExample, runs
from topictag.results import Finding

RUN_LENGTH = 6
MOST_TEXTS = 3  # chosen: names of bodies and documents are that long, and seldom stand in more texts


def find_repeated_phrases(examples: Sequence[ReadExample], most: int = MOST_TEXTS) -> Iterator[Finding]:
    """Yield phrases of six words or more that stand in more than `most` texts; copies of a text count once."""
    distinct = dict[tuple[str, ...], ReadExample]()
    for example in examples:
        if len(example.words) >= RUN_LENGTH:
            distinct.setdefault(example.words, example)
    found_in = defaultdict[tuple[str, ...], list[ReadExample]](list)
    for example in distinct.values():
        for run in sorted(runs(example.words, RUN_LENGTH)):
            found_in[run].append(example)
    repeated = {run: tuple(text.id for text in own) for run, own in found_in.items() if len(own) > most}
    told = set[tuple[str, ...]]()
    for example in distinct.values():
        for phrase in _phrases(example.words, repeated, told):
            texts = repeated[phrase[:RUN_LENGTH]]
            yield Finding(
                "repeated phrases",
                "warning",
                f"«{' '.join(phrase)}» stands in {len(texts)} texts, first {example.place}. Well, if it is a name; "
                "otherwise write it otherwise.",
                texts,
            )


def _phrases(
    words: Sequence[str], repeated: Mapping[tuple[str, ...], tuple[str, ...]], told: set[tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """Yield the longest stretches of words made of runs of the same texts that have not been told; enter them."""
    start, texts = 0, tuple[str, ...]()
    for place in range(len(words) - RUN_LENGTH + 2):
        run = tuple(words[place : place + RUN_LENGTH])
        own = () if run in told else repeated.get(run, ())
        if own != texts:
            if texts:
                yield tuple(words[start : place + RUN_LENGTH - 1])
            start, texts = place, own
        if own:
            told.add(run)
