"""From counted terms to the values of a paragraph's row.

With ``tf(t) = 1 + ln(count of t)``:

- words: ``x(t) = tf(t) · idf(t)`` for lemmas, families and pairs, divided by the L2 norm of the lemmas and families.
  Function words that are terms count as lemmas, and negations as pairs. Some terms are beside the norm
  (`topictag.model.beside`);
- grams: ``x(g) = tf(g) · idf(g)``, divided by the L2 norm of the grams;
- groups: ``x(G) = ln(1 + n) · idf(G)``, where ``n`` members of the group occur; not divided.

These are scikit-learn's definitions of sublinear tf and L2 norm. The score of a topic is ``x · coef + intercept``.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from topictag.model.beside import whole_norms
from topictag.model.compiled import Model
from topictag.model.occurrences import Occurrences


@dataclass(frozen=True, eq=False)
class Rows:
    """The values of paragraphs' terms, in one list.

    Attributes
    ----------
    paragraphs, terms : ndarray of int, shape (n,)
        The paragraph and the term number of each value.
    values : ndarray of float64, shape (n,)
    is_read : ndarray of bool, shape (n_paragraphs,)
        Whether a paragraph has a lemma, a family or a gram; the others have no score.
    """

    paragraphs: NDArray[np.intp]
    terms: NDArray[np.int64]
    values: NDArray[np.float64]
    is_read: NDArray[np.bool_]

    @classmethod
    def of(cls, model: Model, found: Iterable[Occurrences]) -> "Rows":
        """Return the values of the terms of paragraphs, one after the other; a paragraph has its groups last."""
        numbers, counts, sizes = array("q"), array("q"), []
        for own in found:
            for counted in (own.terms, own.groups):
                numbers.extend(counted)
                counts.extend(map(len, counted.values()))
            sizes.append(len(own.terms) + len(own.groups))
        rows, terms = np.repeat(np.arange(len(sizes)), sizes), np.array(numbers, np.int64)
        repeats = np.array(counts, np.float64)
        is_group = terms >= model.first_group
        tf = np.where(is_group, np.log1p(repeats), 1.0 + np.log(repeats))
        values: NDArray[np.float64] = tf * model.idf[terms]
        words = whole_norms(_norms(rows, values, terms < model.n_singles, len(sizes)))
        is_read, norms = words > 0, _positive(words)[rows]
        if len(model.grams):
            is_gram = (terms >= model.first_gram) & ~is_group
            grams = _norms(rows, values, is_gram, len(sizes))
            is_read, norms = is_read | (grams > 0), np.where(is_gram, _positive(grams)[rows], norms)
        return cls(rows, terms, np.where(is_group, values, values / norms), is_read)


def _norms(
    rows: NDArray[np.intp], values: NDArray[np.float64], chosen: NDArray[np.bool_], n_rows: int
) -> NDArray[np.float64]:
    return np.sqrt(np.bincount(rows, np.where(chosen, values**2, 0.0), minlength=n_rows))


def _positive(norms: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(norms > 0, norms, 1.0)
