"""The texts of an update, read once: their words by paragraph, and their rows over the terms of a model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from topictag.model.beside import beside_scales
from topictag.model.compiled import Model
from topictag.model.occurrences import Occurrences, TermFinder
from topictag.model.rows import Rows
from topictag.model.word_terms import WordTerms
from topictag.text.language import is_russian
from topictag.text.reading import paragraph_forms
from topictag.training.arrays import Floats


@dataclass(frozen=True, eq=False)
class Texts:
    """Texts as words.

    Attributes
    ----------
    paragraphs : sequence of sequence of list of str
        The normalised words of each paragraph of each text that tagging reads.
    words : sequence of tuple of str
        All normalised words of each text.
    """

    paragraphs: Sequence[Sequence[list[str]]]
    words: Sequence[tuple[str, ...]]

    @classmethod
    def read(cls, texts: Sequence[str]) -> "Texts":
        """Read texts as training and tagging do."""
        found = [paragraph_forms(text) for text in texts]
        words = [tuple(chain.from_iterable(own)) for own in found]
        return cls([list(filter(is_russian, own)) for own in found], words)

    def __len__(self) -> int:
        return len(self.paragraphs)


@dataclass(frozen=True, eq=False)
class TextRows:
    """The rows of texts over the terms of a model.

    The values of terms beside the norm are those of any term, without `topictag.model.beside.BESIDE_SCALE`.

    Attributes
    ----------
    whole : sparse array of float64, shape (n_texts, n_terms)
        Of whole texts, from which a fit learns.
    paragraphs : sparse array of float64, shape (n_paragraphs, n_terms)
        Of the paragraphs that can be read, by which a text is tagged.
    owners : ndarray of int, shape (n_paragraphs,)
        The text of each paragraph.
    """

    whole: csr_array
    paragraphs: csr_array
    owners: NDArray[np.intp]

    @classmethod
    def of(cls, model: Model, texts: Texts) -> "TextRows":
        """Return the rows of texts, by the definition that tagging and explanations share."""
        finder, n_texts = TermFinder(model, WordTerms(model)), len(texts)
        found = [[finder.find(forms) for forms in own] for own in texts.paragraphs]
        owners = np.repeat(np.arange(n_texts), [len(own) for own in found])
        single, is_read = _weigh(model, list(chain.from_iterable(found)))
        if all(len(own) == 1 for own in found):
            return cls(single, single[is_read], owners[is_read])
        whole, _ = _weigh(model, list(map(_join, found)))
        return cls(whole, single[is_read], owners[is_read])

    def scores(self, coef: Floats, intercept: Floats) -> Floats:
        """Return the scores of texts as tagging gives them, by their best paragraph; -inf where nothing can be read.

        Parameters
        ----------
        coef : ndarray of float64, shape (n_terms, n_topics)
        intercept : ndarray of float64, shape (n_topics,)
        """
        scores = np.full((self.whole.shape[0], len(intercept)), -np.inf)
        np.maximum.at(scores, self.owners, self.paragraphs @ coef + intercept)
        return scores


def _join(paragraphs: Sequence[Occurrences]) -> Occurrences:
    """Return the terms of a whole text; only their numbers count, so places need not differ."""
    joined = Occurrences({}, {})
    for own in paragraphs:
        for term, places in own.terms.items():
            joined.terms.setdefault(term, []).extend(places)
        for group, members in own.groups.items():
            known = joined.groups.setdefault(group, [])
            known.extend(member for member in members if member not in known)
    return joined


def _weigh(model: Model, found: list[Occurrences]) -> tuple[csr_array, NDArray[np.bool_]]:
    rows = Rows.of(model, found)
    values = rows.values / beside_scales(model.idf)[rows.terms]
    shape = len(found), len(model.idf)
    matrix = csr_array((values, rows.terms.astype(np.int32), _bounds(found)), shape=shape)
    matrix.sort_indices()
    return matrix, rows.is_read


def _bounds(found: Sequence[Occurrences]) -> NDArray[np.int32]:
    sizes: Iterator[int] = (len(own.terms) + len(own.groups) for own in found)
    return np.array(list(accumulate(sizes, initial=0)), np.int32)
