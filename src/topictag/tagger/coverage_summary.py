"""How much of many texts a tagger can read."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from topictag.results.report import CoverageSummary
from topictag.results.tagging import Silence

if TYPE_CHECKING:
    from topictag.tagger.tagger import Tagger

_N_UNKNOWN = 100  # chosen


def summarize_coverage(tagger: "Tagger", texts: Iterable[str], *, with_words: bool = True) -> CoverageSummary:
    """Return the coverage of the texts together; `with_words` says whether to name unknown words."""
    n_texts = n_words = n_known = n_paragraphs = n_russian = 0
    unknown, silent = Counter[str](), Counter[Silence]()
    for text in texts:
        own = tagger.coverage(text)
        n_texts, n_words, n_known = n_texts + 1, n_words + own.n_words, n_known + own.n_known
        n_paragraphs, n_russian = n_paragraphs + own.n_paragraphs, n_russian + own.n_russian
        unknown.update(own.unknown if with_words else ())
        silent.update([own.silence] if own.silence else [])
    frequent = sorted(unknown.items(), key=lambda own: (-own[1], own[0]))[:_N_UNKNOWN]
    return CoverageSummary(
        n_texts,
        n_words,
        n_known,
        n_paragraphs,
        n_russian,
        dict(silent),
        dict(frequent),
    )
