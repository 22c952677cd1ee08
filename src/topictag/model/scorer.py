"""The reference scorer: words are looked up in Python, the arithmetic runs in NumPy over all texts at once.

For a text, ``tf(t) = 1 + ln(count of t)``, ``x(t) = tf(t) · idf(t)``, divided by the L2 norm of the x of lemmas and
families; the score of a topic is ``coef · x + intercept``. These are scikit-learn's definitions of sublinear tf and L2
norm; pairs are left out of the norm.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from topictag.model.strings import SortedStrings
from topictag.model.tables import FUNCTION_WORD, Model
from topictag.text.language import is_russian
from topictag.text.pairs import iter_pairs
from topictag.text.words import word_forms

_MEMO_SIZE = 100_000  # chosen: more than the distinct words of a day's news, yet a bound


class ReferenceScorer:
    """Scores texts with a model's tables, as plainly as possible.

    Parameters
    ----------
    model : Model
        Checked tables.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._forms, self._families = SortedStrings(model.forms), SortedStrings(model.families)
        self._n_lemmas = len(SortedStrings(model.lemmas))
        self._n_singles = self._n_lemmas + len(self._families)
        self._pairs = {(lemma, other): n for n, (lemma, other) in enumerate(model.pairs.tolist(), self._n_singles)}
        self._paired = frozenset(chain.from_iterable(self._pairs))
        self._remember = lru_cache(maxsize=_MEMO_SIZE)(self._look_up)

    def form_terms(self, form: str) -> tuple[int, ...] | None:
        """Return the terms of a normalised word as numbers, or None for a word that never carries a topic."""
        return self._remember(form)

    def _look_up(self, form: str) -> tuple[int, ...] | None:
        analysis = self._model.analysis
        if len(form) < analysis.min_letters:
            return None
        found = self._forms.find(form)
        lemma = int(self._model.form_terms[found]) if found >= 0 else None
        if lemma == FUNCTION_WORD:
            return None
        terms = () if lemma is None else (lemma,)
        beginning = analysis.family(form)
        family = -1 if beginning is None else self._families.find(beginning)
        return terms if family < 0 else (*terms, self._n_lemmas + family)

    def scores(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Score texts.

        Parameters
        ----------
        texts : sequence of str
            Each is one document; line breaks mean nothing here.

        Returns
        -------
        ndarray of float32, shape (n_texts, n_topics)
            Real numbers, higher is more; -inf for a text without any term of the vocabulary, or not in Russian.
        """
        counts = [self._count_terms(text) for text in texts]
        rows = np.repeat(np.arange(len(texts)), [len(count) for count in counts])
        terms = np.fromiter((term for count in counts for term in count), np.int64, len(rows))
        repeats = np.fromiter((n for count in counts for n in count.values()), np.float64, len(rows))
        weights = (1.0 + np.log(repeats)) * self._model.idf[terms]
        squared_norms = np.bincount(rows, np.where(terms < self._n_singles, weights, 0) ** 2, minlength=len(texts))
        scores = np.full((len(texts), len(self._model.topics)), -np.inf, dtype=np.float32)
        known = squared_norms > 0
        norms = np.sqrt(squared_norms[known])
        for topic, (coef, intercept) in enumerate(zip(self._model.coef, self._model.intercept, strict=True)):
            sums = np.bincount(rows, weights * coef[terms], minlength=len(texts))[known]
            scores[known, topic] = sums / norms + intercept
        return scores

    def _count_terms(self, text: str) -> Counter[int]:
        forms = word_forms(text)
        if not is_russian(forms):
            return Counter()
        words = [(place, terms) for place, form in enumerate(forms) if (terms := self.form_terms(form))]
        counts = Counter(term for _, terms in words for term in terms)
        lemmas = [(place, terms[0]) for place, terms in words if terms[0] in self._paired]
        pairs = iter_pairs(lemmas, self._model.analysis.pair_window)
        counts.update(self._pairs[pair] for pair in pairs if pair in self._pairs)
        return counts
