"""Pairs that distinguish new topics, chosen from the examples as training chooses them.

Pairs are left out of the norm of a text, so further ones change no score of other topics.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from topictag.text.terms import TermAnalyzer
from topictag.training.arrays import Bools
from topictag.training.features.counts import TermCounts
from topictag.training.features.pairs import choose_pairs
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.features.vocabulary import smooth_idf
from topictag.training.features.words import Words
from topictag.training.updating.texts import Texts


@dataclass(frozen=True, eq=False)
class PairChoice:
    """The pairs of texts, with the labels by which they are chosen.

    Attributes
    ----------
    counts : TermCounts
    gold, known : ndarray of bool, shape (n_texts, n_topics)
    max_pairs : int
    lemmas : frozenset of str
        Both lemmas of a pair must be among these.
    """

    counts: TermCounts
    gold: Bools
    known: Bools
    max_pairs: int
    lemmas: frozenset[str]

    @classmethod
    def of(
        cls, texts: Texts, gold: Bools, known: Bools, analyzer: TermAnalyzer, max_pairs: int, lemmas: frozenset[str]
    ) -> "PairChoice":
        """Count the pairs of texts."""
        paragraphs = [own or [[]] for own in texts.paragraphs]
        words = Words.of([forms for own in paragraphs for forms in own])
        read = Paragraphs.read(words, np.cumsum([0, *map(len, paragraphs)]), analyzer)
        return cls(read.documents, gold, known, max_pairs, lemmas)

    def choose(self, texts: NDArray[np.intp] | None = None) -> dict[str, float]:
        """Return the chosen pairs with their idf, by all texts or some of them."""
        numbers = np.arange(len(self.counts)) if texts is None else texts
        counts, gold, known = self.counts.take(numbers), self.gold[numbers], self.known[numbers]
        if not self.max_pairs or not gold.any():
            return {}
        chosen = choose_pairs(counts, gold, max_pairs=self.max_pairs, lemmas=self.lemmas, known=known)
        columns = {term: number for number, term in enumerate(counts.terms)}
        idf = smooth_idf(counts.document_frequencies[[columns[pair] for pair in chosen]], len(counts))
        return dict(zip(chosen, idf.tolist(), strict=True))
