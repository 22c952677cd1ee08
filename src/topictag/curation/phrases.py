"""Runs of six words that occur in several texts: a sign of templates and of copied sentences."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from topictag.curation.words import ReadExample, runs
from topictag.labelled.quotes import shorten
from topictag.results.checking import Finding

RUN_LENGTH = 6
MAX_TEXTS = 3  # chosen: names of institutions and documents are that long, but rarely occur in more texts


def find_repeated_phrases(examples: Sequence[ReadExample], max_texts: int = MAX_TEXTS) -> Iterator[Finding]:
    """Yield phrases of six words or more that occur in more than `max_texts` texts; copies of a text count once."""
    distinct = dict[tuple[str, ...], ReadExample]()
    for example in examples:
        if len(example.words) >= RUN_LENGTH:
            distinct.setdefault(example.words, example)
    found_in = defaultdict[tuple[str, ...], list[ReadExample]](list)
    for example in distinct.values():
        for run in sorted(runs(example.words, RUN_LENGTH)):
            found_in[run].append(example)
    repeated = {run: tuple(text.id for text in own) for run, own in found_in.items() if len(own) > max_texts}
    reported = set[tuple[str, ...]]()
    for example in distinct.values():
        for phrase in _phrases(example.words, repeated, reported):
            texts = repeated[phrase[:RUN_LENGTH]]
            yield Finding(
                "repeated phrases",
                "warning",
                f"«{shorten(' '.join(phrase))}» occurs in {len(texts)} texts, first in {example.place}. Rephrase it "
                "unless it is a name.",
                texts,
            )


def _phrases(
    words: Sequence[str], repeated: Mapping[tuple[str, ...], tuple[str, ...]], reported: set[tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """Yield the longest phrases whose runs all occur in the same texts; skip runs in `reported`, and add new ones."""
    start, texts = 0, tuple[str, ...]()
    for place in range(len(words) - RUN_LENGTH + 2):
        run = tuple(words[place : place + RUN_LENGTH])
        own = () if run in reported else repeated.get(run, ())
        if own != texts:
            if texts:
                yield tuple(words[start : place + RUN_LENGTH - 1])
            start, texts = place, own
        if own:
            reported.add(run)
