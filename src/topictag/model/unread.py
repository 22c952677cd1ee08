"""Which parts of a text do not count, and why."""

from collections.abc import Iterator, Mapping, Sequence

from topictag.model.word_terms import WordTerms
from topictag.results.explanation import Reason, Unread
from topictag.text.markup import find_dress
from topictag.text.words import Word

# Reasons by the rules of topictag.text.markup.
_DRESS: Mapping[str, Reason] = {
    "markup": "markup",
    "escaped": "markup",
    "target": "address",
    "mention": "address",
    "address": "address",
    "mail": "address",
    "host": "address",
    "escape": "code",
    "mime": "code",
    "uuid": "code",
    "hash": "code",
    "identifier": "code",
}


def find_dressed(text: str) -> tuple[Unread, ...]:
    """Return what is not prose in a text."""
    return tuple(Unread(found.start, found.end, _DRESS[found.kind]) for found in find_dress(text))


def find_unknown(vocabulary: WordTerms, words: Sequence[Word]) -> Iterator[Unread]:
    """Yield the words of a Russian paragraph that do not count."""
    for word in words:
        terms = vocabulary.form_terms(word.form)
        if terms is None:
            is_short = len(word.form) < vocabulary.min_letters
            yield Unread(word.start, word.end, "short word" if is_short else "function word")
        elif not terms and not vocabulary.gram_terms(word.form):
            yield Unread(word.start, word.end, "unknown word")
