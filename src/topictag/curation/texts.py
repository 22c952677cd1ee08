"""Texts that teach little: too short, too long for one paragraph, or not Russian."""

from collections.abc import Iterator, Sequence

from topictag.curation.words import ReadExample
from topictag.results import Finding
from topictag.text.language import is_russian

_SHORTEST, _LONGEST = 3, 400  # chosen, in words: below, no clause; above, several topics by length alone


def find_odd_lengths(examples: Sequence[ReadExample]) -> Iterator[Finding]:
    """Yield texts with hardly a word, and paragraphs as long as an article."""
    for example in examples:
        longest = max(map(len, example.paragraphs), default=0)
        if len(example.words) < _SHORTEST:
            problem = f"has {len(example.words)} words, fewer than {_SHORTEST}. Remove it"
        elif longest > _LONGEST:
            problem = f"has a paragraph of {longest} words, more than {_LONGEST}. Split it at line breaks"
        else:
            continue
        yield Finding("length", "warning", f"{example.place}: {problem}.", (example.id,))


def find_other_languages(examples: Sequence[ReadExample]) -> Iterator[Finding]:
    """Yield texts with a paragraph that tagging would refuse to read."""
    for example in examples:
        foreign = [paragraph for paragraph in example.paragraphs if paragraph and not is_russian(list(paragraph))]
        if foreign:
            n_read = sum(map(bool, example.paragraphs))
            part = "does" if len(foreign) == n_read else f"has {len(foreign)} of {n_read} paragraphs that do"
            first = " ".join(foreign[0][:6])
            yield Finding(
                "language",
                "warning",
                f"{example.place}: {part} not read as Russian and teach nothing («{first} …»). Remove what is foreign.",
                (example.id,),
            )
