"""The words that are new: unknown to the model, and more frequent than in the reference."""

from topictag.monitoring.profile import Profile
from topictag.monitoring.ratios import excess
from topictag.results.drift import NewWord

_MAX_WORDS = 20  # chosen
_LEAST_EXCESS = 4.0  # chosen, in standard deviations: of the thousands of words, chance alone brings few this far


def list_new_words(new: Profile, reference: Profile) -> tuple[NewWord, ...]:
    """Return the words whose share of articles has grown most, by the log-likelihood ratio (Dunning, 1993).

    A word that the reference leaves out counts as often as it can have occurred there.
    """
    found = []
    for word, n in new.unknown.items():
        n_before = reference.unknown.get(word, reference.n_left_out)
        share, before = n / new.n_articles, min(n_before / reference.n_articles, 1.0)
        grown = excess(new.n_articles, reference.n_articles, share, before)
        if grown >= _LEAST_EXCESS:
            is_bound = bool(n_before) and word not in reference.unknown
            found.append((grown, NewWord(word, round(share, 6), round(before, 6), is_bound)))
    found.sort(key=lambda own: (-own[0], own[1].word))
    return tuple(word for _, word in found[:_MAX_WORDS])
