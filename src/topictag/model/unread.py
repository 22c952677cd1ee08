"""Which parts of a text are not read, and why."""

from collections.abc import Iterator, Mapping, Sequence

from topictag.model.word_terms import WordTerms
from topictag.results.contribution import Reason, Unread
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
    """Yield the words of a Russian paragraph that are not read: those without a known term, be it a gram."""
    for word in words:
        terms = vocabulary.form_terms(word.form)
        if terms or vocabulary.gram_terms(word.form):
            continue
        reason: Reason = "unknown word"
        if terms is None:
            reason = "short word" if len(word.form) < vocabulary.min_letters else "function word"
        yield Unread(word.start, word.end, reason)
