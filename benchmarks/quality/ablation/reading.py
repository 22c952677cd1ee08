"""Paragraphs read once for all rows: their words, hyphens remembered, and what a dictionary says of each word."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from topictag.text.normalization import normalize
from topictag.text.words import iter_words
from topictag.training.features.pymorphy import shared_lemmatizer

_HYPHENS = frozenset("-\u2010\u2011")

# A word as its parts: ("газ",), and ("военно", "морской") for военно-морской.
Compound: TypeAlias = tuple[str, ...]


class Reading(NamedTuple):
    """What pymorphy3 says of a word.

    Attributes
    ----------
    lemma : str
        Normal form of the most probable parse, normalised; of function words too.
    part : str
        Part of speech in OpenCorpora's names; "" for what is none, as Latin words.
    is_function : bool
        Whether the shipped analysis drops it.
    """

    lemma: str
    part: str
    is_function: bool


@dataclass(frozen=True)
class Corpus:
    """Paragraphs and a reading of every word in them, and of every whole that hyphens join.

    Attributes
    ----------
    paragraphs : sequence of sequences of compounds
    readings : mapping of str to Reading
    """

    paragraphs: Sequence[Sequence[Compound]]
    readings: Mapping[str, Reading]


def read_corpus(texts: Iterable[str]) -> Corpus:
    """Read each distinct word once."""
    paragraphs = [compounds(text) for text in texts]
    distinct = {whole for own in paragraphs for compound in own for whole in (*compound, "-".join(compound))}
    return Corpus(paragraphs, _look_up(sorted(distinct)))


def compounds(text: str) -> list[Compound]:
    """Return the words of a text, those that nothing but a hyphen parts together in one tuple.

    Examples
    --------
    >>> compounds("Военно-морской парад – Су-57")
    [('военно', 'морской'), ('парад',), ('су',)]
    """
    found: list[list[str]] = []
    end = None
    for word in iter_words(text):
        if end is not None and text[end : word.start] in _HYPHENS:
            found[-1].append(word.form)
        else:
            found.append([word.form])
        end = word.end
    return [tuple(parts) for parts in found]


def _look_up(words: Iterable[str]) -> dict[str, Reading]:
    from pymorphy3 import MorphAnalyzer

    parse, lemma = MorphAnalyzer(lang="ru").parse, shared_lemmatizer().lemma
    best = ((word, parse(word)[0]) for word in words)
    return {
        word: Reading(normalize(first.normal_form), first.tag.POS or "", lemma(word) is None) for word, first in best
    }
