"""Texts that teach little: too short, too long for one paragraph, or not in Russian."""

from collections.abc import Iterator, Sequence

from topictag.curation.words import ReadExample
from topictag.labelled.quotes import shorten
from topictag.results.checking import Finding
from topictag.text.language import is_russian

_MIN_WORDS, _MAX_WORDS = 3, 400  # chosen: fewer form no clause; more cover several topics by length alone


def find_odd_lengths(examples: Sequence[ReadExample]) -> Iterator[Finding]:
    """Yield texts with hardly any words, and paragraphs as long as an article."""
    for example in examples:
        longest = max(map(len, example.paragraphs), default=0)
        if len(example.words) < _MIN_WORDS:
            problem = f"fewer than {_MIN_WORDS} words ({len(example.words)}). Remove it"
        elif longest > _MAX_WORDS:
            problem = f"a paragraph of more than {_MAX_WORDS} words ({longest}). Split it into paragraphs"
        else:
            continue
        yield Finding("length", "warning", f"{example.place}: {problem}.", (example.id,))


def find_other_languages(examples: Sequence[ReadExample]) -> Iterator[Finding]:
    """Yield texts with a paragraph that tagging would skip."""
    for example in examples:
        foreign = [paragraph for paragraph in example.paragraphs if paragraph and not is_russian(list(paragraph))]
        if foreign:
            n_read = sum(map(bool, example.paragraphs))
            what = "the text is" if len(foreign) == n_read else f"{len(foreign)} of {n_read} paragraphs are"
            first = shorten(" ".join(foreign[0][:6]))
            yield Finding(
                "language",
                "warning",
                f"{example.place}: {what} not recognised as Russian («{first} …») and will be "
                "skipped. Remove what is not Russian.",
                (example.id,),
            )
