"""How much of many texts a tagger can read, and why it does not read some."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from topictag.results.report import CoverageSummary
from topictag.results.tagging import Silence

if TYPE_CHECKING:
    from topictag.tagger.tagger import Tagger

_N_UNKNOWN = 100  # chosen


def summarize_coverage(
    tagger: "Tagger", texts: Iterable[str], *, with_words: bool = True
) -> tuple[CoverageSummary, list[Silence]]:
    """Return the coverage of the texts together, and the silence of each.

    `with_words` says whether to name unknown words.
    """
    n_texts = n_words = n_known = n_paragraphs = n_russian = 0
    unknown, silences = Counter[str](), list[Silence]()
    for text in texts:
        own = tagger.coverage(text)
        n_texts, n_words, n_known = n_texts + 1, n_words + own.n_words, n_known + own.n_known
        n_paragraphs, n_russian = n_paragraphs + own.n_paragraphs, n_russian + own.n_russian
        unknown.update(own.unknown if with_words else ())
        silences.append(own.silence)
    frequent = sorted(unknown.items(), key=lambda own: (-own[1], own[0]))[:_N_UNKNOWN]
    silent = dict(Counter[Silence](own for own in silences if own))
    summary = CoverageSummary(n_texts, n_words, n_known, n_paragraphs, n_russian, silent, dict(frequent))
    return summary, silences
