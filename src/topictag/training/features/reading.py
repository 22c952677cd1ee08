"""From words to term counts: lemmas, families and frequent pairs of paragraphs, computed for all texts at once.

Each distinct word is analysed once. Pairs are found by comparing the texts with themselves, shifted by one word, by two
and so on; they are numbers until it is known which of them are frequent. Most pairs occur only once.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from topictag.text.function_words import FUNCTION_MARK, NEGATION_WINDOW, NEGATORS
from topictag.text.pairs import join_pair, split_pair
from topictag.text.terms import TermAnalyzer
from topictag.training.features.counts import TermCounts
from topictag.training.features.words import MIN_DF, Words, count_cells

_NONE = -1
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2⁶⁴ over the golden ratio: products spread evenly (Knuth, 1998)


def count_terms(
    words: Words,
    documents: NDArray[np.intp],
    analyzer: TermAnalyzer,
    *,
    always: Collection[str] = (),
    with_function_words: bool = False,
) -> tuple[TermCounts, NDArray[np.int32]]:
    """Count the terms of paragraphs, with the pairs that occur in five documents or more.

    Parameters
    ----------
    words : Words
        The words of the paragraphs; those of paragraphs that tagging does not read are left out.
    documents : ndarray of int, shape (n_paragraphs,)
        The number of each paragraph's document.
    analyzer : TermAnalyzer
    always : collection of str
        Pairs that are kept however rare they are.
    with_function_words : bool, default=False
        Whether function words and negations are terms too.

    Returns
    -------
    TermCounts
        One row per paragraph.
    ndarray of int32, shape (n_words,)
        A number for the lemma of each word; -1 for a word without terms.
    """
    terms = _Terms.of(words.forms, analyzer, with_function_words)
    lemmas = terms.lemmas[words.numbers]
    parts = [lemmas, terms.families[words.numbers], terms.function_words[words.numbers]]
    rows = np.concatenate([words.paragraphs[own != _NONE] for own in parts])
    columns = np.concatenate([own[own != _NONE] for own in parts])
    found = _iter_pairs(lemmas, words.paragraphs, analyzer.analysis.pair_window)
    if with_function_words:
        window = min(NEGATION_WINDOW, analyzer.analysis.pair_window)
        negators = np.array([number for number, name in enumerate(terms.names) if name in NEGATORS], np.int32)
        found = chain(found, _iter_negations(parts[2], lemmas, words.paragraphs, negators, window))
    codes, places = map(np.concatenate, zip(*found, strict=True))
    kept, numbers, places = _keep_frequent(codes, places, documents, terms.encode(always))
    matrix = count_cells(
        np.concatenate([rows, places]),
        np.concatenate([columns, len(terms.names) + numbers]),
        (len(documents), len(terms.names) + len(kept)),
    )
    pairs = [join_pair(terms.names[code >> 32], terms.names[code & 0xFFFFFFFF]) for code in kept.tolist()]
    counts = TermCounts((*terms.names, *pairs), matrix, np.arange(len(documents)), len(terms.names))
    return counts, lemmas


@dataclass(frozen=True, eq=False)
class _Terms:
    """The single terms of words; the arrays have the number of a name for each word, or -1."""

    names: tuple[str, ...]
    lemmas: NDArray[np.int32]
    families: NDArray[np.int32]
    function_words: NDArray[np.int32]

    @classmethod
    def of(cls, forms: Sequence[str], analyzer: TermAnalyzer, with_function_words: bool) -> "_Terms":
        own = [analyzer.terms(form) for form in forms]
        marked: list[str | None] = [None] * len(forms)
        if with_function_words:
            marked = [FUNCTION_MARK + form if analyzer.is_function_word(form) else None for form in forms]
        lemmas = [terms[0] if terms else None for terms in own]
        families = [terms[1] if len(terms) > 1 else None for terms in own]
        # By code point, so that the numbers of a pair order its lemmas, and the codes of pairs order these.
        names = tuple(sorted({name for names in (lemmas, families, marked) for name in names if name is not None}))
        numbers: dict[str | None, int] = {name: number for number, name in enumerate(names)}
        arrays = (
            np.fromiter((numbers.get(name, _NONE) for name in names), np.int32, len(forms))
            for names in (lemmas, families, marked)
        )
        return cls(names, *arrays)

    def encode(self, pairs: Collection[str]) -> NDArray[np.int64]:
        """Return the codes of those pairs of which both lemmas occur."""
        numbers = {name: number for number, name in enumerate(self.names)}
        parts = [split_pair(pair) for pair in pairs]
        known = [(numbers[one], numbers[two]) for one, two in parts if one in numbers and two in numbers]
        return _encode(*np.array(known, np.int32).reshape(-1, 2).T)


def _encode(first: NDArray[np.int32], second: NDArray[np.int32]) -> NDArray[np.int64]:
    code: NDArray[np.int64] = first.astype(np.int64) << 32 | second
    return code


def _iter_pairs(
    lemmas: NDArray[np.int32], paragraphs: NDArray[np.intp], window: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.intp]]]:
    """Yield the codes and paragraphs of pairs, as `topictag.text.pairs.iter_pairs` defines them."""
    places = np.flatnonzero(lemmas != _NONE)
    own, within = lemmas[places], paragraphs[places]
    yield np.empty(0, np.int64), np.empty(0, np.intp)
    for gap in range(1, window + 1):
        one, two = own[:-gap], own[gap:]
        is_near = (within[:-gap] == within[gap:]) & (places[gap:] - places[:-gap] <= window) & (one != two)
        one, two = one[is_near], two[is_near]
        yield _encode(np.minimum(one, two), np.maximum(one, two)), within[gap:][is_near]


def _iter_negations(
    function_words: NDArray[np.int32],
    lemmas: NDArray[np.int32],
    paragraphs: NDArray[np.intp],
    negators: NDArray[np.int32],
    window: int,
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.intp]]]:
    """Yield the codes and paragraphs of negations, as `topictag.text.function_words.iter_negations` defines them."""
    places = np.flatnonzero(np.isin(function_words, negators))
    for distance in range(1, window + 1):
        own = places[places + distance < len(lemmas)]
        own = own[(paragraphs[own] == paragraphs[own + distance]) & (lemmas[own + distance] != _NONE)]
        yield _encode(function_words[own], lemmas[own + distance]), paragraphs[own]


def _keep_frequent(
    codes: NDArray[np.int64], paragraphs: NDArray[np.intp], documents: NDArray[np.intp], always: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.intp], NDArray[np.intp]]:
    """Return the codes to keep, ascending; and the code's number and the paragraph of each of their occurrences."""
    may_be = _may_be_frequent(codes) | (np.isin(codes, always) if len(always) else False)
    codes, paragraphs = codes[may_be], paragraphs[may_be]
    distinct, counts = _count_equal(codes)
    occurring = always[_find(always, distinct)[1]]
    likely = _count_equal(np.concatenate([distinct[counts >= MIN_DF], occurring]))[0]
    numbers, is_likely = _find(codes, likely)
    numbers, paragraphs = numbers[is_likely], paragraphs[is_likely]
    # In how many documents: each document counts a pair once.
    n_documents = int(documents[-1]) + 1 if len(documents) else 1
    once = _count_equal(numbers * n_documents + documents[paragraphs])[0] // n_documents
    is_kept = (np.bincount(once, minlength=len(likely)) >= MIN_DF) | np.isin(likely, always)
    renumbered, of_kept = np.cumsum(is_kept) - 1, is_kept[numbers]
    return likely[is_kept], renumbered[numbers[of_kept]], paragraphs[of_kept]


def _may_be_frequent(codes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return False for most of the codes that occur too seldom, and for no other: sorting all of them would take long.

    Codes with the same hash are counted together (Park, Chen and Yu, 1995, for pairs of goods).
    """
    n_bits = max(len(codes).bit_length(), 1)
    hashes = (codes.view(np.uint64) * _MULTIPLIER >> np.uint64(64 - n_bits)).astype(np.intp)
    is_often: NDArray[np.bool_] = np.bincount(hashes, minlength=1 << n_bits) >= MIN_DF
    return is_often[hashes]


def _count_equal(codes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Return the distinct codes, ascending, and how often each occurs: `numpy.unique` is slower with many."""
    ordered = np.sort(codes)
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)])
    return ordered[starts], np.diff(starts, append=len(ordered))


def _find(codes: NDArray[np.int64], known: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the place of each code among the known ones, which ascend, and whether it is there."""
    if not len(known):
        return np.zeros(len(codes), np.intp), np.zeros(len(codes), bool)
    places = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    return places, known[places] == codes
